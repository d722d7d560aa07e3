package io.plcfleet.operator.alerting;

import io.plcfleet.contract.OperatorMetric;
import org.jspecify.annotations.Nullable;

/** A rollout waits longer than its step allows. Needs the operator's own metrics to be scraped, with the labels that they bring. */
final class RolloutStuck implements AlertRule {
  @Override
  public String expression(FleetSeries fleet) {
    return "max by (namespace, fleet, rollout) (" + fleet.series(OperatorMetric.PLCFLEET_ROLLOUT_STUCK) + ") == 1";
  }

  @Override
  public @Nullable String holds() {
    return null;  // the deadline has passed already
  }

  @Override
  public Severity severity() {
    return Severity.warning;
  }

  @Override
  public String summary() {
    return "Rollout {{ $labels.rollout }} is stuck";
  }

  @Override
  public String description() {
    return "A step of {{ $labels.rollout }} has passed its deadline. What it waits for: kubectl -n {{ $labels.namespace }} get configrollout {{ $labels.rollout }}"
        + " -o jsonpath='{.status.message}'. The Plcs that have the change keep it until somebody decides: set spec.promoteStep or spec.abort.";
  }
}
