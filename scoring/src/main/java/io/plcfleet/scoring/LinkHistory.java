package io.plcfleet.scoring;

import java.time.Duration;

/**
 * What is remembered of the reads of one link. One per Plc, about 1.5 KB at a poll interval of 1 s; recording allocates nothing.
 *
 * <p>The first read of a connection is a success like any other, and no sample of response time: {@link #answeredUntimed}. Timeouts are
 * samples of response time whichever read they end; refusals never are.
 *
 * <p>Times are nanoseconds of one monotonic clock. Not thread-safe: it belongs to the thread that reads the Plc.
 */
public final class LinkHistory {
  private static final long SHORTEST_RTT_WINDOW = Duration.ofSeconds(60).toNanos();
  private static final long LONGEST_STRETCHED_WINDOW = Duration.ofMinutes(5).toNanos();
  private static final int WANTED_SAMPLES = 20; // from 20 on the 95th percentile is not simply the maximum
  private static final int ENOUGH_READS = 4; // R-12 demands it for jitter, and a new PLC is to have its score within seconds

  private Profile profile;
  private long pollIntervalNanos;
  private long outcomeWindow;
  private Outcomes outcomes;
  private Latencies latencies;
  private int enoughReads;
  private boolean begun;
  private long begin;
  private long latest; // since begin
  private long reads;
  private long answers;
  private int warmUps;

  /** @param pollIntervalNanos time between two reads; decides how much room is kept, and how far slow polling stretches windows */
  public LinkHistory(Profile profile, long pollIntervalNanos) {
    this.profile = profile;
    this.pollIntervalNanos = checked(pollIntervalNanos);
    outcomeWindow = outcomeWindow();
    outcomes = new Outcomes(outcomeWindow, profile.decay());
    latencies = new Latencies(rttWindowMillis(), roomForLatencies());
    enoughReads = enough();
  }

  /** Goes on with another profile or poll interval, and keeps what is remembered as far as the new windows reach. */
  public void use(Profile newProfile, long newPollIntervalNanos) {
    boolean sameDecay = profile.decay().equals(newProfile.decay());
    profile = newProfile;
    pollIntervalNanos = checked(newPollIntervalNanos);
    if (!sameDecay || outcomeWindow != outcomeWindow()) {
      outcomeWindow = outcomeWindow();
      Outcomes old = outcomes;
      outcomes = new Outcomes(outcomeWindow, profile.decay());
      outcomes.takeOver(old, latest);
    }
    if (latencies.windowMillis() != rttWindowMillis() || latencies.capacity() != roomForLatencies()) {
      latencies = latencies.resized(rttWindowMillis(), roomForLatencies());
    }
    enoughReads = enough();
  }

  /** A read was answered, if only with errors for its tags. {@code rttNanos}: last request byte written to complete response. */
  public void answered(long now, long rttNanos) {
    forward(now);
    outcomes.answered(latest);
    latencies.answered(latestMillis(), rttNanos);
    reads++;
    answers++;
  }

  /**
   * A read was answered, but its time says nothing of the link: the first one on a connection also pays for address resolution,
   * for what the device sets up for a new partner, and for slow start. Where a connection never lives for a second read, that is what
   * the link is like: then call {@link #answered}, else such a link would have no response times at all.
   */
  public void answeredUntimed(long now) {
    forward(now);
    outcomes.answered(latest);
    reads++;
    answers++;
  }

  /**
   * A read was not answered, or was due while the link was down.
   *
   * @param timeoutNanos the timeout when it was waited for; 0 when the link was refused, reset or down, which says nothing about speed
   */
  public void failed(long now, long timeoutNanos) {
    forward(now);
    outcomes.failed(latest);
    if (timeoutNanos > 0) {
      latencies.timedOut(latestMillis(), timeoutNanos);
    }
    reads++;
  }

  /** Forgets everything and warms up again: after maintenance, or when the tags changed. */
  public void reset() {
    outcomes.clear();
    latencies.clear();
    reads = 0;
    warmUps++;
  }

  /** Forgets what has left the windows. A time before the last one counts as the last one. */
  void forward(long now) {
    if (!begun) {
      begun = true;
      begin = now;
    }
    long sinceBegin = Math.max(latest, now - begin);
    if (sinceBegin - latest > LONGEST_STRETCHED_WINDOW) {
      latencies.clear(); // all too old; said here because the ints in there could not tell a gap of 50 days from none
    }
    latest = sinceBegin;
    outcomes.forward(latest);
    latencies.forward(latestMillis());
  }

  Outcomes outcomes() {
    return outcomes;
  }

  Latencies latencies() {
    return latencies;
  }

  long readsSinceReset() {
    return reads;
  }

  /** Four, or half of what slow polling can bring into a window: a skipped turn must not make a signal vanish. */
  int enoughReads() {
    return enoughReads;
  }

  /** Number of answers ever; changes when there was one. */
  long answers() {
    return answers;
  }

  /** Number of resets; changes when a warm-up began. */
  int warmUps() {
    return warmUps;
  }

  private int enough() {
    long fitting = Math.min(outcomeWindow, rttWindowMillis() * 1_000_000L) / pollIntervalNanos;
    return (int) Math.clamp(fitting / 2, 1, ENOUGH_READS);
  }

  /** As long as 20 samples take, at least a minute, at most five. */
  private int rttWindowMillis() {
    return (int) (Math.max(SHORTEST_RTT_WINDOW, stretched()) / 1_000_000);
  }

  private long outcomeWindow() {
    return Math.max(profile.window().toNanos(), stretched());
  }

  private long stretched() {
    return Math.min(LONGEST_STRETCHED_WINDOW, WANTED_SAMPLES * Math.min(pollIntervalNanos, LONGEST_STRETCHED_WINDOW));
  }

  /** A tenth more than is due, for confirming attempts. */
  private int roomForLatencies() {
    long due = rttWindowMillis() * 1_000_000L / pollIntervalNanos;
    return (int) Math.min(Latencies.MOST, due + due / 10 + 4);
  }

  private int latestMillis() {
    return (int) (latest / 1_000_000);
  }

  private static long checked(long pollIntervalNanos) {
    if (pollIntervalNanos <= 0) {
      throw new IllegalArgumentException("poll interval must be longer than 0");
    }
    return pollIntervalNanos;
  }
}
