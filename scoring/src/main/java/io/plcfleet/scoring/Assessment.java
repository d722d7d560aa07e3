package io.plcfleet.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is thought of one link at one time. Never changes, so any thread may read it; sentences are made when asked for. */
public final class Assessment {
  private static final int TOP = 3;
  private static final double WORTH_A_SENTENCE = 0.05; // less would read "costs 0 points"

  private final Formula formula;
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
  Assessment(Formula formula, Grade grade, Reason reason, double score, double share, double[] measured, double[] lost, int held) {
    this.formula = formula;
    this.grade = grade;
    this.reason = reason;
    this.score = score;
    this.share = share;
    this.measured = measured;
    this.lost = lost;
    this.held = held;
  }

  /** True when there is a score, that is when the grade is not Unknown. */
  public boolean scored() {
    return !Double.isNaN(score);
  }

  /** 0 to 100, or NaN when too little is known. An unreachable Plc has 0. */
  public double score() {
    return score;
  }

  public Grade grade() {
    return grade;
  }

  public Reason reason() {
    return reason;
  }

  /** Points the signal costs; they and the score add up to 100, unless the Plc is unreachable. NaN while it has never been measured. */
  public double pointsLost(SignalName signal) {
    return lost[signal.index()];
  }

  /** In the unit of the signal; the worst since then when there are too few samples now, NaN when there never were enough. */
  public double measured(SignalName signal) {
    return measured[signal.index()];
  }

  /** At most three sentences, the dearest signal first. */
  public List<String> explanation() {
    if (reason == Reason.Unreachable) {
      return List.of("unreachable: " + reason.meaning() + "; costs all 100 points");
    }
    if (!scored()) {
      return List.of(reason.meaning());
    }
    List<SignalName> dearest = new ArrayList<>(List.of(SignalName.values()));
    dearest.removeIf(signal -> !(pointsLost(signal) >= WORTH_A_SENTENCE)); // false for NaN as well
    dearest.sort(Comparator.comparingDouble(this::pointsLost).reversed());
    return dearest.stream().limit(TOP).map(this::sentence).toList();
  }

  /** For logs and failing tests. */
  @Override
  public String toString() {
    return "%s %s %s %s".formatted(grade, reason, Sentence.rounded(score, 1), explanation());
  }

  private String sentence(SignalName signal) {
    String sentence = formula.explain(signal, measured(signal), pointsLost(signal), share * formula.atStake(signal));
    return (held & 1 << signal.index()) == 0 ? sentence : sentence + "; kept, too few answers since";
  }
}
