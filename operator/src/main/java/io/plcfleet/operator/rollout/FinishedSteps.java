package io.plcfleet.operator.rollout;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Cohort;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Comparison;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.FinishedStep;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the steps that are over: each is written with the very turn that ends it, so that no restart loses it or has it twice.
 * Of comparisons the values are kept; the words of those that decided are in the step's message.
 */
final class FinishedSteps {
  private FinishedSteps() {}

  /**
   * Those of before and, when the turn ends a step, that one.
   *
   * @param now who has the change after the turn
   */
  static @Nullable List<FinishedStep> after(ConfigRolloutStatus old, Situation situation, Turn turn, Cohort now) {
    Progress before = RolloutStatus.progress(old);
    if (before == null || !before.begun() || !ends(before, turn.decision())) return old.finishedSteps();
    List<FinishedStep> all = new ArrayList<>(Objects.requireNonNullElse(old.finishedSteps(), List.of()));
    all.add(finished(before, old, situation, turn, now));
    return List.copyOf(all);
  }

  /** A step that begins anew, since all its Plcs have left, is not over. */
  private static boolean ends(Progress before, Decision decision) {
    return switch (decision) {
      case Decision.Advance advance -> advance.toStep() != before.number();
      case Decision.RollBack _ -> true;
      case Decision.Finish _ -> before.phase() != Phase.RollingBack && !before.phase().isOver();
      case Decision.Hold _, Decision.Ask _ -> false;
    };
  }

  private static FinishedStep finished(Progress before, ConfigRolloutStatus old, Situation situation, Turn turn, Cohort now) {
    Progress after = turn.progress();
    Instant since = Objects.requireNonNull(before.notAhead(situation.now()).time().since());
    Cohort had = Objects.requireNonNull(old.cohort());
    return new FinishedStep(before.number(), Objects.requireNonNull(old.steps()).get(before.step()).what(), since.toString(),
        StepTime.whole(situation.now()).toString(), after.reason(), after.message(), turn.decision() instanceof Decision.Advance ? grownTo(had, now) : now,
        comparisons(before, situation, now), before.isShadow() ? old.shadow() : null);
  }

  /** The next step's Plcs are not this one's. */
  private static Cohort grownTo(Cohort had, Cohort now) {
    return new Cohort(now.total(), now.updated(), had.wanted(), had.members(), had.hash());
  }

  /** A step that takes no time is not looked at, nor is one whose change nobody has loaded. */
  private static @Nullable List<Comparison> comparisons(Progress before, Situation situation, Cohort now) {
    if (before.isShadow() || before.current().lasts().isZero() || now.updated() == 0 || situation.verdicts().isEmpty()) return null;
    return situation.verdicts().stream().map(v -> new Comparison(v.name(), v.result(), v.decides(), v.canary(), v.control(), v.limit(), v.samples(),
        v.worstPlc(), null, null)).toList();
  }
}
