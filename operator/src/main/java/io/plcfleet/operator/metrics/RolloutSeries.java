package io.plcfleet.operator.metrics;

import static io.plcfleet.contract.OperatorMetric.ENV_VERSION;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_FLEET_SELECTED;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_PLC_DECLARED;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_ANALYSIS;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_COHORT_PLCS;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_INFO;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_STEP;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_STEPS;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_STEP_AGE_SECONDS;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_ROLLOUT_STUCK;

import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.PlcLabels;
import io.plcfleet.contract.OperatorMetric;
import io.plcfleet.operator.metrics.FleetBoard.DeclaredPlc;
import io.plcfleet.operator.metrics.FleetBoard.View;
import io.plcfleet.operator.rollout.RolloutStatus;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The series of fleets: revisions, rollouts, Plcs, and who looks, made anew for each scrape: what is gone has none. */
final class RolloutSeries {
  private final Map<OperatorMetric, List<GaugeDataPointSnapshot>> points = new EnumMap<>(OperatorMetric.class);
  private final Instant now;

  private RolloutSeries(Instant now) {
    this.now = now;
  }

  static Stream<MetricSnapshot> of(Collection<View> fleets, Instant now) {
    RolloutSeries series = new RolloutSeries(now);
    fleets.forEach(series::add);
    return series.points.entrySet().stream().map(e -> gauge(e.getKey(), e.getValue()));
  }

  private static MetricSnapshot gauge(OperatorMetric metric, List<GaugeDataPointSnapshot> points) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(metric.metricName()).help(metric.help());
    points.forEach(gauge::dataPoint);
    return gauge.build();
  }

  private void add(View fleet) {
    add(ENV_VERSION, 1, fleet.namespace(), fleet.fleet(), fleet.stable(), "Stable");
    if (fleet.candidate() != null) add(ENV_VERSION, 1, fleet.namespace(), fleet.fleet(), fleet.candidate(), "Candidate");
    if (fleet.failed() != null) add(ENV_VERSION, 1, fleet.namespace(), fleet.fleet(), fleet.failed(), "Failed");
    fleet.plcs().forEach(plc -> add(fleet, plc));
    selected(fleet, "ServiceMonitor", fleet.serviceMonitorSelected());
    selected(fleet, "PrometheusRule", fleet.ruleSelected());
    if (fleet.newest() != null && fleet.newest().getStatus() != null) add(fleet, fleet.newest(), fleet.newest().getStatus());
  }

  /** Prometheus leaves out labels that are empty. */
  private void add(View fleet, DeclaredPlc plc) {
    Map<String, String> labels = plc.labels();
    add(PLCFLEET_PLC_DECLARED, 1, fleet.namespace(), fleet.fleet(), plc.name(), Objects.requireNonNullElse(plc.monitor(), ""), labels.getOrDefault(PlcLabels.SITE, ""),
        labels.getOrDefault(PlcLabels.LINE, ""), labels.getOrDefault(PlcLabels.CELL, ""), plc.criticality() == null ? "" : plc.criticality().name());
  }

  private void selected(View fleet, String kind, @Nullable Boolean selected) {
    if (selected != null) add(PLCFLEET_FLEET_SELECTED, selected ? 1 : 0, fleet.namespace(), fleet.fleet(), kind);
  }

  private void add(View fleet, ConfigRollout rollout, ConfigRolloutStatus status) {
    String name = rollout.getMetadata().getName();
    String[] of = {fleet.namespace(), fleet.fleet(), name};
    add(PLCFLEET_ROLLOUT_INFO, 1, fleet.namespace(), fleet.fleet(), name, rollout.getSpec().from(), rollout.getSpec().to(), String.valueOf(status.phase()));
    add(PLCFLEET_ROLLOUT_STEP, status.step() == null ? 0 : status.step(), of);
    add(PLCFLEET_ROLLOUT_STEPS, status.steps() == null ? 0 : status.steps().size(), of);
    if (status.cohort() != null) {
      add(PLCFLEET_ROLLOUT_COHORT_PLCS, RolloutStatus.goesBack(status.phase()) ? 0 : status.cohort().wanted(), fleet.namespace(), fleet.fleet(), name, "Wanted");
      add(PLCFLEET_ROLLOUT_COHORT_PLCS, status.cohort().updated(), fleet.namespace(), fleet.fleet(), name, "Updated");
      add(PLCFLEET_ROLLOUT_COHORT_PLCS, status.cohort().total(), fleet.namespace(), fleet.fleet(), name, "Total");
    }
    boolean over = status.phase() == null || status.phase().isOver();
    if (!over && status.stepStartedAt() != null) {
      add(PLCFLEET_ROLLOUT_STEP_AGE_SECONDS, Math.max(0, Duration.between(Instant.parse(status.stepStartedAt()), now).toMillis() / 1e3), of);
    }
    if (!over) add(PLCFLEET_ROLLOUT_STUCK, RolloutStatus.isStuck(status) ? 1 : 0, of);
    if (status.analysis() == null) return;
    Set<String> named = new HashSet<>();
    status.analysis().stream().filter(c -> named.add(c.name())).forEach(c -> add(PLCFLEET_ROLLOUT_ANALYSIS, 1, fleet.namespace(), fleet.fleet(), name, c.name(), c.verdict().name()));
  }

  private void add(OperatorMetric metric, double value, String... labels) {
    points.computeIfAbsent(metric, _ -> new ArrayList<>()).add(new GaugeDataPointSnapshot(value, Labels.of(metric.labels().toArray(String[]::new), labels), null));
  }
}
