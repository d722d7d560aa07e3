package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.rollout.Turn;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A fleet looked at: what is wrong with it, whom it selects, and where its revisions are.
 *
 * @param problems of the spec and of what it names; then nothing new is asked for
 */
record Inspection(MonitorFleet fleet, Observed observed, List<Problem> problems, FleetPlcs plcs, Course course) {
  /** @param problems all that keeps the newest spec from being in force */
  record Result(FleetModel model, List<Problem> problems) {}

  static Inspection of(MonitorFleet fleet, Observed observed) {
    FleetPlcs plcs = FleetPlcs.of(fleet, observed);
    Inspection asked = of(fleet, observed, plcs, FleetCheck.problems(fleet, observed));
    if (!asked.problems.isEmpty()) return asked;
    // What would be lost by the spec as it is keeps it from being asked for, its settings included.
    List<Problem> losses = FleetCheck.losses(FleetModelOf.valid(asked, Split.asRecorded(asked.onCandidate())), observed);
    return losses.isEmpty() ? asked : of(fleet, observed, plcs, losses);
  }

  private static Inspection of(MonitorFleet fleet, Observed observed, FleetPlcs plcs, List<Problem> problems) {
    Course course = Courses.of(fleet, observed, plcs, problems.isEmpty());
    return new Inspection(fleet, observed, course.lost() == null ? problems : List.of(course.lost()), plcs, course);
  }

  /** Uids of the Plcs that are on the revision under way, as the records have it. */
  private Set<String> onCandidate() {
    String to = course.rollout() == null ? null : course.rollout().getSpec().to();
    return observed.shardsOf(fleet).stream().flatMap(s -> s.entries().stream()).filter(e -> e.revision().equals(to)).map(PlcEntry::uid).collect(Collectors.toSet());
  }

  /** @param turn what the rollout under way decided; absent when there is none */
  Result result(@Nullable Turn turn) {
    Split split = Split.of(turn);
    if (!problems.isEmpty()) return new Result(FleetModelOf.frozen(this, split), problems);
    FleetModel model = FleetModelOf.valid(this, split);
    List<Problem> losses = FleetCheck.losses(model, observed);
    return losses.isEmpty() ? new Result(model, losses) : new Result(FleetModelOf.frozen(this, split), losses);
  }
}
