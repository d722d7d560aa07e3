package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.alerting.RulesCheck;
import io.plcfleet.operator.links.OverrideTies;
import io.plcfleet.operator.monitor.MemoryCheck;
import io.plcfleet.operator.monitor.ScrapeCheck;
import io.plcfleet.operator.outcome.Checked;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.rollout.Policy;
import io.plcfleet.operator.rollout.PolicyCheck;
import io.plcfleet.operator.status.ConditionReason;
import java.util.List;
import java.util.stream.Stream;

/** What can be wrong with a fleet itself, so that nothing of it may change. */
final class FleetCheck {
  private interface Check {
    Stream<Problem> of(MonitorFleet fleet, Observed observed);
  }

  private static final List<Check> CHECKS = List.of(
      FleetCheck::recordsAreThere,
      FleetCheck::imageIsPermitted,
      FleetCheck::profileExists,
      FleetCheck::overridesAreApart,
      FleetCheck::rolloutCanBeUsed,
      (fleet, _) -> MemoryCheck.problems(fleet),
      (fleet, _) -> ScrapeCheck.problems(fleet),
      (fleet, _) -> RulesCheck.problems(fleet));

  private FleetCheck() {}

  /** All that is wrong with the spec and what it names; then nothing new is asked for. */
  static List<Problem> problems(MonitorFleet fleet, Observed observed) {
    return CHECKS.stream().flatMap(c -> c.of(fleet, observed)).toList();
  }

  /** What would be lost by a spec that is right in itself. */
  static List<Problem> losses(FleetModel model, Observed observed) {
    return Stream.concat(MassRelease.problem(model, observed).stream(), LostCredentials.problems(model, observed)).toList();
  }

  private static Stream<Problem> recordsAreThere(MonitorFleet fleet, Observed observed) {
    return observed.lost().stream();
  }

  private static Stream<Problem> imageIsPermitted(MonitorFleet fleet, Observed observed) {
    return Permissions.image(fleet, observed.house()).stream();
  }

  private static Stream<Problem> profileExists(MonitorFleet fleet, Observed observed) {
    return fleet.getSpec().profileRef() == null ? Stream.empty() : PlcCheck.profileProblem(fleet.getSpec().profileRef().name(), observed.profiles());
  }

  private static Stream<Problem> overridesAreApart(MonitorFleet fleet, Observed observed) {
    return OverrideTies.of(fleet.getSpec().overrides()).stream().map(tie -> new Problem("spec.overrides", ConditionReason.InvalidSpec, tie));
  }

  private static Stream<Problem> rolloutCanBeUsed(MonitorFleet fleet, Observed observed) {
    return PolicyCheck.check(fleet.getSpec().rollout()) instanceof Checked.Invalid<Policy>(List<Problem> problems) ? problems.stream() : Stream.empty();
  }
}
