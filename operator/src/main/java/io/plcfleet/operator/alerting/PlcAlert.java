package io.plcfleet.operator.alerting;

/** An alert of one PLC, with the labels that say where it stands and how much depends on it. */
abstract class PlcAlert implements AlertRule {
  @Override
  public final String expression(FleetSeries fleet) {
    return fleet.placed(condition(fleet));
  }

  /** PromQL with the labels namespace, fleet and plc and no others. */
  abstract String condition(FleetSeries fleet);
}
