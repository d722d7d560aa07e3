package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.Condition.Status;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetStatus;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Conditions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FleetStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final Failure REFUSED = new Failure(NOW, ConditionReason.NotOurs, "PrometheusRule plant/line-a exists and is not ours", true);

  /** Else a fleet would show for weeks that all its PLCs are well. */
  @Test
  void aChildThatCannotBeWrittenStopsNothingElseInTheStatus() {
    MonitorFleet fleet = fixture("new");
    fleet.setStatus(status("monitor-starts"));
    MonitorFleetStatus known = status("rollout-progressing");

    MonitorFleetStatus told = FleetStatus.failed(fleet, known, REFUSED);

    assertThat(told.plcs()).isEqualTo(known.plcs());
    assertThat(told.shards()).isEqualTo(known.shards());
    assertThat(told.revision()).isEqualTo(known.revision());
    assertThat(told.rollout()).isEqualTo(known.rollout()).isNotNull();
    assertThat(others(told)).isEqualTo(others(known)).extracting(Condition::type).contains("Selected", "PrometheusConfigured", "Monitored");
    assertThat(condition(told, Conditions.STALLED)).extracting(Condition::status, Condition::reason, Condition::message)
        .containsExactly(Status.TRUE, "NotOurs", REFUSED.message());
    assertThat(condition(told, Conditions.READY).status()).isEqualTo(Status.FALSE);
  }

  @Test
  void whatPassesIsWaitedFor() {
    MonitorFleetStatus told = FleetStatus.failed(fixture("ready"), status("ready"), new Failure(NOW, ConditionReason.TemporaryFailure, "timeout", false));

    assertThat(condition(told, Conditions.RECONCILING)).extracting(Condition::status, Condition::message).containsExactly(Status.TRUE, "timeout");
    assertThat(condition(told, Conditions.STALLED).status()).isEqualTo(Status.FALSE);
  }

  /** Both want an edit; the one of the fleet itself is told first. */
  @Test
  void aSpecThatCannotBeUsedIsStillTold() {
    assertThat(condition(FleetStatus.failed(fixture("profile-missing"), status("profile-missing"), REFUSED), Conditions.STALLED)).satisfies(stalled -> {
      assertThat(stalled.reason()).isEqualTo("ProfileNotFound");
      assertThat(stalled.message()).startsWith("spec.profileRef.name: \"nope\" is no ScoringProfile").endsWith("; " + REFUSED.message());
    });
  }

  @Test
  void whereNothingCouldBeWorkedOutWhatWasKnownStays() {
    MonitorFleet fleet = fixture("ready");

    assertThat(FleetStatus.failed(fleet, null, REFUSED)).satisfies(told -> {
      assertThat(told.plcs()).isEqualTo(fleet.getStatus().plcs());
      assertThat(condition(told, "Selected")).isEqualTo(condition(fleet.getStatus(), "Selected"));
    });
    fleet.setStatus(null);
    assertThat(FleetStatus.failed(fleet, null, REFUSED).conditions()).extracting(Condition::type).containsExactly("Ready", "Reconciling", "Stalled");
  }

  private static MonitorFleet fixture(String name) {
    return Objects.requireNonNull(FleetFixtures.all().get(name), name);
  }

  private static MonitorFleetStatus status(String name) {
    return Objects.requireNonNull(fixture(name).getStatus());
  }

  private static List<Condition> others(MonitorFleetStatus status) {
    return Objects.requireNonNull(status.conditions()).stream().filter(c -> !c.type().matches("Ready|Reconciling|Stalled")).toList();
  }

  private static Condition condition(MonitorFleetStatus status, String type) {
    return Conditions.find(status.conditions(), type).orElseThrow();
  }
}
