package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.links.OverrideTies;
import io.plcfleet.operator.outcome.Checked;
import io.plcfleet.operator.outcome.Problem;
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
      FleetCheck::profileExists,
      FleetCheck::overridesAreApart);

  private FleetCheck() {}

  static Checked<FleetModel> check(MonitorFleet fleet, Observed observed) {
    List<Problem> problems = CHECKS.stream().flatMap(c -> c.of(fleet, observed)).toList();
    if (!problems.isEmpty()) return new Checked.Invalid<>(problems);
    FleetModel model = FleetModelOf.valid(fleet, observed);
    List<Problem> losses = Stream.concat(MassRelease.problem(model, observed).stream(), LostCredentials.problems(model, observed)).toList();
    return losses.isEmpty() ? new Checked.Valid<>(model) : new Checked.Invalid<>(losses);
  }

  private static Stream<Problem> recordsAreThere(MonitorFleet fleet, Observed observed) {
    return observed.lost().stream();
  }

  private static Stream<Problem> profileExists(MonitorFleet fleet, Observed observed) {
    return fleet.getSpec().profileRef() == null ? Stream.empty() : PlcCheck.profileProblem(fleet.getSpec().profileRef().name(), observed.profiles());
  }

  private static Stream<Problem> overridesAreApart(MonitorFleet fleet, Observed observed) {
    return OverrideTies.of(fleet.getSpec().overrides()).stream().map(tie -> new Problem("spec.overrides", ConditionReason.InvalidSpec, tie));
  }
}
