package io.plcfleet.operator.plc;

import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.Condition.Status;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcStatus;
import io.plcfleet.api.v1alpha1.PlcStatus.Effective;
import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.report.MonitorWord;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Conditions;
import io.plcfleet.operator.status.Runbooks;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status of a Plc from what its fleet and its monitor say, and whether it is worth a write. */
final class PlcJudgement {
  static final String REACHABLE = "Reachable";
  static final String MONITORED = "Monitored";
  static final String MAINTENANCE = "Maintenance";
  /** Conditions whose message is written as soon as it changes. */
  private static final Set<String> TOLD = Set.of(Conditions.READY, MAINTENANCE);
  private static final Duration FLEET_MAY_COME = Duration.ofSeconds(30);
  private static final Duration SCORE_AT_MOST_EVERY = Duration.ofSeconds(30);
  private static final int SCORE_STEP = 5;
  private static final int TAGS_NAMED = 5;
  /** Why a Plc is read as before. */
  private static final Set<String> REFUSED = Stream.of(ConditionReason.FleetStalled, ConditionReason.InvalidSpec, ConditionReason.InvalidTagAddress,
      ConditionReason.ProfileNotFound, ConditionReason.InvalidProfile).map(Enum::name).collect(Collectors.toSet());

  private PlcJudgement() {}

  static PlcStatus status(Plc plc, @Nullable PlcVerdict verdict, MonitorWord word, Runbooks runbooks, Instant now) {
    PlcStatus before = plc.getStatus();
    Conditions conditions = new Conditions(before == null ? null : before.conditions(), plc.getMetadata().getGeneration(), now);
    readiness(conditions, plc, verdict, word, now);
    boolean read = verdict != null && verdict.shard() != null;
    maintenance(conditions, plc, read, word, now);
    if (read && !word.heard() && !word.silent() && before != null && before.grade() != null) {
      return keeping(before, plc, verdict, conditions, now);
    }
    PlcReport report = read && word.heard() ? word.report() : null;
    observation(conditions, read, word, report);
    Reason reason = report == null ? Reason.NotMonitored : report.reason();
    boolean wellDone = reason == Reason.LinkHealthy;
    return new PlcStatus(
        plc.getMetadata().getGeneration(),
        report == null ? Grade.Unknown : report.grade(),
        score(before, report),
        reason,
        report == null || report.explanation().isEmpty() ? null : report.explanation(),
        wellDone ? null : reason.action(),
        wellDone ? null : runbooks.page(reason),
        report == null ? null : diagnosis(before == null ? null : before.diagnosis(), report.diagnosis()),
        verdict == null ? null : verdict.fleet(),
        verdict == null || verdict.shard() == null ? null : verdict.shard().name(),
        report == null ? null : report.revision(),
        verdict == null ? null : verdict.effective(),
        warnings(plc, now),
        conditions.list());
  }

  /** During maintenance nothing is scored: the last one stays. */
  private static @Nullable Integer score(@Nullable PlcStatus before, @Nullable PlcReport report) {
    if (report == null) return null;
    if (report.score() != null) return (int) Math.round(report.score());
    return report.grade() == Grade.Maintenance && before != null ? before.score() : null;
  }

  private static @Nullable List<String> warnings(Plc plc, Instant now) {
    List<String> warnings = Warnings.of(plc.getSpec(), now);
    return warnings.isEmpty() ? null : warnings;
  }

  /** Between two monitors, or just after a start of the operator: what was known stays. */
  private static PlcStatus keeping(PlcStatus before, Plc plc, @Nullable PlcVerdict verdict, Conditions conditions, Instant now) {
    for (String type : List.of(MONITORED, REACHABLE)) {
      Conditions.find(before.conditions(), type).ifPresent(conditions::again);
    }
    return new PlcStatus(plc.getMetadata().getGeneration(), before.grade(), before.score(), before.reason(), before.explanation(),
        before.action(), before.runbook(), before.diagnosis(), verdict == null ? null : verdict.fleet(), verdict == null || verdict.shard() == null ? null : verdict.shard().name(),
        before.revision(), verdict == null ? null : verdict.effective(), warnings(plc, now), conditions.list());
  }

