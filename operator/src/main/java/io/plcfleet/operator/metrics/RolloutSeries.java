package io.plcfleet.operator.metrics;

import static io.plcfleet.contract.OperatorMetric.ENV_VERSION;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_PLC_DECLARED;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_ANALYSIS;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_COHORT_PLCS;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_INFO;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_STEP;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_STEPS;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_STEP_AGE_SECONDS;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_STUCK;

import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.contract.OperatorMetric;
import io.plcfleet.operator.metrics.FleetBoard.View;
import io.plcfleet.operator.rollout.RolloutStatus;
import io.plcfleet.operator.status.Conditions;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The series of fleets: revisions, rollouts and Plcs, made anew for each scrape: what is gone has none. */
final class RolloutSeries {
  private final Map<OperatorMetric, List<GaugeDataPointSnapshot>> points = new EnumMap<>(OperatorMetric.class);
  private final Instant now;

  private RolloutSeries(Instant now) {
    this.now = now;
  }

  static MetricSnapshots of(Collection<View> fleets, Instant now) {
    RolloutSeries series = new RolloutSeries(now);
    fleets.forEach(series::add);
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    series.points.forEach((metric, points) -> {
      GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(metric.metricName()).help(metric.help());
      points.forEach(gauge::dataPoint);
      all.metricSnapshot(gauge.build());
    });
    return all.build();
  }

  private void add(View fleet) {
    add(ENV_VERSION, 1, fleet.namespace(), fleet.fleet(), fleet.stable(), "Stable");
    if (fleet.candidate() != null) add(ENV_VERSION, 1, fleet.namespace(), fleet.fleet(), fleet.candidate(), "Candidate");
    if (fleet.failed() != null) add(ENV_VERSION, 1, fleet.namespace(), fleet.fleet(), fleet.failed(), "Failed");
    fleet.plcs().forEach(plc -> add(PLCFLEET_PLC_DECLARED, 1, fleet.namespace(), fleet.fleet(), plc.name(), plc.monitor() == null ? "" : plc.monitor()));
    if (fleet.newest() != null && fleet.newest().getStatus() != null) add(fleet, fleet.newest(), fleet.newest().getStatus());
  }

  private void add(View fleet, ConfigRollout rollout, ConfigRolloutStatus status) {
    String name = rollout.getMetadata().getName();
    String[] of = {fleet.namespace(), fleet.fleet(), name};
    add(PLCFLEET_ROLLOUT_INFO, 1, fleet.namespace(), fleet.fleet(), name, rollout.getSpec().from(), rollout.getSpec().to(), String.valueOf(status.phase()));
    add(PLCFLEET_ROLLOUT_STEP, status.step() == null ? 0 : status.step(), of);
    add(PLCFLEET_ROLLOUT_STEPS, status.steps() == null ? 0 : status.steps().size(), of);
    if (status.cohort() != null) {
      add(PLCFLEET_ROLLOUT_COHORT_PLCS, status.cohort().wanted(), fleet.namespace(), fleet.fleet(), name, "Wanted");
      add(PLCFLEET_ROLLOUT_COHORT_PLCS, status.cohort().updated(), fleet.namespace(), fleet.fleet(), name, "Updated");
      add(PLCFLEET_ROLLOUT_COHORT_PLCS, status.cohort().total(), fleet.namespace(), fleet.fleet(), name, "Total");
    }
    boolean over = status.phase() == null || status.phase().isOver();
    if (!over && status.stepStartedAt() != null) {
      add(PLCFLEET_ROLLOUT_STEP_AGE_SECONDS, Math.max(0, Duration.between(Instant.parse(status.stepStartedAt()), now).toMillis() / 1e3), of);
    }
    boolean stuck = Conditions.find(status.conditions(), RolloutStatus.STUCK).filter(c -> c.status() == Condition.Status.TRUE).isPresent();
    if (!over) add(PLCFLEET_ROLLOUT_STUCK, stuck ? 1 : 0, of);
    if (status.analysis() == null) return;
    Set<String> named = new HashSet<>();
    status.analysis().stream().filter(c -> named.add(c.name())).forEach(c -> add(PLCFLEET_ROLLOUT_ANALYSIS, 1, fleet.namespace(), fleet.fleet(), name, c.name(), c.verdict().name()));
  }

  private void add(OperatorMetric metric, double value, String... labels) {
    points.computeIfAbsent(metric, _ -> new ArrayList<>()).add(new GaugeDataPointSnapshot(value, Labels.of(metric.labels().toArray(String[]::new), labels), null));
  }
}
