package io.plcfleet.operator.alerting;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Reason;

/**
 * The connection is lost and made anew again and again, and between the losses the link is so good that the grade does not show it. A PLC
 * that was unreachable lately is left out: every attempt to reach it counts as a connection where somebody takes it and stays silent.
 */
final class PlcFlapping extends SignalAlert {
  /** Within {@link #WINDOW}: one is a restart, two may be. */
  private static final int TOO_OFTEN = 3;
  private static final String WINDOW = "10m";

  @Override
  String beyond(FleetSeries fleet) {
    return "max by (" + FleetSeries.PLC + ") (increase(" + fleet.series(Metric.PLC_RECONNECTS_TOTAL) + "[" + WINDOW + "])) >= " + TOO_OFTEN
        + fleet.unlessUnreachableWithin(WINDOW);
  }

  @Override
  public Severity severity() {
    return Severity.warning;
  }

  @Override
  public String summary() {
    return "The connection to PLC {{ $labels.plc }} comes and goes";
  }

  @Override
  public String description() {
    return "Made anew some {{ $value | printf `%.0f` }} times in " + WINDOW + ". What was met: kubectl -n {{ $labels.namespace }} get plc {{ $labels.plc }}"
        + " -o jsonpath='{.status.diagnosis}'. " + Reason.ReconnectsFrequent.action();
  }
}
