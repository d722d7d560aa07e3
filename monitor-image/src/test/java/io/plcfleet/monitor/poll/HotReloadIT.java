package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorConfig.Adaptive;
import io.plcfleet.contract.MonitorConfig.Backoff;
import io.plcfleet.contract.MonitorConfig.Connection;
import io.plcfleet.contract.MonitorConfig.Connections;
import io.plcfleet.contract.MonitorConfig.Heartbeat;
import io.plcfleet.contract.MonitorConfig.KeepAlive;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.Maintenance;
import io.plcfleet.contract.MonitorConfig.Polling;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.poll.Gateway.Reaction;
import io.plcfleet.scoring.Profile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever is edited, a connection that works stays. */
class HotReloadIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final LinkSettings LINK = Fleet.link(100, 2000);
  private static final Tag LIFE = Tag.of("life", "holding-register:1:INT").asEssential();

  @Test
  void everySettingAppliesOverTheSameConnection() throws Exception {
    try (Gateway gateway = new Gateway((_, _) -> Reaction.Answer).unit(1, LINK, null, LIFE).read()) {
      Gateway.await("answers", SOON, () -> gateway.answered(1) > 3);
      goesOn(gateway.unit(1, with(new Polling(50, 500)), null, LIFE), "interval and timeout");
      goesOn(gateway.unit(1, with(new Heartbeat(2000, 300, 5, new Adaptive(500, 5000))), null, LIFE), "heartbeat");
      goesOn(gateway.unit(1, with(new Connection(new KeepAlive(45, 5, 3), new Backoff(500, 2, 5000), 2, 10)), null, LIFE), "keep-alive, back-off, limits");
      goesOn(gateway.unit(1, LINK, null, LIFE, Tag.of("more", "holding-register:300:INT")), "tags");
      assertThat(gateway.requestsFrom(300)).isPositive();
      goesOn(gateway.unit(1, LINK, null, new Tag("life", LIFE.address(), 50L, true, null, null)), "a tag's interval");
      Profile standard = Profile.standard();
      goesOn(gateway.by(new Profile(Duration.ofMinutes(2), standard.decay(), standard.formula(), new Profile.Thresholds(80, 60, 40), standard.hysteresis(),
          standard.actions())).unit(1, LINK, null, LIFE), "profile");
      goesOn(gateway.unit(1, LINK, new Maintenance("belt", "2999-01-01T00:00:00Z", Connections.Keep), LIFE), "maintenance");
      goesOn(gateway.unit(1, LINK, null, LIFE).unit(2, LINK, null, LIFE), "a neighbour");
      assertThat(gateway.connections()).isEqualTo(1);
      assertThat(gateway.open()).isEqualTo(1);
      assertThat(gateway.reading(1).counts().failed()).isZero();
      assertThat(gateway.reading(1).counts().reconnects()).isZero();
    }
  }

  private static void goesOn(Gateway gateway, String what) {
    gateway.read();
    long before = gateway.answered(1);
    Gateway.await(what, SOON, () -> gateway.answered(1) > before + 5);
    assertThat(gateway.connections()).as(what).isEqualTo(1);
  }

  private static LinkSettings with(Polling polling) {
    return new LinkSettings(polling, LINK.heartbeat(), LINK.connection());
  }

  private static LinkSettings with(Heartbeat heartbeat) {
    return new LinkSettings(LINK.polling(), heartbeat, LINK.connection());
  }

  private static LinkSettings with(Connection connection) {
    return new LinkSettings(LINK.polling(), LINK.heartbeat(), connection);
  }
}
