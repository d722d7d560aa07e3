package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutSpec;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Baseline;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.PlcBaseline;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.RolloutPolicy;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.operator.outcome.Checked;
import io.plcfleet.operator.revision.ConfigChanges;
import io.plcfleet.operator.revision.Managers;
import io.plcfleet.operator.revision.Revisions;
import io.plcfleet.operator.rollout.Member;
import io.plcfleet.operator.rollout.Policy;
import io.plcfleet.operator.rollout.PolicyCheck;
import io.plcfleet.operator.rollout.Progress;
import io.plcfleet.operator.rollout.RolloutStatus;
import io.plcfleet.operator.rollout.Situation;
import io.plcfleet.operator.rollout.Turn;
import io.plcfleet.operator.rollout.Verbs;
import io.plcfleet.operator.rollout.analysis.Analysis;
import io.plcfleet.operator.rollout.analysis.Answer;
import io.plcfleet.operator.rollout.analysis.Baselines;
import io.plcfleet.operator.rollout.analysis.PlcFigures;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.scoring.SignalName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rollout under way, between what was observed and its status. */
final class Trial {
  private final MonitorFleet fleet;
  private final Observed observed;
  private final Course course;
  private final ConfigRollout rollout;
  private final FleetPlcs plcs;
  private final List<Member> members;
  private final ShadowView shadow;
  private final Map<String, Answer> answers;

  /** @param answers of Prometheus, by name of the metric */
  Trial(Inspection inspection, ConfigRollout rollout, Map<String, Answer> answers) {
    this.fleet = inspection.fleet();
    this.observed = inspection.observed();
    this.course = inspection.course();
    this.rollout = rollout;
    this.plcs = inspection.plcs();
    this.members = Members.of(fleet, observed, course, plcs.refused().keySet());
    this.shadow = ShadowView.of(fleet, observed, rollout.getSpec().to());
    this.answers = answers;
  }

  Situation situation() {
    ConfigRolloutSpec spec = rollout.getSpec();
    Progress progress = RolloutStatus.progress(rollout.getStatus());
    boolean scoring = !Revisions.scoredAlike(course.config(spec.from()), course.config(spec.to()), plcs.sound());
    Analysis.Outcome outcome = compared(progress);
    return new Situation(observed.now(), spec.from(), spec.to(), course.wanted(), verbs(spec), policy(), progress, members, isMeasured(), scoring, shadow.count(),
        outcome.verdicts(), restarted(progress, outcome.restartedAt()));
  }

  /** Whether a baseline that is taken now holds something for everybody. */
  private boolean isMeasured() {
    Map<String, PlcFigures> figures = figures();
    return members.stream().filter(m -> !m.maintenance()).allMatch(m -> {
      PlcFigures known = figures.get(m.name());
      return known != null && known.values().containsKey(SignalName.SuccessRatio.name());
    });
  }

  private static Verbs verbs(ConfigRolloutSpec spec) {
    return new Verbs(Boolean.TRUE.equals(spec.paused()), spec.promoteStep(), Boolean.TRUE.equals(spec.promoteFull()), Boolean.TRUE.equals(spec.abort()),
        Boolean.TRUE.equals(spec.retry()));
  }

  /** One that cannot be used is a problem of the fleet; what is under way goes by its steps, and by the defaults. */
  private Policy policy() {
    return PolicyCheck.check(fleet.getSpec().rollout()) instanceof Checked.Valid<Policy>(Policy policy) ? policy
        : PolicyCheck.check(null) instanceof Checked.Valid<Policy>(Policy standard) ? standard : never();
  }

  private static Policy never() {
    throw new IllegalStateException("the defaults of spec.rollout are wrong");
  }

