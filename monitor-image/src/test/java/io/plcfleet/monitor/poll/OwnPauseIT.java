package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.poll.Gateway.Reaction;
import io.plcfleet.scoring.ErrorClass;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Our own process stands still: what fails meanwhile says nothing of the PLC, what answers does. */
class OwnPauseIT {
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration SELDOM = Duration.ofHours(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(700);
  private static final Duration SOON = Duration.ofSeconds(5);
  private final AtomicBoolean slow = new AtomicBoolean();
  private final AtomicBoolean deaf = new AtomicBoolean();
  private final AtomicBoolean asked = new AtomicBoolean();

  @Test
  void aConnectionThatBreaksMeanwhileCountsAsNothing() throws Exception {
    try (Gateway gateway = new Gateway(this::react).unit(1, OFTEN, TIMEOUT).read()) {
      Gateway.await("the first answer", SOON, () -> gateway.answered(1) > 0);
      slow.set(true);
      Gateway.await("a read in flight", SOON, asked::get);
      gateway.standStill(PAUSE);
      gateway.hangUp();
      slow.set(false);
      Gateway.await("the reconnect", SOON, () -> gateway.connections() == 2);
      assertThat(gateway.reading(1).counts().failed()).isZero();
      assertThat(gateway.reading(1).counts().errors()).isEmpty();
    }
  }

  @Test
  void anAnswerProvesThatItIsReachable() throws Exception {
    deaf.set(true);
    try (Gateway gateway = new Gateway(this::react).unit(1, SELDOM, Duration.ofMillis(100)).read()) {
      Gateway.await("unreachable", SOON, () -> gateway.unreachable(1));
      slow.set(true);
      deaf.set(false);
      asked.set(false);
      Gateway.await("a read in flight", SOON, asked::get);
      gateway.standStill(PAUSE);
      Gateway.await("reachable", SOON, () -> gateway.reachable(1));
      assertThat(gateway.requests(1)).as("by the very answer that came during the pause").isEqualTo(4);
      assertThat(gateway.answered(1)).isZero();
    }
  }

  @Test
  void aPauseLongBeforeExcusesNoBreak() throws Exception {
    try (Gateway gateway = new Gateway(this::react).unit(1, SELDOM, TIMEOUT).read()) {
      Gateway.await("the first answer", SOON, () -> gateway.answered(1) > 0);
      gateway.standStill(PAUSE);
      Gateway.pause(PAUSE.plus(PAUSE));
      gateway.hangUp();
      Gateway.await("the reconnect", SOON, () -> gateway.connections() == 2);
      assertThat(gateway.reading(1).counts().errors()).containsOnlyKeys(ErrorClass.ClosedByPeer);
    }
  }

  private Reaction react(int connection, int unit) throws InterruptedException {
    asked.set(slow.get() || deaf.get());
    if (deaf.get()) return Reaction.Silence;
    if (slow.get()) Thread.sleep(80);
    return Reaction.Answer;
  }
}
