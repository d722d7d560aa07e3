package io.plcfleet.operator.alerting;

import io.plcfleet.contract.OperatorMetric;

/** The operator has written a ServiceMonitor or a PrometheusRule, and no Prometheus takes it. Stands in the chart's rule: that of the fleet cannot tell. */
final class FleetNotSelected implements AlertRule {
  @Override
  public String expression(FleetSeries all) {
    return "max by (namespace, fleet, kind) (" + all.series(OperatorMetric.PLCFLEET_FLEET_SELECTED) + ") == 0";
  }

  @Override
  public String holds() {
    return "5m";
  }

  @Override
  public Severity severity() {
    return Severity.warning;
  }

  @Override
  public String summary() {
    return "No Prometheus takes the {{ $labels.kind }} of fleet {{ $labels.fleet }}";
  }

  @Override
  public String description() {
    return "Its PLCs are read, but {{ if eq $labels.kind `PrometheusRule` }}no alert of them can fire{{ else }}Prometheus has no samples of them{{ end }}."
        + " Which label is missing: kubectl -n {{ $labels.namespace }} get monitorfleet {{ $labels.fleet }}"
        + " -o jsonpath='{.status.conditions[?(@.type==\"Monitored\")].message}'.";
  }
}
