package io.plcfleet.operator.alerting;

import io.plcfleet.contract.OperatorMetric;

/**
 * Prometheus gets no answer from a monitor, or the monitor's pod is not there: nothing is known of its PLCs, and their own alerts are
 * silent. A fleet that no Prometheus takes has another cause, and another alert. Who must be there is known from the operator; without its metrics only a pod that is there and does not answer is seen.
 */
final class MonitorDown implements AlertRule {
  private static final String BY = "(namespace, fleet, monitor)";

  @Override
  public String expression(FleetSeries fleet) {
    String notSelected = "(max by (namespace, fleet) (" + fleet.series(OperatorMetric.PLCFLEET_FLEET_SELECTED, "kind=\"ServiceMonitor\"") + ") == 0)";
    return "(" + down(fleet) + " or on " + BY + " " + FleetSeries.asMonitor("max by (namespace, fleet, pod) (" + fleet.series("up") + ") == 0") + ")"
        + " unless on (namespace, fleet) " + notSelected;
  }

  /** Monitors that must be there and do not answer; the value is the number of their PLCs. */
  static String down(FleetSeries fleet) {
    return "count by " + BY + " (max by (" + FleetSeries.PLC + ", monitor) (" + fleet.series(OperatorMetric.PLCFLEET_PLC_DECLARED, "monitor!=\"\"") + ")) unless on " + BY + " " + fleet.answeringMonitors();
  }

  @Override
  public String holds() {
    return "1m";
  }

  @Override
  public Severity severity() {
    return Severity.critical;
  }

  @Override
  public String summary() {
    return "Monitor {{ $labels.monitor }} does not answer: nobody watches {{ if $value }}its {{ $value }} PLCs{{ else }}its PLCs{{ end }}";
  }

  @Override
  public String description() {
    return "Prometheus has had no answer from {{ $labels.monitor }} for a minute. While this lasts, its PLCs have no score and no alerts of their own."
        + " Look at kubectl -n {{ $labels.namespace }} describe pod {{ $labels.monitor }}, and at the targets of Prometheus.";
  }
}
