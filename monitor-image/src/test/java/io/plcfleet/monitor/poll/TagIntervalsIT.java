package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.poll.Gateway.Reaction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tags at their own intervals, over one connection. */
class TagIntervalsIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void eachAtItsOwn() throws Exception {
    try (Gateway gateway = new Gateway((_, _) -> Reaction.Answer).unit(1, Fleet.link(1000, 800), null, essential(1), each(100, 200), each(200, 60_000)).read()) {
      Gateway.await("the fast one", SOON, () -> gateway.requestsFrom(100) > 2);
      int fast = gateway.requestsFrom(100);
      int slow = gateway.requestsFrom(1);
      Gateway.pause(Duration.ofSeconds(4));
      assertThat(gateway.requestsFrom(100) - fast).isBetween(15, 21);
      assertThat(gateway.requestsFrom(1) - slow).isBetween(3, 5);
      assertThat(gateway.requestsFrom(200)).isLessThanOrEqualTo(1);
      assertThat(gateway.connections()).isEqualTo(1);
      assertThat(gateway.reading(1).session().tagAgeSeconds()).isLessThan(10);
    }
  }

  /** A PLC that takes longer than the interval: turns are skipped, and what is slow does not starve what is seldom. */
  @Test
  void lateTurnsAreSkipped() throws Exception {
    try (Gateway gateway = new Gateway((_, _) -> {
      Thread.sleep(300);
      return Reaction.Answer;
    }).unit(1, Fleet.link(1000, 800), null, essential(1), each(100, 200)).read()) {
      Gateway.await("both", SOON, () -> gateway.requestsFrom(100) > 0 && gateway.requestsFrom(1) > 0);
      Gateway.pause(Duration.ofSeconds(3));
      assertThat(gateway.requestsFrom(1)).isGreaterThanOrEqualTo(3);
      assertThat(gateway.reading(1).counts().failed()).isZero();
      assertThat(gateway.requests(1)).as("one in flight, 300 ms each").isLessThan(40);
    }
  }

  private static Tag essential(int register) {
    return each(register, 1000).asEssential();
  }

  private static Tag each(int register, long millis) {
    return new Tag("t" + register, "holding-register:" + register + ":INT", millis, false, null, null);
  }
}
