package io.plcfleet.monitor.poll;

import java.time.Duration;

/** Spreads the connects of one monitor: a returning switch must not be met by all of them at once. The loops share it. */
final class ConnectGate {
  private static final long GAP = Duration.ofMillis(10).toNanos();
  private static final int AT_ONCE = 20;

  private boolean used;
  private long next;

  /** When the caller may connect: now, or soon after those who asked before. */
  synchronized long reserve(long now) {
    long earliest = now - AT_ONCE * GAP;
    next = used && next - earliest > 0 ? next : earliest;
    used = true;
    next += GAP;
    return next - now > 0 ? next : now;
  }
}
