package io.plcfleet.monitor.poll;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What outlasts a connection, so that the next one goes on where it was: the number of the newest request, and by {@link #resume} the leave
 * to go on with the last values and their ages, the run of the life sign, and the learnt heartbeat interval. After five minutes, or when
 * another device answers, all of that says nothing any more; the numbers go on all the same, so that no two requests have the same.
 */
final class Session {
  private static final long KEPT = Duration.ofMinutes(5).toNanos();

  private long requests;
  private boolean lost;
  private long lostAt;
  private @Nullable String device;

  /** The number of a request that goes out. */
  long next() {
    return ++requests;
  }

  long newest() {
    return requests;
  }

  /** The connection has gone; only the first time counts until it is back. */
  void lost(long now) {
    if (lost) return;
    lost = true;
    lostAt = now;
  }

  /** A connection is there again. False: start anew, too long has passed. */
  boolean resume(long now) {
    boolean fresh = isFresh(now);
    lost = false;
    if (!fresh) device = null;
    return fresh;
  }

  /** Whether it is there, or has not been gone for too long. */
  boolean isFresh(long now) {
    return !lost || now - lostAt <= KEPT;
  }

  /** @return false when another device than before answers at the address: start anew */
  boolean isSame(String deviceNow) {
    boolean same = device == null || device.equals(deviceNow);
    device = deviceNow;
    return same;
  }
}
