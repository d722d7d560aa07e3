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
}
