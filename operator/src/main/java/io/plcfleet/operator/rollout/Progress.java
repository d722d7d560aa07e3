package io.plcfleet.operator.rollout;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.operator.status.ConditionReason;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a rollout remembers; it is stored in the status of its ConfigRollout and nowhere else. All times are whole seconds, rounded up,
 * so that nothing ends early.
 *
 * @param step index of the step under way, from 0; -1 before the first
 * @param steps as planned when the first Plc got the change, those that make no difference left out
 * @param time of the step, or of the way back
 * @param ending what it is on its way to, while it goes back: RolledBack or Superseded
 * @param stuck whether the step has taken longer than its deadline
 * @param reason why it holds or ended: a word of {@link ConditionReason}, of this version of the operator or another
 */
public record Progress(
    Phase phase, int step, List<Planned> steps, Instant startedAt, StepTime time, Compared compared, @Nullable Phase ending, boolean stuck,
    String reason, String message, @Nullable Instant finishedAt) {
  private static final int LONGEST_MESSAGE = 1024;

  /** @param plcs how many have the change in it, when it was planned */
  public record Planned(Step step, int plcs) {}

  /**
   * The newest comparison.
   *
   * @param failing names of the comparisons that failed then and decide; in the order of the policy
   */
  public record Compared(@Nullable Instant at, List<String> failing) {
    public static final Compared NONE = new Compared(null, List.of());
  }

  static Progress begin(Instant now) {
    return new Progress(Phase.Pending, -1, List.of(), StepTime.whole(now), StepTime.NONE, Compared.NONE, null, false,
        ConditionReason.Progressing.name(), "", null);
  }

  /** The step under way; only after the first began. */
  Step current() {
    return steps.get(step).step();
  }

  boolean begun() {
    return step >= 0;
  }

  boolean isShadow() {
    return current() instanceof Step.Shadow;
  }

  /** Nobody has got the change by it. */
  boolean isBeforeTheFirstCohort() {
    return steps.subList(0, number()).stream().allMatch(planned -> planned.step() instanceof Step.Shadow);
  }

  boolean isLast() {
    return step == steps.size() - 1;
  }

  /** Number of the step, as people see it: from 1. */
  int number() {
    return step + 1;
  }

  /** What the step's phase is called while nobody stops it. */
  Phase running() {
    if (!begun()) return Phase.Pending;
    return isShadow() ? Phase.Shadow : Phase.Progressing;
  }

  Progress enter(int next, Instant now) {
    Progress entered = new Progress(phase, next, steps, startedAt, StepTime.begin(now), Compared.NONE, null, false, reason, message, null);
    return entered.in(entered.running());
  }

  Progress goBack(Phase end, Instant now) {
    return new Progress(Phase.RollingBack, step, steps, startedAt, StepTime.begin(now), Compared.NONE, end, false, reason, message, null);
  }

  Progress end(Phase end, Instant now) {
    return new Progress(end, step, steps, startedAt, time, compared, null, false, reason, message, StepTime.whole(now));
  }

  Progress in(Phase other) {
    return new Progress(other, step, steps, startedAt, time, compared, ending, stuck, reason, message, finishedAt);
  }

  Progress with(List<Planned> others) {
    return new Progress(phase, step, others, startedAt, time, compared, ending, stuck, reason, message, finishedAt);
  }

  Progress with(StepTime other) {
    return new Progress(phase, step, steps, startedAt, other, compared, ending, stuck, reason, message, finishedAt);
  }

  Progress with(Compared other) {
    return new Progress(phase, step, steps, startedAt, time, other, ending, stuck, reason, message, finishedAt);
  }

  Progress stuck(boolean is) {
    return new Progress(phase, step, steps, startedAt, time, compared, ending, is, reason, message, finishedAt);
  }

  /** @param words as many as the resource takes */
  Progress saying(ConditionReason why, String words) {
    String cut = words.length() <= LONGEST_MESSAGE ? words : words.substring(0, LONGEST_MESSAGE - 3) + "...";
    return new Progress(phase, step, steps, startedAt, time, compared, ending, stuck, why.name(), cut, finishedAt);
  }

  /** Its reason; a word of another version of the operator is passed over. */
  ConditionReason word() {
    return Arrays.stream(ConditionReason.values()).filter(r -> r.name().equals(reason)).findFirst().orElse(ConditionReason.Progressing);
  }

  /** When the clock was set back, what lies ahead has just happened: nothing waits for the clock to come there again. */
  Progress notAhead(Instant now) {
    Instant at = compared.at();
    Compared seen = at == null ? compared : new Compared(StepTime.notAhead(at, now), compared.failing());
    return new Progress(phase, step, steps, StepTime.notAhead(startedAt, now), time.notAhead(now), seen, ending, stuck, reason, message, finishedAt);
  }

  /** Whether the clock was set back: something that was remembered lies ahead. */
  public boolean isAhead(Instant now) {
    return !equals(notAhead(now));
  }
}
