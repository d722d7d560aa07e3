package io.plcfleet.operator.alerting;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Grade;

/**
 * A precursor: one signal is worse than it should be, and the grade is still Healthy. As soon as the grade is worse, its alert tells the
 * same, with this signal as its reason; so one cause is told once. It also makes these alerts silent in maintenance, while a PLC is
 * unreachable and while it warms up.
 */
abstract class SignalAlert extends PlcAlert {
  private static final String HOLDS = "2m";  // twice the window of the signals: one bad minute is no precursor

  @Override
  final String condition(FleetSeries fleet) {
    return "(" + beyond(fleet) + ") and on (" + FleetSeries.PLC + ") (" + fleet.ofPlc(Metric.PLC_GRADE) + " == " + Grade.Healthy.number() + ")";
  }

  /** PromQL: the signal is beyond its bound. */
  abstract String beyond(FleetSeries fleet);

  @Override
  public final String holds() {
    return HOLDS;
  }

  @Override
  public final Grade grade() {
    return Grade.Healthy;
  }
}
