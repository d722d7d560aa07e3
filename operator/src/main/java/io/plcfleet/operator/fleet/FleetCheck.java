package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.links.OverrideTies;
import io.plcfleet.operator.outcome.Checked;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.shard.ShardJson;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.ConditionReason;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be wrong with a fleet itself, so that nothing of it may change. */
final class FleetCheck {
  /** Annotation that confirms a mass release; its value is the generation that it is meant for. */
  static final String ALLOW_RELEASE = "plcfleet.io/allow-release";

  private static final int MASS_PERCENT = 20;
  /** Fewer Plcs may be relabelled at will, also where they are a large part of a small fleet. */
  private static final int MANY = 5;

  private interface Check {
    Stream<Problem> of(MonitorFleet fleet, Observed observed);
  }

  private static final List<Check> CHECKS = List.of(
      FleetCheck::recordsAreThere,
      FleetCheck::profileExists,
      FleetCheck::overridesAreApart,
      FleetCheck::releasesFew);  // one edit must not blind a plant

  private FleetCheck() {}

  static Checked<FleetModel> check(MonitorFleet fleet, Observed observed) {
    List<Problem> problems = CHECKS.stream().flatMap(c -> c.of(fleet, observed)).toList();
    return problems.isEmpty() ? new Checked.Valid<>(FleetModelOf.valid(fleet, observed)) : new Checked.Invalid<>(problems);
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

  private static Stream<Problem> releasesFew(MonitorFleet fleet, Observed observed) {
    List<ShardRecord> shards = observed.shardsOf(fleet);
    String selector = ShardJson.text(fleet.getSpec().selector());
    boolean edited = shards.stream().anyMatch(s -> !s.selector().equals(selector));
    String confirmed = fleet.getMetadata().getAnnotations() == null ? null : fleet.getMetadata().getAnnotations().get(ALLOW_RELEASE);
    String generation = String.valueOf(fleet.getMetadata().getGeneration());
    if (generation.equals(confirmed)) return Stream.empty();

    Set<String> onRecord = shards.stream().flatMap(s -> s.entries().stream()).filter(e -> e.state() == State.Read).map(PlcEntry::uid)
        .collect(Collectors.toSet());
    List<Plc> read = observed.plcs().stream().filter(p -> onRecord.contains(p.getMetadata().getUid())).toList();
    long leaving = read.stream().filter(p -> !LabelMatch.matches(fleet.getSpec().selector(), p)).count();
    if (leaving * 100 <= (long) read.size() * MASS_PERCENT || (!edited && leaving < MANY)) return Stream.empty();
    return Stream.of(new Problem("spec.selector", ConditionReason.TooManyReleased,
        (edited ? selector + " would release " : "changed labels would release ") + leaving + " of " + read.size() + " Plcs that still exist (more than " + MASS_PERCENT
            + " %). They stay read. Mend the " + (edited ? "selector" : "labels") + ", or confirm: kubectl -n " + fleet.getMetadata().getNamespace() + " annotate monitorfleet "
            + fleet.getMetadata().getName() + " --overwrite " + ALLOW_RELEASE + "=" + generation));
  }
}
