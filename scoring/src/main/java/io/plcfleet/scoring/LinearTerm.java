package io.plcfleet.scoring;

/** One of the three terms of {@link Linear}. */
record LinearTerm(SignalName signal, double coefficient) implements Term {
  private static final double MILLIS = 1000;
  private static final double FIVE_MINUTES = 5;

  /**
   * A score needs ratio and latency, hence neither is worth half of it alone: a link that has not been timed yet would have no latency to
   * lose points for, and look better than one that answers slowly.
   */
  @Override
  public double points() {
    return switch (signal) {
      case SuccessRatio -> 40;
      case ReadP95 -> 60;
      default -> 0;
    };
  }

  @Override
  public double lost(double value) {
    return signal == SignalName.SuccessRatio ? 100 - coefficient * value : -coefficient * units(value);
  }

  @Override
  public String explain(double value, double lost, double share) {
    String measured = Signals.of(signal).label() + " " + Signals.of(signal).show(value);
    String rate = Sentence.rounded(Math.abs(coefficient), 3);
    return switch (signal) {
      case SuccessRatio -> "%s costs %s points (100 - %s x ratio)".formatted(measured, Sentence.points(lost), rate);
      case ReadP95 -> "%s costs %s points (%s each ms)".formatted(measured, Sentence.points(lost), rate);
      default -> "%s costs %s points (%s each error, %s in five minutes)".formatted(
          measured, Sentence.points(lost), rate, Sentence.rounded(units(value), 1));
    };
  }

  private double units(double value) {
    return value * (signal == SignalName.ReadP95 ? MILLIS : FIVE_MINUTES);
  }
}
