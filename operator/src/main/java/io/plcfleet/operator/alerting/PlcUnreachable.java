package io.plcfleet.operator.alerting;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.LinkAlert;
import io.plcfleet.scoring.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The PLC does not answer, and nobody has declared to work on it. It pages alone: the alerts of the grades leave unreachable PLCs out,
 * and maintenance is a grade of its own. One that is lost and found again and again is told once, not with each loss: from the third outage
 * on the alert goes on until the PLC has answered for a while.
 */
final class PlcUnreachable extends PlcAlert {
  /** Within {@link #LATELY}, from answering to not answering and back: three outages. */
  private static final int TOO_OFTEN = 6;
  private static final String LATELY = "30m";
  private static final String BACK_FOR_GOOD = "10m";
  /** Said from the second outage on: the third one is the last that is told by itself. */
  private static final String OFTEN = FleetSeries.told("max(changes(" + FleetSeries.inWords(Metric.PLC_UP) + "[" + LATELY + "])) > 1",
      "It comes and goes: {{ . | first | value }} changes between answering and not within " + LATELY + ". ");

  @Override
  String condition(FleetSeries fleet) {
    return "((" + fleet.ofPlc(Metric.PLC_UP) + " == 0) or on (" + FleetSeries.PLC + ") (" + comesAndGoes(fleet) + "))" + fleet.unlessMaintained();
  }

  /** The value is the number of changes; that of a PLC that does not answer is 0. */
  private static String comesAndGoes(FleetSeries fleet) {
    String up = fleet.series(Metric.PLC_UP);
    return "max by (" + FleetSeries.PLC + ") (changes(" + up + "[" + LATELY + "])) >= " + TOO_OFTEN
        + " and on (" + FleetSeries.PLC + ") (max by (" + FleetSeries.PLC + ") (min_over_time(" + up + "[" + BACK_FOR_GOOD + "])) == 0)";
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
    return "PLC {{ $labels.plc }} {{ if $value }}comes and goes{{ else }}does not answer{{ end }}";
  }

  @Override
  public String description() {
    return "Reason: " + Reason.Unreachable + ", " + Reason.Unreachable.meaning() + ". " + OFTEN + "What was seen: kubectl -n {{ $labels.namespace }}"
        + " get plc {{ $labels.plc }} -o jsonpath='{.status.explanation}'. " + Reason.Unreachable.action();
  }
}
