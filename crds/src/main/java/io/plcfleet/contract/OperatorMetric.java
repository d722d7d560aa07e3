package io.plcfleet.contract;

import java.util.List;
import java.util.Locale;

/** Every metric of ours that the operator exports: the only place that names one. */
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
  PLCFLEET_PLC_DECLARED("1 for each Plc that a fleet selects and that no other fleet reads or has more right to; monitor is the pod that is to read it, absent while none is",
      "namespace", "fleet", "plc", "monitor", "site", "line", "cell", "criticality"),
  PLCFLEET_FLEET_SELECTED("Whether a Prometheus takes what the operator wrote for a fleet, by kind: ServiceMonitor, PrometheusRule; 1 yes, 0 no; absent while it is not known",
      "namespace", "fleet", "kind"),
  PLCFLEET_OPERATOR_LEADING("1 in the operator that decides, 0 in one that stands by"),
  PLCFLEET_OPERATOR_FLEETS_WAITING("Fleets whose turn to be decided about has been asked for and has not begun"),
  PLCFLEET_OPERATOR_RECONCILIATIONS_TOTAL(Metric.Type.Counter, "Turns of fleets that ended, by result: Succeeded or Failed (tried again)", "result"),
  PLCFLEET_OPERATOR_RECONCILIATION_SECONDS(Metric.Type.Histogram, "Turns of fleets, from beginning to end"),
  PLCFLEET_OPERATOR_STAGE_SECONDS(Metric.Type.Histogram, "Parts of a turn: Wait (for other fleets), Observe, Render (decisions included), Apply", "stage"),
  PLCFLEET_OPERATOR_WRITES_TOTAL(Metric.Type.Counter,
      "Children of fleets that were written, by why: Created, Changed (something else is wanted), Repaired (somebody else changed it), Deleted", "kind", "why"),
  PLCFLEET_OPERATOR_API_REQUESTS_TOTAL(Metric.Type.Counter, "Requests to the API server, by method (WATCH among them) and HTTP status; none: no answer", "method", "code"),
  PLCFLEET_OPERATOR_API_REQUEST_SECONDS(Metric.Type.Histogram, "Requests to the API server until the answer began; watches last and are not timed", "method"),
  PLCFLEET_OPERATOR_STATUS_POLLS_TOTAL(Metric.Type.Counter, "Reports that were asked of monitors, by result: Answered, Refused (HTTP status other than 200), NoAnswer", "result"),
  PLCFLEET_OPERATOR_STATUS_POLL_SECONDS(Metric.Type.Histogram, "Reports of monitors that came, from the question to the whole answer"),
  PLCFLEET_OPERATOR_PLC_STATUS_WRITES_TOTAL(Metric.Type.Counter, "Writes of the status of Plcs, by result: Written or Failed", "result"),
  PLCFLEET_OPERATOR_PLC_STATUSES_WAITING("Statuses of Plcs that are to be written and wait for the permitted rate");

  /** Upper bounds of the buckets of all histograms, in seconds. */
  public static final List<Double> BUCKETS = List.of(0.001, 0.004, 0.016, 0.064, 0.256, 1.024, 4.096, 16.384);

  private final Metric.Type type;
  private final String help;
  private final List<String> labels;

  /** A gauge. */
  OperatorMetric(String help, String... labels) {
    this(Metric.Type.Gauge, help, labels);
  }

  OperatorMetric(Metric.Type type, String help, String... labels) {
    this.type = type;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** Name in the exposition format. */
  public String metricName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Metric.Type type() {
    return type;
  }

  public String help() {
    return help;
  }

  /** Names of the labels, in the order in which values are given. */
  public List<String> labels() {
    return labels;
  }
}
