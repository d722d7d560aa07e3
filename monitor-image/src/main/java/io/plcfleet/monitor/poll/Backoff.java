package io.plcfleet.monitor.poll;

import io.plcfleet.contract.MonitorConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures in a row. The first two waits are a second each: those attempts confirm that a PLC is unreachable.
 * The third is as declared (1 s), then it grows by the declared factor (1.5), up to the declared most (30 s), with jitter so that PLCs
 * behind one switch do not come back in step.
 */
final class Backoff {
  static final int CONFIRMING = 2;
  private static final long CONFIRMED_AFTER = Duration.ofSeconds(1).toNanos();
  private static final double JITTER = 0.2;

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** @param failures in a row, at least 1 */
  long waitNanos(int failures, MonitorConfig.Backoff declared) {
    if (failures <= CONFIRMING) return CONFIRMED_AFTER;
    double longest = TimeUnit.MILLISECONDS.toNanos(declared.maxMillis());
    double initial = TimeUnit.MILLISECONDS.toNanos(declared.initialMillis());
    double wait = Math.min(longest, initial * Math.pow(declared.factor(), failures - CONFIRMING - 1.0));
    return (long) Math.min(longest, wait * (1 - JITTER + 2 * JITTER * random.nextDouble()));
  }
}
