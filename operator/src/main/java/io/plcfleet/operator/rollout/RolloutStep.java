package io.plcfleet.operator.rollout;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.api.v1alpha1.RolloutPolicy.OnFailure;
import io.plcfleet.api.v1alpha1.RolloutPolicy.OnStuck;
import io.plcfleet.operator.rollout.Progress.Compared;
import io.plcfleet.operator.status.ConditionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of a rollout, without touching anything: what is known in, what to do and to remember out. Called again with the same
 * it decides the same, so that a restart of the operator changes nothing.
 *
 * <p>Who is heard first: abort, a newer edit, pause, promotion, a failure, a closed window, the monitors, the clock, the measurements.
 * Going back is never held up. Its drawing is in docs/rollouts.md.
 */
public final class RolloutStep {
  private static final Duration MEASURED_WITHIN = Duration.ofMinutes(2);

  private record Next(Progress progress, Decision decision) {}

  private final Situation situation;
  private final Policy policy;
  private final Instant now;
  private final Windows windows;
  private final Cohorts cohorts;
  private final Canary canary;
  private final List<String> notes = new ArrayList<>();

  private RolloutStep(Situation situation) {
    this.situation = situation;
    policy = situation.policy();
    now = situation.now();
    windows = new Windows(policy.windows());
    cohorts = new Cohorts(situation.to(), situation.members());
    canary = new Canary(situation, cohorts);
  }

  public static Turn of(Situation situation) {
    return new RolloutStep(situation).turn();
  }

  private Turn turn() {
    Progress before = situation.progress();
    Next next = next(before == null ? planned(Progress.begin(now)) : before.phase().isOver() ? before : planned(restarted(before.notAhead(now))));
    Progress after = next.progress();
    boolean grows = next.decision() instanceof Decision.Advance && !after.isShadow();
    Set<String> cohort = canary.of(after);
    if (judged(after) && !after.phase().isOver() && canary.isEverybody(cohort)) notes.add("NoControlGroup: all Plcs have the change, so they are compared with themselves before");
    return new Turn(after, next.decision(), cohort, canary.shadow(after), grows, after.phase() == Phase.RolledBack && situation.verbs().retry(), List.copyOf(notes));
  }

  /** Steps are planned for the Plcs that there are when the first of them gets the change: till then anew at each look at a policy that can be used. */
  private Progress planned(Progress progress) {
    boolean unusable = situation.wanted() == null && !progress.steps().isEmpty();
    if (unusable || progress.phase() == Phase.RollingBack || !progress.isBeforeTheFirstCohort()) return progress;
    Plan plan = Plan.of(policy.steps(), cohorts, situation.scoring());
    if (!progress.begun()) notes.addAll(plan.notes());
    return progress.with(progress.begun() ? plan.after(progress.steps().subList(0, progress.number())) : plan.steps());
  }

  /** What was counted is counted from zero again: so the step is looked at from the beginning. */
  private Progress restarted(Progress progress) {
    if (!situation.restarted() || progress.time().bakingSince() == null) return progress;
    notes.add("MonitorRestarted: step " + progress.number() + " was looked at from the beginning");
    return progress.with(progress.time().bake(now)).with(Compared.NONE);
  }

  private Next next(Progress progress) {
    if (progress.phase().isOver()) return new Next(progress, new Decision.Finish(progress.word(), progress.message()));
    if (progress.phase() == Phase.RollingBack) return goingBack(progress);
    if (situation.verbs().abort()) return goBack(progress, Phase.RolledBack, ConditionReason.Aborted, "spec.abort was set");
    String wanted = situation.wanted();
    if (wanted != null && !wanted.equals(situation.to())) return superseded(progress, wanted);
    if (progress.phase() == Phase.Frozen) return frozen(progress);
    return situation.verbs().paused() ? paused(progress) : running(progress);
  }

