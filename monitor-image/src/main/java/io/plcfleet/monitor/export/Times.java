package io.plcfleet.monitor.export;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time of day of what the loop's clock dates, as seen from now: that clock stands still while the machine is suspended.
 *
 * @param nanos now, by the loop's clock
 * @param at now, by the time of day
 */
record Times(long nanos, Instant at) {
  /** To the second: nobody needs it finer, and it does not flicker from one report to the next. */
  String of(long then) {
    return at.minusNanos(nanos - then).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
