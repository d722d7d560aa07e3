package io.plcfleet.operator.alerting;

/**
 * Prometheus gets no answer from the operator. Monitors go on reading and scoring; edits, status, rollouts and the alerts that need the
 * operator's word stand still.
 */
final class OperatorDown implements AlertRule {
  /** The chart puts its own names in their place. */
  static final String NAMESPACE = "RELEASE_NAMESPACE";
  static final String SERVICE = "METRICS_SERVICE";

  @Override
  public String expression(FleetSeries all) {
    return "absent(" + all.series("up", FleetSeries.equal("namespace", NAMESPACE), FleetSeries.equal("service", SERVICE)) + " == 1)";
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
    return "The PLC fleet operator does not answer";
  }

  @Override
  public String description() {
    return "Monitors go on reading, and alerts of single PLCs work. Edits wait, kubectl get plc shows old grades, rollouts stand still; MonitorDown, NoSeries,"
        + " RolloutStuck and FleetNotSelected say nothing. Look at kubectl -n " + NAMESPACE + " get pod -l app.kubernetes.io/component=operator.";
  }
}
