package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.poll.Gateway.Reaction;
import io.plcfleet.scoring.ErrorClass;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Our own process stands still: what fails meanwhile says nothing of the PLC, what answers does. */
class OwnPauseIT {
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration SELDOM = Duration.ofHours(1);
  /** Much longer than it takes to make the process stand still once a read is in flight. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(700);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile boolean deaf;
  private volatile @Nullable CountDownLatch held;  // answers wait for it

  @Test
  void aConnectionThatBreaksMeanwhileCountsAsNothing() throws Exception {
    try (Gateway gateway = new Gateway(this::react).unit(1, OFTEN, TIMEOUT).read()) {
      Gateway.await("the first answer", PATIENCE, () -> gateway.answered(1) > 0);
      CountDownLatch hold = hold();
      Gateway.until(asked);
      gateway.standStill(PAUSE, gateway::hangUp);
      held = null;
      hold.countDown();
      Gateway.await("the reconnect", PATIENCE, () -> gateway.connections() == 2);
      assertThat(gateway.reading(1).counts().failed()).isZero();
      assertThat(gateway.reading(1).counts().errors()).isEmpty();
    }
  }

  @Test
  void anAnswerProvesThatItIsReachable() throws Exception {
    deaf = true;
    try (Gateway gateway = new Gateway(this::react).unit(1, SELDOM, TIMEOUT).read()) {
      Gateway.await("unreachable", PATIENCE, () -> gateway.unreachable(1));
      CountDownLatch hold = hold();
      deaf = false;
      Gateway.until(asked);
      int requests = gateway.requests(1);
      gateway.standStill(PAUSE, () -> {
        hold.countDown();
        Gateway.await("the answer", PATIENCE, () -> gateway.answers() > 0);
      });
      Gateway.await("reachable", PATIENCE, () -> gateway.reachable(1));
      assertThat(gateway.requests(1)).as("by the very answer that came during the pause").isEqualTo(requests);
      assertThat(gateway.answered(1)).isZero();
    }
  }

  @Test
  void aPauseLongBeforeExcusesNoBreak() throws Exception {
    try (Gateway gateway = new Gateway(this::react).unit(1, SELDOM, TIMEOUT).read()) {
      Gateway.await("the first answer", PATIENCE, () -> gateway.answered(1) > 0);
      gateway.standStill(PAUSE, () -> { });
      for (int tries = 1; tries < 10 && gateway.reading(1).counts().errors().isEmpty(); tries++) {  // a busy machine may pause once more of itself
        int connections = gateway.connections();
        Gateway.pause(PAUSE.plus(PAUSE));
        gateway.hangUp();
        Gateway.await("the reconnect", PATIENCE, () -> gateway.connections() > connections);
      }
      assertThat(gateway.reading(1).counts().errors()).containsOnlyKeys(ErrorClass.ClosedByPeer);
    }
  }

  /** From now on no answer goes out. */
  private CountDownLatch hold() {
    CountDownLatch hold = new CountDownLatch(1);
    held = hold;
    return hold;
  }

  private Reaction react(int connection, int unit) {
    CountDownLatch hold = held;
    if (deaf) return Reaction.Silence;
    if (hold == null) return Reaction.Answer;
    asked.countDown();
    Gateway.until(hold);
    return Reaction.Answer;
  }
}