  private Next superseded(Progress progress, String wanted) {
    return wanted.equals(situation.from())
        ? goBack(progress, Phase.Superseded, ConditionReason.Reverted, "the edit was taken back: " + wanted + " is wanted, which is stable")
        : goBack(progress, Phase.Superseded, ConditionReason.Superseded, "a newer edit takes its place: " + wanted + " is wanted");
  }

  private Next frozen(Progress progress) {
    Verbs verbs = situation.verbs();
    boolean goesOn = (verbs.promoteFull() || asked(progress)) && !verbs.paused() && stop(progress).isEmpty();
    return goesOn ? promote(progress.in(progress.running()))
        : new Next(progress, new Decision.Ask(progress.word(), progress.message()));
  }

  private Next paused(Progress progress) {
    String why = "spec.paused is set: nothing goes on, and no time is counted";
    return new Next(progress.in(Phase.Paused).with(progress.time().stop(now)).stuck(false).saying(ConditionReason.Paused, why),
        new Decision.Hold(null, ConditionReason.Paused, why));
  }

  private Next running(Progress progress) {
    Optional<Stop> stop = stop(progress);
    StepTime time = stop.isPresent() ? progress.time().stop(now) : progress.time().goOn(now);
    Progress clocked = progress.in(progress.running()).with(time);
    if (stop.isEmpty() && promoted(clocked)) return promote(clocked);
    if (!clocked.begun()) return stop.map(s -> stopped(clocked, s)).orElseGet(() -> begins(clocked));
    if (stop.isEmpty() && isDeserted(clocked)) return advance(clocked, clocked.step(), ConditionReason.Progressing, "nobody of its Plcs is left, so it begins anew");
    return compared(clocked, stop);
  }

  /** Those who had the change are gone or in maintenance: there is nobody to look at. */
  private boolean isDeserted(Progress progress) {
    return !progress.isShadow() && !progress.isLast() && progress.time().bakingSince() != null && situation.members().stream().anyMatch(m -> !m.maintenance())
        && situation.members().stream().noneMatch(m -> m.on(situation.to()) && !m.maintenance());
  }

  /** Monitors that have just started know nothing yet that could be compared with later. */
  private Next begins(Progress progress) {
    Instant latest = progress.startedAt().plus(MEASURED_WITHIN);
    if (situation.measured() || !now.isBefore(latest)) return advance(progress, 0, ConditionReason.Progressing, "the rollout begins");
    String why = "too little was read yet to compare with later; it begins by " + latest + " in any case";
    return new Next(progress.saying(ConditionReason.TooFewSamples, why), new Decision.Hold(latest, ConditionReason.TooFewSamples, why));
  }

  private Next compared(Progress progress, Optional<Stop> stop) {
    if (!comparisonIsDue(progress)) return stop.map(s -> stopped(progress, s)).orElseGet(() -> inStep(progress));
    List<Verdict> failing = failing();
    Progress seen = progress.with(new Compared(StepTime.whole(now), failing.stream().map(Verdict::name).toList()));
    List<Verdict> again = failing.stream().filter(v -> progress.compared().failing().contains(v.name())).toList();
    if (!again.isEmpty()) return fail(seen, ConditionReason.CanaryWorse, Opinion.words(again));
    return stop.map(s -> stopped(seen, s)).orElseGet(() -> inStep(seen));
  }

  private List<Verdict> failing() {
    return situation.verdicts().stream().filter(v -> v.result() == ConfigRolloutStatus.Verdict.Fail && v.decides() && !v.common()).toList();
  }

  /** As soon as anybody has loaded the change: the others may have a monitor that never will. */
  private boolean comparisonIsDue(Progress progress) {
    Instant last = progress.compared().at();
    return judged(progress) && (last == null || !now.isBefore(last.plus(policy.interval())))
        && situation.members().stream().anyMatch(m -> m.on(situation.to()) && m.loaded() && !m.maintenance());
  }

