package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimersTest {
  private static final class Bell extends Timer {
    @Override
    protected void fire(long now) {}
  }

  @Test
  void comeInTheOrderOfTheirTimesWhateverWasMovedOrCancelled() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      Timers timers = new Timers();
      List<Bell> bells = new ArrayList<>();
      for (int i = 0; i < 150; i++) bells.add(new Bell());
      for (Bell bell : bells) timers.set(bell, random.nextInt(1000));
      for (Bell bell : bells) {
        if (random.nextInt(3) == 0) timers.cancel(bell);
        if (random.nextInt(3) == 0) timers.set(bell, random.nextInt(1000));
      }
      List<Long> expected = bells.stream().filter(Timer::isSet).map(Timer::due).sorted().toList();
      List<Long> taken = new ArrayList<>();
      for (Timer timer; (timer = timers.takeDue(1000)) != null; ) taken.add(timer.due());
      assertThat(taken).isEqualTo(expected);
      assertThat(bells).noneMatch(Timer::isSet);
    }
  }

  @Test
  void noneComesBeforeItsTime() {
    Timers timers = new Timers();
    Bell bell = new Bell();
    assertThat(timers.untilNext(5)).isEqualTo(Long.MAX_VALUE);
    timers.set(bell, 100);
    assertThat(timers.untilNext(40)).isEqualTo(60);
    assertThat(timers.takeDue(99)).isNull();
    assertThat(timers.takeDue(100)).isSameAs(bell);
  }

  @Test
  void theClockMayWrap() {
    Timers timers = new Timers();
    Bell before = new Bell();
    Bell after = new Bell();
    timers.set(after, Long.MIN_VALUE + 10);
    timers.set(before, Long.MAX_VALUE - 10);
    assertThat(timers.takeDue(Long.MAX_VALUE - 5)).isSameAs(before);
    assertThat(timers.takeDue(Long.MAX_VALUE)).isNull();
    assertThat(timers.takeDue(Long.MIN_VALUE + 10)).isSameAs(after);
  }

  /** A deadline that is moved on with each request must not wake the loop at each of its former times. */
  @Test
  void nobodyIsWokenForWhatWasCancelledOrMovedOn() {
    Timers timers = new Timers();
    Bell cancelled = new Bell();
    Bell moved = new Bell();
    timers.set(cancelled, 10);
    timers.set(moved, 20);
    timers.set(moved, 300);
    timers.cancel(cancelled);
    assertThat(timers.untilNext(0)).isEqualTo(300);
    timers.set(cancelled, 40);
    assertThat(timers.untilNext(0)).isEqualTo(40);
    assertThat(timers.takeDue(299)).isSameAs(cancelled);
    assertThat(timers.takeDue(299)).isNull();
    assertThat(timers.takeDue(300)).isSameAs(moved);
  }

  @Test
  void oneThatIsMovedForwardComesOnce() {
    Timers timers = new Timers();
    Bell bell = new Bell();
    timers.set(bell, 300);
    timers.set(bell, 100);
    assertThat(timers.takeDue(100)).isSameAs(bell);
    timers.set(bell, 300);
    assertThat(timers.takeDue(300)).isSameAs(bell);
    assertThat(timers.takeDue(1000)).isNull();
    assertThat(timers.size()).isZero();
  }

  /** Set far away, needed sooner, and so on for ever: what has no meaning any more does not pile up. */
  @Test
  void whatDoesNotCountAnyMoreIsForgotten() {
    Timers timers = new Timers();
    Bell bell = new Bell();
    for (int i = 0; i < 100_000; i++) {
      timers.set(bell, 1_000_000 + i);
      timers.set(bell, i);
      assertThat(timers.takeDue(i)).isSameAs(bell);
    }
    assertThat(timers.size()).isLessThanOrEqualTo(64);
  }

  @Test
  void whatIsTakenAlongLeavesNothingBehind() {
    try (EventLoop loop = Loop.start()) {
      Timers timers = new Timers();
      Seat seat = new Seat(loop);
      List<Bell> bells = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Bell bell = new Bell();
        bells.add(bell);
        if (i % 2 == 0) bell.seat = seat;
        timers.set(bell, 1000 - i);
        timers.set(bell, 100 - i);
        if (i % 4 == 0) timers.cancel(bell);
      }
      assertThat(timers.take(seat)).containsExactlyInAnyOrder(bells.get(2), bells.get(6), bells.get(10), bells.get(14), bells.get(18));
      assertThat(timers.untilNext(0)).isEqualTo(81);
      for (int i = 19; i > 0; i -= 2) assertThat(timers.takeDue(5000)).isSameAs(bells.get(i));
      assertThat(timers.takeDue(5000)).isNull();
      assertThat(timers.size()).isZero();
    }
  }
}