  private Analysis.Outcome compared(@Nullable Progress progress) {
    Baseline baseline = baseline();
    if (progress == null || baseline == null) return new Analysis.Outcome(List.of(), null);
    RolloutPolicy declared = fleet.getSpec().rollout();
    RolloutPolicy.Analysis analysis = declared != null && PolicyCheck.check(declared) instanceof Checked.Valid<Policy> ? declared.analysis() : null;
    Map<String, PlcFigures> figures = figures();
    joinedLater(baseline).forEach(figures::remove);
    return Analysis.of(new Analysis.Input(analysis, baseline, figures, observed.now(), answers));
  }

  /** Counted anew when the clock was set back. */
  private @Nullable Baseline baseline() {
    ConfigRolloutStatus status = rollout.getStatus();
    Baseline taken = status == null ? null : status.baseline();
    Progress progress = RolloutStatus.progress(status);
    if (taken == null || progress == null || progress.phase().isOver()) return taken;
    boolean back = progress.isAhead(observed.now()) || Instant.parse(taken.takenAt()).isAfter(observed.now());
    return back ? Baselines.again(observed.now(), taken, figures()) : taken;
  }

  /** Who has the change, but was taken for one of the others when the step began, is neither. */
  private List<String> joinedLater(Baseline baseline) {
    Set<String> others = baseline.plcs().stream().filter(p -> !p.canary()).map(PlcBaseline::name).collect(Collectors.toSet());
    return members.stream().filter(m -> m.revision().equals(rollout.getSpec().to()) && others.contains(m.name())).map(Member::name).toList();
  }

  /** Counts of the step's Plcs begin anew with their monitor; what it said before is not to be waited for. */
  private static boolean restarted(@Nullable Progress progress, @Nullable Instant at) {
    return progress != null && at != null && progress.time().bakingSince() != null && at.isAfter(progress.time().bakingSince());
  }

  private Map<String, PlcFigures> figures() {
    Map<String, PlcFigures> figures = new HashMap<>();
    for (ShardRecord shard : observed.shardsOf(fleet)) {
      MonitorReport report = observed.life(shard.key()).report();
      if (report == null) continue;
      for (PlcReport plc : report.plcs()) {
        if (plc.measured() != null) figures.put(plc.name(), PlcFigures.of(report.startedAt(), plc.measured()));
      }
    }
    members.stream().filter(Member::maintenance).forEach(m -> figures.remove(m.name()));
    return figures;
  }

  /** What is to be stored after a turn. */
  ConfigRolloutStatus status(Situation situation, Turn turn) {
    ConfigRolloutStatus before = rollout.getStatus();
    ConfigRolloutStatus noted = before == null || before.changes() == null ? ConfigRolloutStatus.EMPTY.about(changes(), changedBy()) : before;
    noted = noted.measured(shadowed(noted, turn), turn.baseline() ? taken(turn) : baseline());
    return RolloutStatus.of(noted, situation, turn, rollout.getMetadata().getGeneration());
  }

  /** What was last counted, the count that ended the shadow step included; while monitors drop the shadow there is nothing to count. */
  private ConfigRolloutStatus.@Nullable Shadow shadowed(ConfigRolloutStatus before, Turn turn) {
    boolean counts = turn.shadow() || before.phase() == Phase.Shadow;
    return counts && shadow.status() != null ? shadow.status() : before.shadow();
  }

  private List<String> changes() {
    return ConfigChanges.between(course.config(rollout.getSpec().from()), course.config(rollout.getSpec().to()));
  }

  private List<String> changedBy() {
    return Managers.of(Stream.concat(Stream.of(fleet), course.config(rollout.getSpec().to()).profiles().keySet().stream().map(observed.profiles()::get).filter(Objects::nonNull)));
  }

  private Baseline taken(Turn turn) {
    Map<String, PlcFigures> figures = figures();
    return Baselines.take(observed.now(),
        members.stream().filter(m -> !m.maintenance()).map(m -> new Baselines.Candidate(m.uid(), m.name(), figures.get(m.name()))).toList(), turn.canary(), baseline());
  }
}