  /** One class keeps its first time: the monitor tells it to the second, from clocks that drift. */
  private static PlcStatus.@Nullable Diagnosis diagnosis(PlcStatus.@Nullable Diagnosis before, MonitorReport.@Nullable Diagnosis now) {
    if (now == null) return null;
    String since = before != null && before.name() == now.name() ? before.since() : now.since();
    return new PlcStatus.Diagnosis(now.name(), since, now.evidence(), now.confidence());
  }

  private static void readiness(Conditions conditions, Plc plc, @Nullable PlcVerdict verdict, MonitorWord word, Instant now) {
    if (verdict == null) {
      noFleet(conditions, plc, now);
    } else if (verdict.generation() < plc.getMetadata().getGeneration()) {
      conditions.reconciling(ConditionReason.Progressing, "the newest spec has not been looked at yet");
    } else if (!verdict.problems().isEmpty()) {
      String kept = verdict.shard() == null ? "" : "; it is read as before";
      conditions.stalled(verdict.problems().getFirst().reason(), verdict.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")) + kept);
    } else if (verdict.held() != null && !(verdict.shard() != null && readyBefore(plc))) {
      if (verdict.held().reason() == ConditionReason.WaitingForRelease) conditions.reconciling(verdict.held().reason(), verdict.held().message());
      else conditions.stalled(verdict.held().reason(), verdict.held().message());
    } else {
      monitoring(conditions, plc, verdict, word);
    }
  }

  private static void maintenance(Conditions conditions, Plc plc, boolean read, MonitorWord word, Instant now) {
    List<Condition> before = plc.getStatus() == null ? null : plc.getStatus().conditions();
    Boolean told = read ? maintained(before, word) : Boolean.FALSE;
    String obstacle = Conditions.find(conditions.list(), Conditions.READY).filter(c -> c.status() != Status.TRUE && !(read && isPassedOn(c)))
        .map(Condition::message).orElse("its monitor has not begun it");
    UnderMaintenance.condition(plc.getSpec().maintenance(), told, obstacle, now).ifPresent(c -> conditions.add(MAINTENANCE, c.status(), c.reason(), c.message()));
  }

  /** Whether maintenance gets through to the monitor all the same: what is refused is another field, or the fleet's. */
  private static boolean isPassedOn(Condition notReady) {
    return REFUSED.contains(notReady.reason());
  }

  /** By its monitor's word, between two monitors by the last one; null when that is too old. */
  private static @Nullable Boolean maintained(@Nullable List<Condition> before, MonitorWord word) {
    PlcReport report = word.report();
    if (word.heard()) return report != null && (report.grade() == Grade.Maintenance || (report.link() != null && report.link().maintenance()));
    if (word.silent()) return null;
    return Conditions.find(before, MAINTENANCE).filter(c -> c.status() == Status.TRUE).isPresent();
  }

  private static void noFleet(Conditions conditions, Plc plc, Instant now) {
    Instant since = Conditions.find(plc.getStatus() == null ? null : plc.getStatus().conditions(), Conditions.READY)
        .filter(c -> c.reason().equals(ConditionReason.NoFleet.name())).map(c -> Instant.parse(c.lastTransitionTime())).orElse(now);
    String message = "no MonitorFleet of namespace " + plc.getMetadata().getNamespace() + " selects this Plc: compare its labels with their spec.selector";
    if (Duration.between(since, now).compareTo(FLEET_MAY_COME) < 0) conditions.reconciling(ConditionReason.NoFleet, message);
    else conditions.stalled(ConditionReason.NoFleet, message);
  }

  private static void monitoring(Conditions conditions, Plc plc, PlcVerdict verdict, MonitorWord word) {
    String monitor = "monitor " + (verdict.shard() == null ? "" : verdict.shard().name());
    PlcReport report = word.report();
    boolean settled = readyBefore(plc) && (report == null ? !word.heard() : report.revision().equals(verdict.revision()));
    if (word.silent()) {
      conditions.reconciling(ConditionReason.MonitorSilent, monitor + " has not reported for 15 s");
    } else if (word.rejected() != null && (report == null || word.serial() < verdict.serial())) {
      conditions.stalled(ConditionReason.ConfigRejected, monitor + " refuses its configuration: " + word.rejected());
    } else if (!settled && (report == null || word.serial() < verdict.serial())) {
      conditions.reconciling(ConditionReason.Progressing, "waiting for " + monitor + " to load the configuration");
    } else if (report != null && (report.state() == MonitorReport.State.Refused || report.problem() != null)) {
      conditions.stalled(ConditionReason.ConfigRejected, monitor + " cannot read it: " + report.problem());
    } else if (report != null && !report.tagProblems().isEmpty()) {
      conditions.stalled(ConditionReason.TagRefused, tags(report.tagProblems()));
    } else {
      conditions.ready(ConditionReason.AsDeclared, "read by " + monitor);
    }
  }

  /** A change of another Plc in the same monitor must not make this one look unready. */
  private static boolean readyBefore(Plc plc) {
    return plc.getStatus() != null && Objects.equals(plc.getStatus().observedGeneration(), plc.getMetadata().getGeneration())
        && Conditions.find(plc.getStatus().conditions(), Conditions.READY).filter(c -> c.status() == Status.TRUE).isPresent();
  }

  private static String tags(List<MonitorReport.TagProblem> problems) {
    String named = problems.stream().limit(TAGS_NAMED).map(t -> t.tag() + " (" + t.address() + "): " + t.error() + ", " + t.message())
        .collect(Collectors.joining("; "));
    return problems.size() <= TAGS_NAMED ? named : named + "; and " + (problems.size() - TAGS_NAMED) + " more";
  }

  private static void observation(Conditions conditions, boolean read, MonitorWord word, @Nullable PlcReport report) {
    if (!read) conditions.add(MONITORED, Status.FALSE, ConditionReason.NotMonitored, "no monitor reads it");
    else if (word.heard() && report == null) conditions.add(MONITORED, Status.FALSE, ConditionReason.NotMonitored, "its monitor does not know it yet");
    else if (word.heard()) conditions.add(MONITORED, Status.TRUE, ConditionReason.Reported, "");
    else conditions.add(MONITORED, Status.UNKNOWN, ConditionReason.MonitorSilent, "its monitor has not reported for 15 s");
    Boolean reachable = report == null ? null : report.reachable();
    if (reachable == null) conditions.add(REACHABLE, Status.UNKNOWN, ConditionReason.NotTriedYet, "");
    else if (reachable) conditions.add(REACHABLE, Status.TRUE, ConditionReason.Answers, "");
    else conditions.add(REACHABLE, Status.FALSE, ConditionReason.Unreachable, report == null ? "" : String.valueOf(report.lastOutcome()));
  }

  /** What changes all the time (the score a little, wording) is written now and then; grades and conditions at once. */
  static boolean worthWriting(@Nullable PlcStatus before, PlcStatus next, @Nullable Instant lastWrite, Instant now) {
    if (before == null || !gist(before).equals(gist(next))) return true;
    boolean mayWait = lastWrite != null && Duration.between(lastWrite, now).compareTo(SCORE_AT_MOST_EVERY) < 0;
    return !mayWait && (before.reason() != next.reason() || !Objects.equals(before.runbook(), next.runbook()) || confidence(before) != confidence(next) || moved(before.score(), next.score()));
  }

  private static @Nullable Confidence confidence(PlcStatus status) {
    return status.diagnosis() == null ? null : status.diagnosis().confidence();
  }

  private static boolean moved(@Nullable Integer before, @Nullable Integer next) {
    if (before == null || next == null) return !Objects.equals(before, next);
    return Math.abs(before - next) >= SCORE_STEP;
  }

  private record Gist(@Nullable Long generation, @Nullable Grade grade, boolean scored, @Nullable DiagnosisClass diagnosis,
      @Nullable String fleet, @Nullable String shard, @Nullable String revision, @Nullable Effective effective, @Nullable List<String> warnings,
      List<String> conditions) {}

  private static Gist gist(PlcStatus s) {
    List<Condition> conditions = s.conditions() == null ? List.of() : s.conditions();
    DiagnosisClass diagnosis = s.diagnosis() == null ? null : s.diagnosis().name();
    return new Gist(s.observedGeneration(), s.grade(), s.score() != null, diagnosis, s.fleet(), s.shard(), s.revision(), s.effective(), s.warnings(),
        conditions.stream().map(c -> c.type() + c.status() + c.reason() + (TOLD.contains(c.type()) ? c.message() : "")).toList());
  }
}
