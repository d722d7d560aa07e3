package io.plcfleet.scoring;

/**
 * What one signal can cost.
 *
 * @param points lost at {@code bad} and beyond; more than 0, at most 100
 * @param good up to here nothing is lost; in the unit of the signal (seconds, not milliseconds)
 * @param bad from here on all points are lost; larger than {@code good} where large is bad, smaller where small is bad
 */
public record Penalty(SignalName signal, double points, double good, double bad) implements Term {
  public Penalty {
    require(points > 0 && points <= 100, signal, "points " + Sentence.rounded(points, 3) + " must be more than 0 and at most 100");
    require(Double.isFinite(good) && Double.isFinite(bad) && good != bad, signal, "good and bad must be two different numbers");
  }

  /** None at good, all at bad, in proportion between. */
  @Override
  public double lost(double value) {
    return points * Math.clamp((value - good) / (bad - good), 0, 1);
  }

  @Override
  public String explain(double value, double lost, double share) {
    Signal measured = Signals.of(signal);
    return "%s %s costs %s of %s points (good %s %s, bad %s %s)".formatted(
        measured.label(), measured.show(value), Sentence.points(lost), Sentence.points(share * points),
        largeIsBad() ? "<=" : ">=", measured.show(good), largeIsBad() ? ">=" : "<=", measured.show(bad));
  }

  boolean largeIsBad() {
    return bad > good;
  }

  private static void require(boolean holds, SignalName signal, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(signal + ": " + otherwise);
    }
  }
}
