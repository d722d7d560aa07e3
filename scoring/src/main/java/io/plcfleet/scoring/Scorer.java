package io.plcfleet.scoring;

import io.plcfleet.scoring.GradeChange.PointsLost;
import io.plcfleet.scoring.GradeChange.SampleWindow;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Scores one link by one profile, and remembers what must outlast a moment: the grade, its cause, and what absent signals last cost.
 *
 * <p>Three rules about missing data:
 * <ul>
 *   <li>While a signal has never had enough samples since the start or a reset, the others share its points out among them; but not
 *       those that {@link Signal#countsEvents count events}. While none of the others is known nobody takes them, and there is no score.
 *   <li>Afterwards, with too few samples, it keeps the points it last cost. The few may cost it more, never less: a link must not look
 *       better because its samples went missing.
 *   <li>For the same reason points come back only after an answer. A slow answer that leaves the window while nothing answers is no
 *       good news.
 * </ul>
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
  private static final int SIGNALS = SignalName.values().length;
  private static final double ENOUGH_PRESENT = 50;
  private static final int TOP = 3;
  private static final int NO_CAUSE = -1;

  private final Profile profile;
  private final @Nullable Term[] terms = new Term[SIGNALS]; // by signal; null where the formula does not look at it
  private final boolean[] alone = new boolean[SIGNALS];
  private final double pointsAlone;
  private final boolean someShare; // whether any points are those of signals that share
  private final Grading grading;
  private final Trail trail;
  private final Measures measures = new Measures();
  private final double[] measured = new double[SIGNALS];
  private final double[] lost = new double[SIGNALS]; // before shares
  private int held;
  private int cause = NO_CAUSE;
  private int warmUps;
  private long answers;
  private double share = 1;
  private double score = Double.NaN;
  private Grade grade = Grade.Unknown;
  private Reason reason = Reason.WarmingUp;

  public Scorer(Profile profile) {
    this.profile = profile;
    double sum = 0;
    boolean sharing = false;
    for (Term term : profile.formula().terms()) {
      int i = term.signal().index();
      terms[i] = term;
      alone[i] = Signals.of(term.signal()).countsEvents();
      sum += alone[i] ? term.points() : 0;
      sharing |= !alone[i] && term.points() > 0;
    }
    pointsAlone = sum;
    someShare = sharing;
    grading = new Grading(profile);
    trail = new Trail(profile.window().toNanos());
    startOver();
  }

  /**
   * Goes on by another profile, with the same history and with what is remembered: a change of profile is no warm-up, and does not make
   * a link look better whose samples went missing. The next score is graded by itself, at once if there was a grade; a change that comes
   * of it tells the samples of before, and the score at their begin as it was then.
   */
  public Scorer with(Profile other) {
    Scorer next = new Scorer(other);
    System.arraycopy(measured, 0, next.measured, 0, SIGNALS);
    for (int i = 0; i < SIGNALS; i++) {
      next.lost[i] = Double.isNaN(measured[i]) ? 0 : next.cost(i, measured[i]);
    }
    next.held = held;
    next.warmUps = warmUps;
    next.answers = answers;
    next.cause = cause != NO_CAUSE && next.terms[cause] != null ? cause : NO_CAUSE;
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
    measures.take(measured);
    return judge(measures, findings, now);
  }

  /**
   * Judges by what another scorer has just measured: a profile that is tried, at a fraction of the cost. Windows and decay are those of
   * the other's history; where the profile wants others, it needs a history of its own.
   */
  public @Nullable GradeChange assessBeside(Scorer live, Findings findings, long now) {
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
    return measured[signal.index()];
  }

  public Action action() {
    return profile.actions().of(grade);
  }

  /** As {@link Assessment#pointsLost}, without the garbage. */
  public double pointsLost(SignalName signal) {
    return pointsLost(signal.index());
  }

  /** What was thought last, as something that never changes. Allocates. */
  public Assessment assessment() {
    double[] shared = new double[SIGNALS];
    for (int i = 0; i < SIGNALS; i++) {
      shared[i] = pointsLost(i);
    }
    return new Assessment(profile, grade, reason, score, share, measured.clone(), shared, held);
  }

  private double pointsLost(int i) {
    return terms[i] == null || Double.isNaN(measured[i]) ? Double.NaN : (alone[i] ? 1 : share) * lost[i];
  }

  private @Nullable GradeChange judge(Measures now, Findings findings, long time) {
    if (now.warmUps() != warmUps) {
      warmUps = now.warmUps();
      startOver();
    }
    boolean answered = now.answers() != answers;
    answers = now.answers();
    for (int i = 0; i < SIGNALS; i++) {
      take(i, now, answered);
    }
    Grade before = grade;
    decide(findings, time);
    GradeChange change = grade == before ? null : change(before, now.reads(), time);
    trail.note(score, now.reads(), time);
    return change;
  }

  private void take(int i, Measures now, boolean answered) {
    boolean known = !Double.isNaN(measured[i]);
    double value = now.value(i);
    boolean enough = now.enough(i);
    int bit = 1 << i;
    held = known && !enough ? held | bit : held & ~bit;
    if (Double.isNaN(value) || (!known && !enough)) {
      return;
    }
    double cost = cost(i, value);
    if (!known || (enough && answered) || cost >= lost[i]) { // at equal cost the newer value is the truer one
      measured[i] = value;
      lost[i] = cost;
    }
  }

  private double cost(int i, double value) {
    Term term = terms[i];
    return term == null ? 0 : term.lost(value);
  }

  private void decide(Findings findings, long now) {
    double present = 0;
    double sharing = 0; // of those: points that take their part of what is absent
    double lostShared = 0;
    double lostAlone = 0;
    for (int i = 0; i < SIGNALS; i++) {
      Term term = terms[i];
      if (term != null && !Double.isNaN(measured[i])) {
        present += term.points();
        if (alone[i]) {
          lostAlone += lost[i];
        } else {
          sharing += term.points();
          lostShared += lost[i];
        }
      }
    }
    share = sharing > 0 ? (100 - pointsAlone) / sharing : 1;
    if (findings.maintenance()) {
      grading.startOver(true);
      say(Grade.Maintenance, Reason.Maintenance, Double.NaN);
    } else if (findings.unreachable()) {
      grading.startOver(false);
      say(Grade.PreFault, Reason.Unreachable, 0);
    } else {
      boolean givenAway = someShare && sharing == 0; // what is absent, for nobody takes it
      byScore(givenAway ? 0 : present, Math.clamp(100 - lostAlone - share * lostShared, 0, 100), now);
      if (grade != Grade.PreFault) {
        byFacts(findings);
      }
    }
  }

  private void byScore(double present, double newScore, long now) {
    if (present < ENOUGH_PRESENT) {
      grading.startOver(true);
      say(Grade.Unknown, Reason.WarmingUp, Double.NaN);
      return;
    }
    Grade next = grading.grade(newScore, now);
    if (next == Grade.Unknown) {
      say(Grade.Unknown, Reason.WarmingUp, Double.NaN);
    } else {
      say(next, reason(next), newScore);
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
    int dearest = 0;
    for (int i = 1; i < SIGNALS; i++) {
      dearest = lost[i] > lost[dearest] ? i : dearest;
    }
    if (cause == NO_CAUSE || lost[dearest] > lost[cause] + profile.hysteresis().points()) {
      cause = dearest;
    }
    return Signals.all().get(cause).reason();
  }

  private void startOver() {
    Arrays.fill(measured, Double.NaN);
    Arrays.fill(lost, 0);
    held = 0;
    cause = NO_CAUSE;
    trail.clear();
    grading.startOver(true);
  }
}
