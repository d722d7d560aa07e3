package io.plcfleet.scoring;

import java.time.Duration;

/**
 * How far back a history looks, and how much room that takes: windows follow the poll rate.
 *
 * @param eventNanos of events: the profile's window, or as long as 20 samples take if that is longer, at most five minutes
 * @param rttNanos of response times and PDUs: a minute, or longer likewise
 * @param enoughReads four, or half of what slow polling can bring into a window: a skipped turn must not make a signal vanish
 * @param rttRoom samples of response time to keep
 * @param readRoom read times to keep
 */
record Reach(long eventNanos, long rttNanos, int enoughReads, int rttRoom, int readRoom) {
  private static final long SHORTEST_RTT_WINDOW = Duration.ofSeconds(60).toNanos();
  private static final long LONGEST_STRETCHED_WINDOW = Duration.ofMinutes(5).toNanos();
  private static final int WANTED_SAMPLES = 20; // from 20 on the 95th percentile is not simply the maximum
  private static final int ENOUGH_READS = 4; // R-12 demands it for jitter, and a new PLC is to have its score within seconds
  private static final int MOST_READ_TIMES = 340; // five minutes at 1 s; polling faster than that, the newest ones

  /** @param pollIntervalNanos more than 0 */
  static Reach of(Profile profile, long pollIntervalNanos) {
    long stretched = Math.min(LONGEST_STRETCHED_WINDOW, WANTED_SAMPLES * Math.min(pollIntervalNanos, LONGEST_STRETCHED_WINDOW));
    long events = Math.max(profile.window().toNanos(), stretched);
    long rtt = Math.max(SHORTEST_RTT_WINDOW, stretched);
    int enough = (int) Math.clamp(Math.min(events, rtt) / pollIntervalNanos / 2, 1, ENOUGH_READS);
    return new Reach(events, rtt, enough, room(rtt / pollIntervalNanos, Latencies.MOST), room(events / pollIntervalNanos, MOST_READ_TIMES));
  }

  /** A tenth more than is due, for confirming attempts. */
  private static int room(long due, int most) {
    return (int) Math.min(most, due + due / 10 + 4);
  }

  int eventMillis() {
    return millis(eventNanos);
  }

  int rttMillis() {
    return millis(rttNanos);
  }

  private static int millis(long nanos) {
    return (int) Math.min(Integer.MAX_VALUE, nanos / 1_000_000);
  }
}
