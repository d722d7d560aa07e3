package io.plcfleet.operator.alerting;

import static io.plcfleet.operator.alerting.FleetSeries.equal;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.contract.OperatorMetric;

/** A change was not good for the PLCs that had it first, and is still asked for: what Git says is not what runs. */
final class RolloutRolledBack implements AlertRule {
  private static final String BY_ROLLOUT = "max by (namespace, fleet, rollout) (";

  @Override
  public String expression(FleetSeries fleet) {
    return BY_ROLLOUT + fleet.series(OperatorMetric.PLCFLEET_ROLLOUT_INFO, equal("phase", Phase.RolledBack.name())) + ")"
        + " and on (namespace, fleet) max by (namespace, fleet) (" + fleet.series(OperatorMetric.ENV_VERSION, equal("state", "Failed")) + ")"
        + " or " + BY_ROLLOUT + fleet.series(OperatorMetric.PLCFLEET_ROLLOUT_INFO, equal("phase", Phase.Frozen.name())) + ")";
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
    return "Rollout {{ $labels.rollout }} has failed, and its change is still asked for";
  }

  @Override
  public String description() {
    return "The first PLCs fared worse with the change of fleet {{ $labels.fleet }}. Which and why: kubectl -n {{ $labels.namespace }} get configrollout"
        + " {{ $labels.rollout }} -o jsonpath='{.status.message}'. Take the edit back, edit anew, or set spec.retry.";
  }
}
