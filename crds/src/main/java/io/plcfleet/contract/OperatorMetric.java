package io.plcfleet.contract;

import java.util.List;
import java.util.Locale;

/** Every metric of ours that the operator exports: the only place that names one. All are gauges that say what is so now. */
public enum OperatorMetric {
  ENV_VERSION("Revisions of what the Plcs of a fleet share, by state: Stable, Candidate (being tried), Failed (rolled back, and still asked for)",
      "namespace", "fleet", "version", "state"),
  PLCFLEET_ROLLOUT_INFO("The newest rollout of a fleet", "namespace", "fleet", "rollout", "from", "to", "phase"),
  PLCFLEET_ROLLOUT_STEP("Step that the newest rollout is in, from 1", "namespace", "fleet", "rollout"),
  PLCFLEET_ROLLOUT_STEPS("Steps of the newest rollout", "namespace", "fleet", "rollout"),
  PLCFLEET_ROLLOUT_COHORT_PLCS("Plcs of the newest rollout, by group: Wanted (to have the change), Updated (have it), Total", "namespace", "fleet", "rollout", "group"),
  PLCFLEET_ROLLOUT_STEP_AGE_SECONDS("How long the step of a rollout under way has taken; time that is not counted included", "namespace", "fleet", "rollout"),
  PLCFLEET_ROLLOUT_STUCK("1 while a step of a rollout under way has passed its deadline", "namespace", "fleet", "rollout"),
  PLCFLEET_ROLLOUT_ANALYSIS("Newest comparisons of the newest rollout, by verdict: Pass, Fail, NoData, Inconclusive", "namespace", "fleet", "rollout", "metric", "verdict"),
  PLCFLEET_PLC_DECLARED("1 for each Plc that a fleet selects and that no other fleet has more right to; monitor is the pod that is to read it, absent while none is",
      "namespace", "fleet", "plc", "monitor"),
  PLCFLEET_FLEET_SELECTED("Whether a Prometheus takes what the operator wrote for a fleet, by kind: ServiceMonitor, PrometheusRule; 1 yes, 0 no; absent while it is not known",
      "namespace", "fleet", "kind");

  private final String help;
  private final List<String> labels;

  OperatorMetric(String help, String... labels) {
    this.help = help;
    this.labels = List.of(labels);
  }

  /** Name in the exposition format. */
  public String metricName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String help() {
    return help;
  }

  /** Names of the labels, in the order in which values are given. */
  public List<String> labels() {
    return labels;
  }
}