  /** A step that takes no time is not looked at, nor is the last one when somebody asked for it. */
  private boolean judged(Progress progress) {
    return progress.begun() && !progress.isShadow() && !progress.current().lasts().isZero()
        && !(progress.isLast() && situation.verbs().promoteFull());
  }

  private Next inStep(Progress progress) {
    boolean baking = progress.time().bakingSince() != null;
    Optional<String> waiting = canary.waitsFor(progress);
    if (!baking && waiting.isPresent()) return hold(progress, nextComparison(progress), ConditionReason.LoadingChange, waiting.get());
    Progress bakes = baking ? progress : progress.with(progress.time().bake(now));
    Instant end = Objects.requireNonNull(bakes.time().baked(lasts(bakes)));
    if (now.isBefore(end)) return hold(bakes, earlier(end, nextComparison(bakes)), baking(bakes), "step " + bakes.number() + " is looked at until " + end);
    return waiting.isPresent() ? hold(bakes, nextComparison(bakes), ConditionReason.LoadingChange, waiting.get()) : judge(bakes);
  }

  private ConditionReason baking(Progress progress) {
    if (situation.restarted()) return ConditionReason.MonitorRestarted;
    return progress.isShadow() ? ConditionReason.ShadowRunning : ConditionReason.Baking;
  }

  /** Nobody looks at the last step when somebody asked for it. */
  private Duration lasts(Progress progress) {
    return progress.isLast() && situation.verbs().promoteFull() ? Duration.ZERO : progress.current().lasts();
  }

  private Next judge(Progress progress) {
    Opinion opinion = switch (progress.current()) {
      case Step.Shadow shadow -> Opinion.of(shadow, canary.shadowed(), canary.active(), policy.onNoData());
      default -> Opinion.of(judged(progress) ? situation.verdicts() : List.of(), policy.onNoData());
    };
    return switch (opinion) {
      case Opinion.Fail fail -> fail(progress, fail.reason(), fail.why());
      case Opinion.Wait wait -> hold(progress, nextComparison(progress), wait.reason(), wait.why());
      case Opinion.Pass pass -> passed(progress, pass);
    };
  }

  private Next passed(Progress progress, Opinion.Pass pass) {
    if (!pass.note().isEmpty()) notes.add(pass.note());
    if (progress.isLast()) return finish(progress, Phase.Succeeded, ConditionReason.Succeeded, "all " + situation.members().size() + " Plcs have the change");
    return advance(progress, progress.step() + 1, ConditionReason.StepPassed, pass.why());
  }

  /** Whatever measurements and monitors say. The last step can be left when all records say that the Plcs have the change. */
  private Next promote(Progress progress) {
    if (!progress.isLast()) {
      int next = situation.verbs().promoteFull() ? progress.steps().size() - 1 : progress.step() + 1;
      return advance(progress, next, ConditionReason.Promoted, situation.verbs().promoteFull() ? "spec.promoteFull was set" : "spec.promoteStep was set");
    }
    long without = situation.members().stream().filter(m -> !m.on(situation.to()) && !m.maintenance()).count();
    return without == 0 ? finish(progress, Phase.Succeeded, ConditionReason.Promoted, "somebody asked to leave the last step; all records have the change")
        : hold(progress, null, ConditionReason.LoadingChange, without + " Plcs are being given the change");
  }

  /** In the last step promoteFull has done what it can. */
  private boolean promoted(Progress progress) {
    return asked(progress) || (situation.verbs().promoteFull() && !progress.isLast());
  }

  private boolean asked(Progress progress) {
    Integer step = situation.verbs().promoteStep();
    return progress.begun() && step != null && step == progress.number();
  }

  private Next advance(Progress progress, int index, ConditionReason reason, String why) {
    Progress entered = progress.enter(index, now);
    String what = entered.isShadow() ? "shadow" : StepText.what(entered.current()) + ", " + canary.of(entered).size() + " of "
        + situation.members().size() + " Plcs";
    String words = "step " + entered.number() + " of " + entered.steps().size() + " begins (" + what + "): " + why;
    return new Next(entered.saying(reason, words), new Decision.Advance(entered.number(), reason, words));
  }

