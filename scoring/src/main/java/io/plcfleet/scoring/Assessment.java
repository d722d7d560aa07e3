package io.plcfleet.scoring;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is thought of one link at one time. Never changes, so any thread may read it; sentences are made when asked for. */
public final class Assessment {
  private static final int TOP = 3;
  private static final double WORTH_A_SENTENCE = 0.05; // less would read "costs 0 points"

  private final Profile profile;
  private final Grade grade;
  private final Reason reason;
  private final double score;
  private final double share;
  private final double[] measured;
  private final double[] lost;
  private final int held;

  /**
   * @param share what a point at stake is worth: 1, or more while absent signals share theirs out
   * @param measured by signal, last known; NaN where never known
   * @param lost points by signal, shares included
   * @param held bit per signal: too few samples at present, measured and lost are the worst since there were enough
   */
  Assessment(Profile profile, Grade grade, Reason reason, double score, double share, double[] measured, double[] lost, int held) {
    this.profile = profile;
    this.grade = grade;
    this.reason = reason;
    this.score = score;
    this.share = share;
    this.measured = measured;
    this.lost = lost;
    this.held = held;
  }

  /** True when there is a score: not while too little is known, nor in maintenance. */
  public boolean scored() {
    return !Double.isNaN(score);
  }

  /** 0 to 100, or NaN when there is none. An unreachable Plc has 0. */
  public double score() {
    return score;
  }

  public Grade grade() {
    return grade;
  }

  public Reason reason() {
    return reason;
  }

  /** Points the signal costs; they and the score add up to 100, unless the Plc is unreachable or they are more than 100 (`linear` has no bounds). NaN while it has never been measured, and where the formula
   * does not look at it.
   */
  public double pointsLost(SignalName signal) {
    return lost[signal.index()];
  }

  /** In the unit of the signal; the worst since then when there are too few samples now, NaN when there never were enough. */
  public double measured(SignalName signal) {
    return measured[signal.index()];
  }

  /** What the monitor does about it. */
  public Action action() {
    return profile.actions().of(grade);
  }

  /** At most three sentences: what is known for a fact, then the dearest signals. */
  public List<String> explanation() {
    if (reason == Reason.Unreachable) {
      return List.of("unreachable: " + reason.meaning() + "; costs all 100 points");
    }
    if (grade == Grade.Maintenance || grade == Grade.Unknown) {
      return List.of(reason.meaning());
    }
    boolean fact = reason == Reason.CpuStopped || reason == Reason.LifeSignFrozen;
    return Stream.concat(Stream.of(reason.meaning() + "; at least Critical").filter(_ -> fact), dearest(TOP).stream().map(this::sentence))
        .limit(TOP).toList();
  }

  /** Signals that cost points, the dearest first. */
  List<SignalName> dearest(int most) {
    return Stream.of(SignalName.values())
        .filter(signal -> pointsLost(signal) >= WORTH_A_SENTENCE) // false for NaN as well
        .sorted(Comparator.comparingDouble(this::pointsLost).reversed())
        .limit(most).toList();
  }

  /** For logs and failing tests. */
  @Override
  public String toString() {
    return "%s %s %s %s".formatted(grade, reason, Sentence.rounded(score, 1), explanation());
  }

  private String sentence(SignalName signal) {
    String sentence = profile.formula().terms().stream().filter(term -> term.signal() == signal).findFirst().orElseThrow()
        .explain(measured(signal), pointsLost(signal), Signals.of(signal).countsEvents() ? 1 : share);
    return (held & 1 << signal.index()) == 0 ? sentence : sentence + "; kept, too few answers since";
  }
}
