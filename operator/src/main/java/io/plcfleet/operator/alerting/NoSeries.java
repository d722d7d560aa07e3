package io.plcfleet.operator.alerting;

import io.plcfleet.contract.Metric;
import io.plcfleet.contract.OperatorMetric;
import io.plcfleet.scoring.Grade;

/**
 * A Plc is declared and no monitor says whether it answers: nobody reads it, or nobody could begin to. A monitor that is gone takes all
 * its PLCs along; that is one cause, and {@link MonitorDown} tells it.
 */
final class NoSeries implements AlertRule {
  @Override
  public String expression(FleetSeries fleet) {
    return "max by (" + FleetSeries.PLC + ", " + FleetSeries.PLACE + ", monitor) (" + fleet.series(OperatorMetric.PLCFLEET_PLC_DECLARED) + ")"
        + " unless on (" + FleetSeries.PLC + ") " + fleet.ofPlc(Metric.PLC_UP) + fleet.unlessMaintained()
        + " unless on (namespace, fleet, monitor) (" + MonitorDown.down(fleet) + ")";
  }

  @Override
  public String holds() {
    return "2m";
  }

  @Override
  public Severity severity() {
    return Severity.warning;
  }

  @Override
  public Grade grade() {
    return Grade.Unknown;
  }

  @Override
  public String summary() {
    return "Nobody watches PLC {{ $labels.plc }}";
  }

  @Override
  public String description() {
    return "It is declared, and {{ if $labels.monitor }}monitor {{ $labels.monitor }} says nothing of it{{ else }}no monitor has it{{ end }}."
        + " Why: kubectl -n {{ $labels.namespace }} get plc {{ $labels.plc }} -o jsonpath='{.status.conditions}'.";
  }
}
