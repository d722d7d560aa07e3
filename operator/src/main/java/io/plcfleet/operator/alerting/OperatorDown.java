package io.plcfleet.operator.alerting;

import io.plcfleet.contract.OperatorMetric;

/**
 * Prometheus gets no answer from an operator that decides: none answers, or all stand by. Monitors go on reading and scoring; edits, status, rollouts and the alerts that need the
 * operator's word stand still.
 */
final class OperatorDown implements AlertRule {
  /** The chart puts its own name in its place. */
  static final String NAMESPACE = "RELEASE_NAMESPACE";

  @Override
  public String expression(FleetSeries all) {
    return "absent(" + all.series(OperatorMetric.PLCFLEET_OPERATOR_LEADING, FleetSeries.equal("namespace", NAMESPACE)) + " == 1)";
  }

  @Override
  public String holds() {
    return "5m";
  }

  @Override
  public Severity severity() {
    return Severity.warning;
  }

  @Override
  public String summary() {
    return "No PLC fleet operator decides";
  }

  @Override
  public String description() {
    return "Monitors go on reading, and alerts of single PLCs work. Edits wait, kubectl get plc shows old grades, rollouts stand still; MonitorDown, NoSeries,"
        + " RolloutStuck and FleetNotSelected say nothing. Look at kubectl -n " + NAMESPACE + " get pod -l app.kubernetes.io/component=operator.";
  }
}
