package io.plcfleet.monitor.poll;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of day without its jumps, for what people declare by the clock. The time of day that the system gives is followed as long as it
 * goes with the monotonic clock, which small corrections do. When it jumps, the old one is gone on with, and the new one believed when it
 * has stood for a minute: so a clock that is set wrong for a moment neither ends a maintenance nor begins it anew, and one that is set
 * right, or a machine that slept, is noticed.
 */
final class SteadyClock {
  private static final long JUMP = Duration.ofSeconds(2).toNanos();
  private static final long BELIEVED_AFTER = Duration.ofMinutes(1).toNanos();

  private boolean begun;
  private long offset; // from the monotonic clock to the time of day
  private boolean doubting;
  private long doubted;
  private long since;

  /**
   * @param now nanoseconds of the monotonic clock
   * @param timeOfDay as the system gives it at the same moment
   */
  Instant at(long now, Instant timeOfDay) {
    long given = Math.addExact(Math.multiplyExact(timeOfDay.getEpochSecond(), 1_000_000_000L), timeOfDay.getNano()) - now;
    if (!begun || Math.abs(given - offset) <= JUMP) {
      begun = true;
      believe(given);
    } else if (!doubting || Math.abs(given - doubted) > JUMP) {
      doubting = true;
      doubted = given;
      since = now;
    } else if (now - since >= BELIEVED_AFTER) {
      believe(given);
    }
    long nanos = now + offset;
    return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  private void believe(long given) {
    offset = given;
    doubting = false;
  }
}
