package io.plcfleet.simulator;

import java.time.Duration;

/** How long an answer is held back: the mean, give or take the jitter. */
public record Latency(Duration mean, Duration jitter) {
  public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);
  /** A small controller on a plant network; the servers here would answer in a fraction of a millisecond. */
  public static final Latency LIKE_A_PLC = new Latency(Duration.ofMillis(8), Duration.ofMillis(1));

  public Latency {
    if (mean.isNegative() || jitter.isNegative() || jitter.compareTo(mean) > 0) {
      throw new IllegalArgumentException("a latency needs 0 <= jitter <= mean, not " + mean + " and " + jitter);
    }
  }

  /** With a tenth of it as jitter. */
  public static Latency about(Duration mean) {
    return new Latency(mean, mean.dividedBy(10));
  }

  @Override
  public String toString() {
    return mean.toMillis() + "ms," + jitter.toMillis() + "ms";
  }
}
