package io.plcfleet.operator.alerting;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Reason;

/**
 * The link is well and does not keep up: most of the time values that are due wait to be asked, so they are older than they are declared
 * to be. Turns are skipped, at a gateway with more to read than it can, at a PLC that is asked too much, by a monitor without CPU. Skipped
 * turns are nobody's failure and cost no points, so no grade tells of them.
 */
final class PlcStale extends SignalAlert {
  /** Of the values of a PLC, over {@link #WINDOW}: a link that keeps up has them wait for moments only. */
  private static final String WAITING = "0.5";
  private static final String WINDOW = "5m";

  @Override
  String beyond(FleetSeries fleet) {
    return "max by (" + FleetSeries.PLC + ") (avg_over_time(" + fleet.series(Metric.PLC_BUFFER_USAGE_RATIO) + "[" + WINDOW + "])) > " + WAITING;
  }

  @Override
  public Severity severity() {
    return Severity.warning;
  }

  @Override
  public String summary() {
    return "Values of PLC {{ $labels.plc }} are older than declared";
  }

  @Override
  public String description() {
    return "{{ $value | humanizePercentage }} of what is due waits to be asked"
        + FleetSeries.told("max(" + FleetSeries.inWords(Metric.PLC_TAG_AGE_SECONDS) + ")", ", the oldest value is {{ . | first | value | humanizeDuration }} old")
        + ", though the link is Healthy: turns are skipped. " + Reason.TagsStale.action();
  }
}
