package io.plcfleet.operator.alerting;

import io.plcfleet.contract.Metric;

/** A monitor begins its reads late by its own doing: response times and jitter of all its PLCs are no longer those of the links. Source: R-04. */
final class MonitorOverloaded implements AlertRule {
  /** P95 over the PLCs of a monitor. */
  private static final String LATE_SECONDS = "0.05";

  @Override
  public String expression(FleetSeries fleet) {
    return "quantile by (namespace, fleet, pod) (0.95, " + fleet.series(Metric.PLC_POLL_LAG_SECONDS) + ") > " + LATE_SECONDS;
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
    return "Monitor {{ $labels.pod }} is overloaded";
  }

  @Override
  public String description() {
    return "One read in twenty begins {{ $value | humanizeDuration }} late or more. Response times and jitter of its PLCs may be its own doing."
        + " Give it CPU (spec.monitor.resources of fleet {{ $labels.fleet }}), fewer PLCs (spec.monitor.plcsPerPod) or longer intervals.";
  }
}
