package io.plcfleet.scoring;

/**
 * {@code 1 / (1 + sigma)}, sigma being the standard deviation of the round-trip times in units of 100 ms, over the profile's window
 * (5 min), old ones weighing less. Unit: none; 1 is perfectly steady.
 *
 * <p>Timeouts and the first answer of a connection are left out, as in {@link RttJitterRatio}. Source: R-11, which leaves the unit of
 * sigma open; docs/decisions/0010 says why it is 100 ms. The bounds are those of R-12, a ratio of 0.25 at 120 ms and 0.40 at 200 ms:
 * sigma 30 ms and 80 ms.
 */
final class ResponseStability implements Signal {
  static final double SIGMA_UNIT_SECONDS = 0.1;
  private static final int ENOUGH = 4; // as for jitter: below, spread and chance look alike

  @Override
  public SignalName name() {
    return SignalName.ResponseStability;
  }

  @Override
  public Reason reason() {
    return Reason.ResponseUnsteady;
  }

  @Override
  public Penalty standard() {
    return new Penalty(name(), 10, 0.77, 0.56);
  }

  @Override
  public double measure(LinkHistory history) {
    EventWindow events = history.events();
    double weight = events.sum(LinkHistory.ACK);
    if (!(weight > 0)) {
      return ABSENT;
    }
    double mean = events.sum(LinkHistory.ACK_SECONDS) / weight;
    double variance = events.sum(LinkHistory.ACK_SQUARED) / weight - mean * mean;
    return 1 / (1 + Math.sqrt(Math.max(0, variance)) / SIGMA_UNIT_SECONDS);
  }

  @Override
  public boolean enough(LinkHistory history) {
    return history.latencies().answeredCount() >= ENOUGH;
  }

  @Override
  public String label() {
    return "response stability";
  }

  @Override
  public String show(double value) {
    return Sentence.fixed(value, 2);
  }
}
