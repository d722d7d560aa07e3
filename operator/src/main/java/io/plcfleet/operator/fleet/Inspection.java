package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.revision.SharedConfig;
import io.plcfleet.operator.rollout.Turn;
import java.util.List;
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
    List<Problem> problems = FleetCheck.problems(fleet, observed);
    FleetPlcs plcs = FleetPlcs.of(fleet, observed);
    SharedConfig live = problems.isEmpty() ? SharedConfig.of(fleet.getSpec(), plcs.selected(), observed.profiles()) : null;
    return new Inspection(fleet, observed, problems, plcs, Courses.of(fleet, observed, live, plcs.sound()));
  }

  /** @param turn what the rollout under way decided; absent when there is none */
  Result result(@Nullable Turn turn) {
    if (!problems.isEmpty()) return new Result(FleetModelOf.frozen(fleet, observed, course, turn), problems);
    FleetModel model = FleetModelOf.valid(this, turn);
    List<Problem> losses = FleetCheck.losses(model, observed);
    return losses.isEmpty() ? new Result(model, losses) : new Result(FleetModelOf.frozen(fleet, observed, course, turn), losses);
  }
}
