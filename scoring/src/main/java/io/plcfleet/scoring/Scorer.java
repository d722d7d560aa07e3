package io.plcfleet.scoring;

import io.plcfleet.scoring.GradeChange.PointsLost;
import io.plcfleet.scoring.GradeChange.SampleWindow;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Scores one link by one profile, and remembers what must outlast a moment: the grade, its cause, and what absent signals last cost
 * ({@link Points}, with the rules about missing data).
 *
 * <p>Two rules about the first score:
 * <ul>
 *   <li>After a warm-up it rests on few reads. A good one is graded at once. A grade worse than Healthy must have held for the profile's
 *       {@code worseAfter} (10 s) before anything is said; until then the grade is Unknown, the reason WarmingUp, and there is no score.
 *       Never longer: what flaps meanwhile has its grade by then as well.
 *   <li>After Unreachable it is graded at once, good or bad: what came before was said already.
 * </ul>
 *
 * <p>And the order of what is known for a fact: maintenance, then unreachable, then a stopped CPU, then a frozen life sign. The last two
 * leave the score alone, and the reason too where the link alone is worse than Critical.
 */
public final class Scorer {
  private static final double ENOUGH_PRESENT = 50;
  private static final int TOP = 3;
  private static final int NO_CAUSE = -1;

  private final Profile profile;
  private final Points points;
  private final Grading grading;
  private final Trail trail;
  private final Measures measures = new Measures();
  private int cause = NO_CAUSE;
  private int warmUps;
  private double score = Double.NaN;
  private Grade grade = Grade.Unknown;
  private Reason reason = Reason.WarmingUp;

  public Scorer(Profile profile) {
    this(profile, new Points(profile.formula()));
  }

  private Scorer(Profile profile, Points points) {
    this.profile = profile;
    this.points = points;
    grading = new Grading(profile);
    trail = new Trail(profile.window().toNanos());
    grading.startOver(true);
  }

  /**
   * Goes on by another profile, with the same history and with what is remembered: a change of profile is no warm-up, and does not make
   * a link look better whose samples went missing. The next score is graded by itself, at once if there was a grade; a change that comes
   * of it tells the samples of before, and the score at their begin as it was then.
   */
  public Scorer with(Profile other) {
    Scorer next = new Scorer(other, points.with(other.formula()));
    next.warmUps = warmUps;
    next.cause = cause != NO_CAUSE && next.points.looksAt(cause) ? cause : NO_CAUSE;
    next.trail.takeOver(trail);
    next.grade = grade;
    next.reason = reason;
    next.grading.startOver(grading.doubting());
    return next;
  }

  public Profile profile() {
    return profile;
  }

  /**
   * About a microsecond; allocates nothing unless the grade changes.
   *
   * @param history of the link, always the same one; it is brought forward to now, and emptied when maintenance ends
   * @return the change of the grade, if there is one
   */
  public @Nullable GradeChange assess(LinkHistory history, Findings findings, long now) {
    if (grade == Grade.Maintenance && !findings.maintenance()) {
      history.reset(now);
    }
    measures.take(history, now);
    return judge(measures, findings, now);
  }

  /**
   * Judges by values that somebody else has measured and kept, as Prometheus does: no history is needed, and no signal is ever short of
   * samples. Do not mix with {@link #assess}.
   *
   * @param measured in the unit of the signal; NaN where it is not known
   */
  public @Nullable GradeChange assessMeasured(ToDoubleFunction<SignalName> measured, Findings findings, long now) {
    if (grade == Grade.Maintenance && !findings.maintenance()) {
      startOver();
    }
    measures.take(measured);
    return judge(measures, findings, now);
  }

  /** Judges by what another scorer has just measured, with the windows and the decay of that one: see {@link Shadow}. */
  @Nullable GradeChange assessBeside(Scorer live, Findings findings, long now) {
    return judge(live.measures, findings, now);
  }

  public Grade grade() {
    return grade;
  }

  public Reason reason() {
    return reason;
  }

  /** 0 to 100, or NaN when too little is known, or in maintenance. */
  public double score() {
    return score;
  }

  /** As {@link Assessment#measured}, without the garbage. */
  public double measured(SignalName signal) {
    return points.measured(signal.index());
  }

  public Action action() {
    return profile.actions().of(grade);
  }

  /** As {@link Assessment#pointsLost}, without the garbage. */
  public double pointsLost(SignalName signal) {
    return points.pointsLost(signal.index());
  }

  /** What was thought last, as something that never changes. Allocates. */
  public Assessment assessment() {
    return points.assessment(profile, grade, reason, score);
  }

  private @Nullable GradeChange judge(Measures now, Findings findings, long time) {
    if (now.warmUps() != warmUps) {
      warmUps = now.warmUps();
      startOver();
    }
    points.take(now);
    Grade before = grade;
    decide(findings, time);
    GradeChange change = grade == before ? null : change(before, now.reads(), time);
    trail.note(score, now.reads(), time);
    return change;
  }

  private void decide(Findings findings, long now) {
    if (findings.maintenance()) {
      grading.startOver(true);
      say(Grade.Maintenance, Reason.Maintenance, Double.NaN);
    } else if (findings.unreachable()) {
      grading.startOver(false);
      say(Grade.PreFault, Reason.Unreachable, 0);
    } else {
      byScore(now);
      if (grade != Grade.PreFault) {
        byFacts(findings);
      }
    }
  }

  private void byScore(long now) {
    if (points.known() < ENOUGH_PRESENT) {
      grading.startOver(true);
      say(Grade.Unknown, Reason.WarmingUp, Double.NaN);
      return;
    }
    Grade next = grading.grade(points.score(), now);
    if (next == Grade.Unknown) {
      say(Grade.Unknown, Reason.WarmingUp, Double.NaN);
    } else {
      say(next, reason(next), points.score());
    }
  }

  private void byFacts(Findings findings) {
    if (findings.cpuStopped()) {
      say(Grade.Critical, Reason.CpuStopped, score);
    } else if (findings.lifeSignFrozen()) {
      say(Grade.Critical, Reason.LifeSignFrozen, score);
    }
  }

  private void say(Grade newGrade, Reason newReason, double newScore) {
    grade = newGrade;
    reason = newReason;
    score = newScore;
  }

  private GradeChange change(Grade from, long reads, long now) {
    long start = trail.start(now);
    return new GradeChange(from, grade, reason, now, action(),
        new SampleWindow(start, now, trail.readsSinceStart(reads, now), trail.scoreAtStart(now), score, dearest()));
  }

  private List<PointsLost> dearest() {
    Assessment assessment = assessment();
    return assessment.dearest(TOP).stream()
        .map(signal -> new PointsLost(signal, assessment.measured(signal), assessment.pointsLost(signal))).toList();
  }

  /**
   * The dearest signal. The last cause stays until another costs clearly more, so that two alike do not take turns; and until the
   * grade is Healthy again, so that a link on its way up still says where it comes from.
   */
  private Reason reason(Grade now) {
    if (now == Grade.Healthy) {
      cause = NO_CAUSE;
      return Reason.LinkHealthy;
    }
    int dearest = points.dearest();
    if (cause == NO_CAUSE || points.lost(dearest) > points.lost(cause) + profile.hysteresis().points()) {
      cause = dearest;
    }
    return Signals.all().get(cause).reason();
  }

  private void startOver() {
    points.startOver();
    cause = NO_CAUSE;
    trail.clear();
    grading.startOver(true);
  }
}
