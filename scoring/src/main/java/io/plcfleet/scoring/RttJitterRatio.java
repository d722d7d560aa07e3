package io.plcfleet.scoring;

/**
 * Spread of round-trip times: standard deviation over mean, within 60 s, longer for slow polling. Unit: none.
 *
 * <p>A timeout has no round-trip time and is left out; so is the first answer of a connection, which also pays for setting up. Source: R-12, with one deviation: a mean below 5 ms counts as 5 ms. The spread
 * of a PLC that answers within a millisecond is the scheduling of this process and its 10 ms grid of due times, not the link:
 * 0.3 ms +/- 0.3 ms would be a ratio of 1, and a link better than nearly all others would be called bad.
 */
final class RttJitterRatio implements Signal {
  private static final int ENOUGH = 4; // R-12; below, spread and chance look alike
  private static final double LEAST_MEAN_SECONDS = 0.005;

  @Override
  public SignalName name() {
    return SignalName.RttJitterRatio;
  }

  @Override
  public Reason reason() {
    return Reason.RttJitterHigh;
  }

  @Override
  public Penalty standard() {
    return new Penalty(name(), 15, 0.25, 0.40);
  }

  @Override
  public double measure(LinkHistory history) {
    Latencies latencies = history.latencies();
    return enough(history)
        ? latencies.answeredDeviationSeconds() / Math.max(latencies.answeredMeanSeconds(), LEAST_MEAN_SECONDS)
        : ABSENT;
  }

  @Override
  public boolean enough(LinkHistory history) {
    return history.latencies().answeredCount() >= ENOUGH;
  }

  @Override
  public String label() {
    return "RTT jitter ratio";
  }

  @Override
  public String show(double value) {
    return Sentence.fixed(value, 2);
  }
}
