package io.plcfleet.scoring;

/**
 * What one signal can cost.
 *
 * @param points lost at {@code bad} and beyond; more than 0, at most 100
 * @param good up to here nothing is lost; in the unit of the signal (seconds, not milliseconds)
 * @param bad from here on all points are lost; larger than {@code good} where large is bad, smaller where small is bad
 */
public record Penalty(SignalName signal, double points, double good, double bad) {
  public Penalty {
    require(points > 0 && points <= 100, signal, "points " + Sentence.rounded(points, 3) + " must be more than 0 and at most 100");
    require(Double.isFinite(good) && Double.isFinite(bad) && good != bad, signal, "good and bad must be two different numbers");
  }

  /** Points lost at a value: none at good, all at bad, in proportion between. */
  public double lost(double value) {
    return points * Math.clamp((value - good) / (bad - good), 0, 1);
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