  private Next fail(Progress progress, ConditionReason reason, String why) {
    if (policy.onFailure() == OnFailure.Rollback) return goBack(progress, Phase.RolledBack, reason, why);
    return new Next(progress.in(Phase.Frozen).stuck(false).saying(reason, why), new Decision.Ask(reason, why));
  }

  private Next goBack(Progress progress, Phase end, ConditionReason reason, String why) {
    return new Next(progress.goBack(end, now).saying(reason, why), new Decision.RollBack(reason, why));
  }

  /** Over when all records say so, and every monitor that reports has loaded it: a dead one must not hold it up for ever, but is told of. */
  private Next goingBack(Progress progress) {
    List<String> waiting = situation.members().stream().filter(m -> m.on(situation.to()) || (m.reports() && !m.loaded() && !m.maintenance())).map(Member::name)
        .sorted().toList();
    if (waiting.isEmpty()) return finish(progress, Objects.requireNonNull(progress.ending()), progress.word(), progress.message() + unheard());
    Instant deadline = progress.time().deadline(Duration.ZERO, policy.progressDeadline());
    String why = "going back, waiting for " + Canary.some(waiting) + ": " + progress.message();
    return deadline == null || now.isBefore(deadline) ? new Next(progress, new Decision.Hold(deadline, progress.word(), why))
        : new Next(progress.stuck(true), new Decision.Ask(ConditionReason.DeadlineExceeded, why));
  }

  /** Of whom nobody knows whether they went back. */
  private String unheard() {
    List<String> silent = situation.members().stream().filter(m -> !m.reports() && !m.loaded() && !m.maintenance()).map(Member::name).sorted().toList();
    if (silent.isEmpty()) return "";
    String words = "of " + Canary.some(silent) + " nothing was heard, since their monitors are silent: they go back when these report again";
    notes.add("MonitorSilent: " + words);
    return "; " + words;
  }

  private Next finish(Progress progress, Phase end, ConditionReason reason, String why) {
    return new Next(progress.end(end, now).saying(reason, why), new Decision.Finish(reason, why));
  }

  private Optional<Stop> stop(Progress progress) {
    return Stop.of(situation, windows, canary.active(), progress);
  }

  private Next stopped(Progress progress, Stop stop) {
    Instant until = earlier(stop.until(), nextComparison(progress));
    return new Next(progress.stuck(false).saying(stop.reason(), stop.why()), new Decision.Hold(until, stop.reason(), stop.why()));
  }

  private Next hold(Progress progress, @Nullable Instant until, ConditionReason reason, String why) {
    Instant deadline = progress.time().deadline(progress.current().lasts(), policy.progressDeadline());
    if (deadline != null && !now.isBefore(deadline)) return stuck(progress, deadline, why);
    Instant again = earlier(earlier(until, deadline), windows.closes(now));
    return new Next(progress.stuck(false).saying(reason, why), new Decision.Hold(again, reason, why));
  }

  /** It goes on when what it waits for comes; till then somebody is asked. */
  private Next stuck(Progress progress, Instant since, String why) {
    String words = "step " + progress.number() + " should have been over by " + since + ": " + why;
    if (policy.onStuck() == OnStuck.Rollback) return goBack(progress, Phase.RolledBack, ConditionReason.DeadlineExceeded, words);
    return new Next(progress.stuck(true).saying(ConditionReason.DeadlineExceeded, words), new Decision.Ask(ConditionReason.DeadlineExceeded, words));
  }

  private @Nullable Instant nextComparison(Progress progress) {
    if (!judged(progress)) return null;
    Instant last = progress.compared().at();
    return last == null ? now.plus(policy.interval()) : last.plus(policy.interval());
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return Stream.of(Optional.ofNullable(one), Optional.ofNullable(other)).flatMap(Optional::stream).min(Instant::compareTo).orElse(null);
  }
}
