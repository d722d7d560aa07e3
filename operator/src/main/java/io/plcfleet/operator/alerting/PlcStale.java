package io.plcfleet.operator.alerting;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Reason;
import io.plcfleet.scoring.SignalName;
import io.plcfleet.scoring.Signals;

/**
 * The link is well, and values are much older than they are declared to be read: turns are skipped, at a gateway with more to read than it
 * can, or by a monitor that does not keep up. Skipped turns are nobody's failure and cost no points, so no grade tells of them.
 */
final class PlcStale extends SignalAlert {
  /** In intervals; where the signal costs all its points in a profile that weighs it. */
  private static final double TOO_OLD = Signals.of(SignalName.TagStaleness).standard().bad();

  @Override
  String beyond(FleetSeries fleet) {
    return fleet.ofPlc(Metric.PLC_TAG_AGE_INTERVALS) + " > " + (int) TOO_OLD;
  }

  @Override
  public Severity severity() {
    return Severity.warning;
  }

  @Override
  public String summary() {
    return "Values of PLC {{ $labels.plc }} are old";
  }

  @Override
  public String description() {
    return "The oldest value is {{ $value | printf `%.0f` }} intervals old"
        + FleetSeries.told("max(" + FleetSeries.inWords(Metric.PLC_TAG_AGE_SECONDS) + ")", ", {{ . | first | value | humanizeDuration }}")
        + ", though the link is Healthy: turns are skipped. " + Reason.TagsStale.action();
  }
}
