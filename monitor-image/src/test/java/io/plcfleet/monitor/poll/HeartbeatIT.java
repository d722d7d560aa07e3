package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorConfig.Adaptive;
import io.plcfleet.contract.MonitorConfig.Heartbeat;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.poll.Gateway.Reaction;
import io.plcfleet.scoring.ErrorClass;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A PLC that is read once an hour, and felt for in between. */
class HeartbeatIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Tag LIFE = Tag.of("life", "holding-register:1:INT").asEssential();
  private final AtomicBoolean deaf = new AtomicBoolean();

  @Test
  void aConnectionAtRestIsProbed() throws Exception {
    try (Gateway gateway = gateway(link(200, 2, null)).read()) {
      Gateway.await("probes", SOON, () -> gateway.answered(1) > 5);
      assertThat(gateway.reading(1).counts().heartbeatMisses()).isZero();
      assertThat(gateway.connections()).isEqualTo(1);
      long before = gateway.requests(1);
      Gateway.pause(Duration.ofSeconds(2));
      assertThat(gateway.requests(1) - before).as("one in 200 ms at most").isBetween(4L, 11L);
    }
  }

  /** Established, and nobody behind it: as after a firewall has forgotten the connection. */
  @Test
  void afterSoManyMissesTheConnectionIsMadeAnew() throws Exception {
    try (Gateway gateway = gateway(link(200, 3, null)).read()) {
      Gateway.await("an answer", SOON, () -> gateway.answered(1) > 0);
      deaf.set(true);
      Gateway.await("another connection", SOON, () -> gateway.connections() == 2);
      assertThat(gateway.reading(1).counts().heartbeatMisses()).as("those while there is none count as well").isGreaterThanOrEqualTo(3);
      assertThat(gateway.reading(1).counts().errors()).containsEntry(ErrorClass.RequestTimeout, 3L);
      Gateway.await("back", SOON, () -> gateway.reachable(1) && gateway.reading(1).counts().reconnects() == 1);
    }
  }

  @Test
  void oneLostProbeCostsNoConnection() throws Exception {
    try (Gateway gateway = gateway(link(200, 3, null)).read()) {
      Gateway.await("an answer", SOON, () -> gateway.answered(1) > 0);
      deaf.set(true);
      Gateway.await("a miss", SOON, () -> gateway.reading(1).counts().heartbeatMisses() > 0);
      deaf.set(false);
      long before = gateway.answered(1);
      Gateway.await("further answers", SOON, () -> gateway.answered(1) > before + 2);
      assertThat(gateway.connections()).isEqualTo(1);
    }
  }

  @Test
  void readsThatComeOftenAreTheHeartbeat() throws Exception {
    LinkSettings link = Fleet.link(100, 80);
    LinkSettings beats = new LinkSettings(link.polling(), new Heartbeat(100, 80, 2, null), link.connection());
    try (Gateway gateway = gateway(beats).read()) {
      Gateway.await("answers", SOON, () -> gateway.answered(1) > 5);
      int before = gateway.requests(1);
      Gateway.pause(Duration.ofSeconds(2));
      assertThat(gateway.requests(1) - before).as("no probe beside the reads").isLessThanOrEqualTo(21);
    }
  }

  @Test
  void theIntervalFollowsTheLink() throws Exception {
    try (Gateway gateway = gateway(link(10_000, 2, new Adaptive(100, 1000))).read()) {
      Gateway.await("an answer", SOON, () -> gateway.answered(1) > 0);
      assertThat(gateway.reading(1).care().heartbeatSeconds()).isGreaterThan(0.6);
      deaf.set(true);
      Gateway.await("a shorter interval", Duration.ofSeconds(10), () -> gateway.reading(1).care().heartbeatSeconds() < 0.5);
    }
  }

  private Gateway gateway(LinkSettings link) throws Exception {
    return new Gateway((connection, _) -> deaf.get() && connection == 1 ? Reaction.Silence : Reaction.Answer).unit(1, link, null, LIFE);
  }

  private static LinkSettings link(long intervalMillis, int maxMisses, @Nullable Adaptive adaptive) {
    LinkSettings link = Fleet.link(Duration.ofHours(1).toMillis(), 100);
    return new LinkSettings(link.polling(), new Heartbeat(intervalMillis, 100, maxMisses, adaptive), link.connection());
  }
}
