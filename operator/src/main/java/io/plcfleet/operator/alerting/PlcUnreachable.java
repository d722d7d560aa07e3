package io.plcfleet.operator.alerting;

import io.plcfleet.contract.LinkAlert;
import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The PLC does not answer, and nobody has declared to work on it. It pages alone: the alerts of the grades leave unreachable PLCs out,
 * and maintenance is a grade of its own.
 */
final class PlcUnreachable extends PlcAlert {
  @Override
  String condition(FleetSeries fleet) {
    return "(" + fleet.ofPlc(Metric.PLC_UP) + " == 0)" + fleet.unlessMaintained();
  }

  @Override
  public @Nullable String holds() {
    return Alerts.text(LinkAlert.PlcUnreachable.holds());  // at once: three reads have failed already
  }

  @Override
  public Severity severity() {
    return Severity.critical;
  }

  @Override
  public Grade grade() {
    return Grade.PreFault;
  }

  @Override
  public String summary() {
    return "PLC {{ $labels.plc }} does not answer";
  }

  @Override
  public String description() {
    return "Reason: " + Reason.Unreachable + ", " + Reason.Unreachable.meaning() + ". What was seen: kubectl -n {{ $labels.namespace }}"
        + " get plc {{ $labels.plc }} -o jsonpath='{.status.explanation}'. " + Reason.Unreachable.action();
  }
}
