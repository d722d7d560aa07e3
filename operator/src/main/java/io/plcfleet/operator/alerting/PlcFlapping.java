package io.plcfleet.operator.alerting;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Reason;

/** The connection is lost and made anew again and again. Stays when the grade is bad too: what to look for is another thing. */
final class PlcFlapping extends PlcAlert {
  /** Within {@link #WINDOW}: one is a restart, two may be. */
  private static final int TOO_OFTEN = 3;
  private static final String WINDOW = "10m";

  @Override
  String condition(FleetSeries fleet) {
    return "(max by (" + FleetSeries.PLC + ") (increase(" + fleet.series(Metric.PLC_RECONNECTS_TOTAL) + "[" + WINDOW + "])) >= " + TOO_OFTEN + ")"
        + fleet.unlessUnreachable() + fleet.unlessMaintained();
  }

  @Override
  public String holds() {
    return "30s";
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
