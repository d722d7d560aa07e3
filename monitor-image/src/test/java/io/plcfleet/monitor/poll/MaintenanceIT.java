package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorConfig.Connections;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.Maintenance;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.poll.Gateway.Reaction;
import io.plcfleet.scoring.Grade;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MaintenanceIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final LinkSettings LINK = Fleet.link(100, 80);
  private static final Tag LIFE = Tag.of("life", "holding-register:1:INT").asEssential();
  private final AtomicReference<Duration> jump = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Instant.now().plus(jump.get());

  @Test
  void releaseClosesTheConnectionUntilItIsOver() throws Exception {
    try (Gateway gateway = gateway().unit(1, LINK, null, LIFE).read()) {
      Gateway.await("answers", SOON, () -> gateway.answered(1) > 3);
      gateway.unit(1, LINK, maintenance(Duration.ofSeconds(4), Connections.Release), LIFE).read();
      Gateway.await("it is closed", SOON, () -> gateway.open() == 0);
      assertThat(gateway.reading(1).care().maintenance()).isTrue();
      assertThat(gateway.reading(1).assessment().grade()).isEqualTo(Grade.Maintenance);
      assertThat(gateway.reading(1).assessment().scored()).isFalse();
      Gateway.await("it is over", Duration.ofSeconds(10), () -> gateway.open() == 1);
      assertThat(gateway.connections()).as("none was opened meanwhile").isEqualTo(2);
      assertThat(gateway.reading(1).counts().reconnects()).isZero();
      assertThat(gateway.reading(1).counts().errors()).isEmpty();
      Gateway.await("it is read again", SOON, () -> gateway.reachable(1) && !gateway.reading(1).care().maintenance());
    }
  }

  @Test
  void oneThatIsDeclaredFromTheStartOpensNoConnection() throws Exception {
    try (Gateway gateway = gateway().unit(1, LINK, maintenance(Duration.ofHours(1), Connections.Release), LIFE).read()) {
      Gateway.pause(Duration.ofSeconds(2));
      assertThat(gateway.connections()).isZero();
      gateway.unit(1, LINK, null, LIFE).read();
      Gateway.await("withdrawn", SOON, () -> gateway.reachable(1));
    }
  }

  @Test
  void keepGoesOnReadingAndSaysNothingOfTheLink() throws Exception {
    try (Gateway gateway = gateway().unit(1, LINK, maintenance(Duration.ofHours(1), Connections.Keep), LIFE).read()) {
      Gateway.await("answers", SOON, () -> gateway.answered(1) > 20);
      assertThat(gateway.reading(1).assessment().grade()).isEqualTo(Grade.Maintenance);
      assertThat(gateway.reading(1).assessment().scored()).isFalse();
      gateway.unit(1, LINK, null, LIFE).read();
      Gateway.await("windows begin empty", SOON, () -> gateway.reading(1).assessment().grade() != Grade.Maintenance);
      assertThat(gateway.connections()).isEqualTo(1);
    }
  }

  @Test
  void aClockThatIsSetWrongEndsNothing() throws Exception {
    try (Gateway gateway = gateway().unit(1, LINK, maintenance(Duration.ofHours(1), Connections.Release), LIFE).read()) {
      Gateway.await("it holds", SOON, () -> gateway.reading(1).care().maintenance());
      jump.set(Duration.ofDays(365));
      Gateway.pause(Duration.ofSeconds(3));
      assertThat(gateway.reading(1).care().maintenance()).isTrue();
      assertThat(gateway.connections()).isZero();
    }
  }

  private Gateway gateway() throws Exception {
    return new Gateway((_, _) -> Reaction.Answer, clock);
  }

  private Maintenance maintenance(Duration time, Connections connections) {
    return new Maintenance("belt change", clock.instant().plus(time).toString(), connections);
  }
}
