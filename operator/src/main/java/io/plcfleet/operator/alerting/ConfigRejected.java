package io.plcfleet.operator.alerting;

import static io.plcfleet.operator.alerting.FleetSeries.equal;

import io.plcfleet.contract.Metric;

/** A monitor has refused its newest configuration and goes on by the one before. */
final class ConfigRejected implements AlertRule {
  @Override
  public String expression(FleetSeries fleet) {
    return "max by (namespace, fleet, pod) (" + fleet.series(Metric.PLC_CONFIG_INFO, equal("state", "Rejected")) + ") == 1";
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
    return "Monitor {{ $labels.pod }} refuses its newest configuration";
  }

  @Override
  public String description() {
    return "What ran before goes on, edits do not arrive. Why: kubectl -n {{ $labels.namespace }} get monitorfleet {{ $labels.fleet }}"
        + " -o jsonpath='{.status.conditions}', and the log of {{ $labels.pod }}. Often the monitor's image is older than the operator.";
  }
}
