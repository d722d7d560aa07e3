package io.plcfleet.monitor.poll;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures in a row. The first two waits are a second each: those attempts confirm that a PLC is unreachable.
 * The third is about a second too, then it grows by half each time, up to 30 s, with jitter so that PLCs behind one switch do not come
 * back in step.
 */
final class Backoff {
  static final int CONFIRMING = 2;
  private static final double INITIAL = Duration.ofSeconds(1).toNanos();
  private static final double FACTOR = 1.5;
  private static final double LONGEST = Duration.ofSeconds(30).toNanos();
  private static final double JITTER = 0.2;

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** @param failures in a row, at least 1 */
  long waitNanos(int failures) {
    if (failures <= CONFIRMING) return (long) INITIAL;
    double wait = Math.min(LONGEST, INITIAL * Math.pow(FACTOR, failures - CONFIRMING - 1.0));
    return (long) Math.min(LONGEST, wait * (1 - JITTER + 2 * JITTER * random.nextDouble()));
  }
}
