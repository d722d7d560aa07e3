package io.plcfleet.scoring;

import java.util.Arrays;
import java.util.List;

/**
 * Scores one link by one profile, and remembers what must outlast a moment: the grade, its cause, and what absent signals last cost.
 *
 * <p>Three rules about missing data:
 * <ul>
 *   <li>While a signal has never had enough samples since the start or a reset, the others share its points out among them.
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
 */
public final class Scorer {
  private static final int SIGNALS = SignalName.values().length;
  private static final double ENOUGH_AT_STAKE = 50;
  private static final int NO_CAUSE = -1;

  private final Profile profile;
  private final Grading grading;
  private final double[] measured = new double[SIGNALS];
  private final double[] lost = new double[SIGNALS]; // before shares
  private int held;
  private int cause = NO_CAUSE;
  private int warmUps;
  private long answers;

  public Scorer(Profile profile) {
    this.profile = profile;
    grading = new Grading(profile);
    startOver();
  }

  /**
   * Goes on by another profile, with the same history and with what is remembered: a change of profile is no warm-up, and does not make
   * a link look better whose samples went missing. The next score is graded by itself, at once if there was a grade.
   */
  public Scorer with(Profile other) {
    Scorer next = new Scorer(other);
    for (int i = 0; i < SIGNALS; i++) {
      next.measured[i] = measured[i];
      next.lost[i] = Double.isNaN(measured[i]) ? 0 : other.formula().lost(Signals.all().get(i).name(), measured[i]);
    }
    next.held = held;
    next.warmUps = warmUps;
    next.answers = answers;
    next.grading.startOver(grading.doubting());
    return next;
  }

  public Profile profile() {
    return profile;
  }

  /**
   * A few hundred nanoseconds; allocates the result and nothing else.
   *
   * @param history of the link, always the same one; it is brought forward to now
   * @param reachable false once a failed read and its confirming attempts have failed: counts at once, and at once no longer
   */
  public Assessment assess(LinkHistory history, boolean reachable, long now) {
    history.forward(now);
    if (history.warmUps() != warmUps) {
      warmUps = history.warmUps();
      startOver();
    }
    boolean answered = history.answers() != answers;
    answers = history.answers();
    List<Signal> signals = Signals.all();
    for (int i = 0; i < SIGNALS; i++) {
      measure(signals.get(i), history, answered);
    }
    return assessment(reachable, now);
  }

  private void measure(Signal signal, LinkHistory history, boolean answered) {
    int i = signal.name().index();
    boolean known = !Double.isNaN(measured[i]);
    double value = signal.measure(history);
    boolean enough = signal.enough(history) && !Double.isNaN(value);
    int bit = 1 << i;
    held = known && !enough ? held | bit : held & ~bit;
    if (Double.isNaN(value) || (!known && !enough)) {
      return;
    }
    double cost = profile.formula().lost(signal.name(), value);
    if (!known || (enough && answered) || cost >= lost[i]) { // at equal cost the newer value is the truer one
      measured[i] = value;
      lost[i] = cost;
    }
  }

  private Assessment assessment(boolean reachable, long now) {
    double atStake = 0;
    double lostInAll = 0;
    for (int i = 0; i < SIGNALS; i++) {
      if (!Double.isNaN(measured[i])) {
        atStake += profile.formula().atStake(Signals.all().get(i).name());
        lostInAll += lost[i];
      }
    }
    double share = atStake > 0 ? 100 / atStake : 1;
    if (!reachable) {
      grading.startOver(false);
      return assessment(Grade.PreFault, Reason.Unreachable, 0, share);
    }
    if (atStake < ENOUGH_AT_STAKE) {
      grading.startOver(true);
      return assessment(Grade.Unknown, Reason.WarmingUp, Double.NaN, share);
    }
    double score = Math.clamp(100 - share * lostInAll, 0, 100);
    Grade grade = grading.grade(score, now);
    if (grade == Grade.Unknown) {
      return assessment(Grade.Unknown, Reason.WarmingUp, Double.NaN, share);
    }
    return assessment(grade, reason(grade), score, share);
  }

  private Assessment assessment(Grade grade, Reason reason, double score, double share) {
    double[] shared = new double[SIGNALS];
    for (int i = 0; i < SIGNALS; i++) {
      shared[i] = Double.isNaN(measured[i]) ? Double.NaN : share * lost[i];
    }
    return new Assessment(profile.formula(), grade, reason, score, share, measured.clone(), shared, held);
  }

  /**
   * The dearest signal. The last cause stays until another costs clearly more, so that two alike do not take turns; and until the
   * grade is Healthy again, so that a link on its way up still says where it comes from.
   */
  private Reason reason(Grade grade) {
    if (grade == Grade.Healthy) {
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
    grading.startOver(true);
  }
}
