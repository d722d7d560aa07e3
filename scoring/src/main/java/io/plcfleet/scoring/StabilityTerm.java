package io.plcfleet.scoring;

/** One of the two terms of {@link Stability}. */
record StabilityTerm(SignalName signal, double points) implements Term {
  private static final double MOST_BITS = Math.log(ErrorClass.concerningLink()) / Math.log(2);

  @Override
  public double lost(double value) {
    return points * Math.clamp(signal == SignalName.ErrorEntropy ? value / MOST_BITS : 1 - value, 0, 1);
  }

  @Override
  public String explain(double value, double lost, double share) {
    String costs = "%s %s costs %s of %s points".formatted(
        Signals.of(signal).label(), Signals.of(signal).show(value), Sentence.points(lost), Sentence.points(share * points));
    return signal == SignalName.ErrorEntropy
        ? "%s (none at 0 bits, all at %s bits: %d classes of error, equally often)".formatted(
            costs, Sentence.rounded(MOST_BITS, 2), ErrorClass.concerningLink())
        : "%s (response times spread by %s; half of the points are lost at %s)".formatted(
            costs, Sentence.millis(sigmaSeconds(value)), Sentence.millis(ResponseStability.SIGMA_UNIT_SECONDS));
  }

  private static double sigmaSeconds(double stability) {
    return (1 / stability - 1) * ResponseStability.SIGMA_UNIT_SECONDS;
  }
}
