package io.plcfleet.operator;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long the holder of the Lease may act on it, by a clock that no correction of time moves. It counts from before a renewal was asked for,
 * so that it ends before the Lease does, whether or not a call ever comes back; and once over it stays over.
 */
final class Tenure {
  private final Duration length;
  private final LongSupplier nanos;
  private boolean begun;
  private long end;

  /** @param length shorter than the Lease holds: the difference is what remains for the end itself */
  Tenure(Duration length, LongSupplier nanos) {
    this.length = length;
    this.nanos = nanos;
  }

  /** @param asked when the renewal was asked for that was granted now */
  synchronized void renewed(long asked) {
    if (over()) return;
    begun = true;
    end = asked + length.toNanos();
  }

  synchronized boolean begun() {
    return begun;
  }

  /** Whether it was held and is no more. */
  synchronized boolean over() {
    return begun && nanos.getAsLong() - end >= 0;
  }

  /** Until it is over, of one that has begun. */
  synchronized Duration left() {
    return Duration.ofNanos(end - nanos.getAsLong());
  }
}
