package io.plcfleet.operator.rollout;

import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.Condition.Status;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Cohort;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Comparison;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Event;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.PlannedStep;
import io.plcfleet.operator.rollout.Progress.Compared;
import io.plcfleet.operator.rollout.Progress.Planned;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Conditions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout remembers, as the status of its ConfigRollout, and back.
 *
 * <p>Ready is true when nothing is left to do: after a success, and when another edit took its place, so that nobody waits for it for ever.
 * Stalled is what only somebody's word changes: rolled back, or frozen. All else is Reconciling, pauses too.
 */
public final class RolloutStatus {
  public static final String STUCK = "RolloutStuck";
  private static final int MEMBERS = 100;
  private static final int EVENTS = 60;
  private static final int NOTES = 8;
  private static final int LONGEST = 512;

  private RolloutStatus() {}

  /**
   * The status after a turn.
   *
   * @param before what others wrote in it stays: changes, who changed them, shadow, baseline, the further attempt
   * @param generation of the ConfigRollout
   */
  public static ConfigRolloutStatus of(@Nullable ConfigRolloutStatus before, Situation situation, Turn turn, @Nullable Long generation) {
    ConfigRolloutStatus old = before == null ? ConfigRolloutStatus.EMPTY : before;
    Progress p = turn.progress();
    StepTime time = p.time();
    Cohort cohort = cohort(old.cohort(), situation, turn);
    return new ConfigRolloutStatus(generation, p.phase(), p.number(), p.steps().stream().map(RolloutStatus::planned).toList(),
        p.message(), p.reason(), cohort, text(p.startedAt()), text(time.since()), text(time.bakingSince()),
        text(time.stoppedAt()), time.stoppedSeconds(), text(deadline(p, situation.policy())), text(p.compared().at()), p.compared().failing(), p.ending(),
        text(p.finishedAt()), old.changes(), old.changedBy(), notes(old, turn), old.shadow(), analysis(old, situation, p),
        FinishedSteps.after(old, situation, turn, cohort), old.baseline(), old.retriedAs(), history(old, situation.now(), p), conditions(old, situation.now(), p, generation));
  }

  /** What is remembered; absent before the first turn. */
  public static @Nullable Progress progress(@Nullable ConfigRolloutStatus status) {
    if (status == null || status.phase() == null) return null;
    StepTime time = new StepTime(time(status.stepStartedAt()), time(status.bakingSince()), time(status.stoppedAt()),
        status.stoppedSeconds() == null ? 0 : status.stoppedSeconds());
    Compared compared = new Compared(time(status.comparedAt()), status.failing() == null ? List.of() : status.failing());
    List<PlannedStep> steps = status.steps() == null ? List.of() : status.steps();
    return new Progress(status.phase(), status.step() == null ? -1 : status.step() - 1, steps.stream().map(RolloutStatus::planned).toList(),
        Objects.requireNonNull(time(status.startedAt())), time, compared, status.ending(), isStuck(status), Objects.requireNonNullElse(status.reason(), ""),
        Objects.requireNonNullElse(status.message(), ""), time(status.finishedAt()));
  }

  /** Whether it says so; nothing is not stuck. */
  public static boolean isStuck(@Nullable ConfigRolloutStatus status) {
    return status != null && Conditions.find(status.conditions(), STUCK).filter(c -> c.status() == Status.TRUE).isPresent();
  }

  private static PlannedStep planned(Planned planned) {
    return new PlannedStep(cut(StepText.what(planned.step())), planned.plcs(), StepText.text(planned.step().lasts()),
        StepText.declared(planned.step()));
  }

  private static Planned planned(PlannedStep step) {
    return new Planned(StepText.step(Objects.requireNonNull(step.declared())), step.plcs());
  }

  private static @Nullable Instant deadline(Progress progress, Policy policy) {
    if (progress.phase().isOver() || progress.phase() == Phase.Frozen || !progress.begun()) return null;
    return progress.phase() == Phase.RollingBack ? progress.time().deadline(Duration.ZERO, policy.progressDeadline())
        : progress.time().deadline(progress.current().lasts(), policy.progressDeadline());
  }

