package io.plcfleet.operator.alerting;

import static io.plcfleet.operator.alerting.FleetSeries.equal;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.LinkAlert;
import io.plcfleet.scoring.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A PLC is Critical for a fact that says nothing of its link. The alerts of the grades leave it out. A PLC that is unreachable, PreFault
 * or in maintenance has another reason, and so another alert or none.
 */
abstract class ReasonAlert extends PlcAlert {
  private final Reason reason;

  ReasonAlert(Reason reason) {
    this.reason = reason;
  }

  @Override
  final String condition(FleetSeries fleet) {
    return fleet.ofPlc(Metric.PLC_REASON, equal("reason", reason.name())) + " == 1";
  }

  @Override
  public final @Nullable String holds() {
    return Alerts.text(LinkAlert.valueOf(name()).holds());
  }

  @Override
  public final Severity severity() {
    return Severity.critical;
  }

  @Override
  public final Grade grade() {
    return Grade.Critical;
  }

  @Override
  public final String description() {
    return "Reason: " + reason + ", " + reason.meaning() + ". " + FleetSeries.told("min(" + FleetSeries.inWords(Metric.PLC_SCORE) + ")",
        "The link itself has a score of {{ . | first | value | printf `%.0f` }}. ")
        + "What was seen: kubectl -n {{ $labels.namespace }} get plc {{ $labels.plc }} -o jsonpath='{.status.diagnosis}'. " + reason.action();
  }
}