  /** Who had the change is still told when all go back: who reads of it later wants to know. */
  private static Cohort cohort(@Nullable Cohort before, Situation situation, Turn turn) {
    int updated = Math.toIntExact(situation.members().stream().filter(m -> m.on(situation.to()) && m.loaded()).count());
    if (before != null && goesBack(turn.progress().phase())) return new Cohort(situation.members().size(), updated, before.wanted(), before.members(), before.hash());
    List<String> names = situation.members().stream().filter(m -> turn.canary().contains(m.uid())).map(Member::name).sorted().toList();
    return new Cohort(situation.members().size(), updated, names.size(), names.stream().limit(MEMBERS).toList(), hash(names));
  }

  /** Whether nobody is to have the change any more. */
  public static boolean goesBack(@Nullable Phase phase) {
    return phase == Phase.RollingBack || phase == Phase.RolledBack || phase == Phase.Superseded;
  }

  private static String hash(List<String> names) {
    try {
      byte[] bytes = MessageDigest.getInstance("SHA-256").digest(String.join("\n", names).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);  // every Java has it
    }
  }

  private static @Nullable List<String> notes(ConfigRolloutStatus old, Turn turn) {
    List<String> notes = Stream.concat(old.notes() == null ? Stream.empty() : old.notes().stream(), turn.notes().stream())
        .map(note -> cut(note)).distinct().limit(NOTES).toList();
    return notes.isEmpty() ? null : notes;
  }

  /** Those of the newest time that was compared; what is measured in between is no news. Once it is over they stay. */
  private static @Nullable List<Comparison> analysis(ConfigRolloutStatus old, Situation situation, Progress progress) {
    String at = text(progress.compared().at());
    if (progress.phase().isOver() || situation.verdicts().isEmpty() || at == null || at.equals(old.comparedAt())) return old.analysis();
    return situation.verdicts().stream().map(verdict -> comparison(old, verdict)).toList();
  }

  private static Comparison comparison(ConfigRolloutStatus old, Verdict verdict) {
    int before = old.analysis() == null ? 0 : old.analysis().stream().filter(c -> c.name().equals(verdict.name()) && c.verdict() == verdict.result())
        .map(Comparison::times).filter(Objects::nonNull).findFirst().orElse(0);
    return new Comparison(verdict.name(), verdict.result(), verdict.decides(), verdict.canary(), verdict.control(), verdict.limit(), verdict.samples(),
        verdict.worstPlc(), cut(verdict.message()), before + 1);
  }

  private static List<Event> history(ConfigRolloutStatus old, Instant now, Progress progress) {
    List<Event> history = new ArrayList<>(old.history() == null ? List.of() : old.history());
    boolean same = old.phase() == progress.phase() && Objects.equals(old.step(), progress.number()) && Objects.equals(old.reason(), progress.reason());
    if (!same) history.add(new Event(StepTime.whole(now).toString(), progress.reason(), cut(progress.phase() + ": " + progress.message())));
    return List.copyOf(history.subList(Math.max(0, history.size() - EVENTS), history.size()));
  }

  private static List<Condition> conditions(ConfigRolloutStatus old, Instant now, Progress progress, @Nullable Long generation) {
    Conditions conditions = new Conditions(old.conditions(), generation, now);
    ConditionReason reason = progress.word();
    switch (progress.phase()) {
      case Succeeded, Superseded -> conditions.ready(reason, progress.message());
      case RolledBack, Frozen -> conditions.stalled(reason, progress.message());
      case Pending, Shadow, Progressing, Paused, RollingBack -> conditions.reconciling(reason, progress.message());
    }
    return conditions.add(STUCK, progress.stuck() ? Status.TRUE : Status.FALSE, progress.stuck() ? ConditionReason.DeadlineExceeded : reason,
        progress.stuck() ? progress.message() : "").list();
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
