package io.plcfleet.scoring;

import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one link. One per Plc, its memory depends on the poll interval alone; recording allocates nothing.
 *
 * <p>The first read of a connection is a success like any other, and no sample of response time: {@link #answeredUntimed}. Timeouts are
 * samples of response time whichever read they end; refusals never are.
 *
 * <p>Times are nanoseconds of one monotonic clock. Not thread-safe: it belongs to the thread that reads the Plc.
 */
public final class LinkHistory {
  private static final int PDU_STEPS = 12; // of five seconds, or more
  private static final int CLASS_STEPS = 10; // of 16 classes each; half a minute is fine enough for the edge of an entropy

  // Kinds of events
  static final int ANSWERED = 0;
  static final int FAILED = 1;
  static final int ERROR = 2;
  static final int RECONNECT = 3;
  static final int BEAT = 4;
  static final int MISSED_BEAT = 5;
  static final int ACK = 6;
  static final int ACK_SECONDS = 7;
  static final int ACK_SQUARED = 8;
  private static final int KINDS = 9;

  // Kinds of PDUs
  static final int SENT = 0;
  static final int DROPPED = 1;

  private Profile profile;
  private long pollIntervalNanos;
  private Reach reach;
  private EventWindow events;
  private EventWindow errors; // by class
  private EventWindow pdus;
  private Latencies latencies;
  private Latencies readTimes;
  private double staleness = Signal.ABSENT;
  private boolean begun;
  private long begin;
  private long latest; // since begin
  private long reads;
  private long answers;
  private int warmUps;
  private @Nullable LinkEvents record;

  /** @param pollIntervalNanos time between two reads; decides how much room is kept, and how far slow polling stretches windows */
  public LinkHistory(Profile profile, long pollIntervalNanos) {
    this.profile = profile;
    this.pollIntervalNanos = checked(pollIntervalNanos);
    reach = Reach.of(profile, pollIntervalNanos);
    events = newEvents();
    errors = newErrors();
    pdus = newPdus();
    latencies = new Latencies(reach.rttMillis(), reach.rttRoom());
    readTimes = new Latencies(reach.eventMillis(), reach.readRoom());
  }

  /** Goes on with another profile or poll interval, and keeps what is remembered as far as the new windows reach. */
  public void use(Profile newProfile, long newPollIntervalNanos) {
    boolean sameDecay = profile.decay().equals(newProfile.decay());
    profile = newProfile;
    if (record != null && pollIntervalNanos != newPollIntervalNanos) {
      record.interval(begin + latest, newPollIntervalNanos);
    }
    pollIntervalNanos = checked(newPollIntervalNanos);
    Reach before = reach;
    reach = Reach.of(profile, pollIntervalNanos);
    if (!sameDecay || before.eventNanos() != reach.eventNanos()) {
      events = takenOver(newEvents(), events);
      errors = takenOver(newErrors(), errors);
    }
    if (before.rttNanos() != reach.rttNanos()) {
      pdus = takenOver(newPdus(), pdus);
    }
    latencies = latencies.resized(reach.rttMillis(), reach.rttRoom());
    readTimes = readTimes.resized(reach.eventMillis(), reach.readRoom());
  }

  /** From now on tells everything that it is told to somebody else as well; null for nobody. */
  public void recordTo(@Nullable LinkEvents recorder, long now) {
    record = recorder;
    if (recorder != null) {
      recorder.interval(now, pollIntervalNanos);
    }
  }

  /**
   * A read was answered, if only with errors for its tags.
   *
   * @param ackNanos round-trip time of the reference request: last request byte written to complete response
   * @param readNanos from the start of the read to its last response; more than {@code ackNanos} where a read takes several requests
   */
  public void answered(long now, long ackNanos, long readNanos) {
    if (record != null) {
      record.answered(now, ackNanos, readNanos);
    }
    double weight = answer(now);
    double seconds = ackNanos / 1e9;
    events.addWeighed(ACK, weight);
    events.addWeighed(ACK_SECONDS, weight * seconds);
    events.addWeighed(ACK_SQUARED, weight * seconds * seconds);
    latencies.answered(latestMillis(), ackNanos);
    readTimes.answered(latestMillis(), readNanos);
  }

  /**
   * A read was answered, but its time says nothing of the link: the first one on a connection also pays for address resolution,
   * for what the device sets up for a new partner, and for slow start. Where a connection never lives for a second read, that is what
   * the link is like: then call {@link #answered}, else such a link would have no response times at all.
   */
  public void answeredUntimed(long now) {
    if (record != null) {
      record.answeredUntimed(now);
    }
    double _ = answer(now);
  }

  /** The weight of an event of now. */
  private double answer(long now) {
    forward(now);
    double weight = events.weight(latest);
    events.addWeighed(ANSWERED, weight);
    reads++;
    answers++;
    return weight;
  }

  /**
   * A read was sent and not answered. Remembers nothing of a class that says the tag or its declaration is wrong, not the link.
   *
   * @param waitedNanos the timeout when it was waited for; 0 when the link was refused or reset, which says nothing about speed
   */
  public void failed(long now, long waitedNanos, ErrorClass errorClass) {
    if (record != null) {
      record.failed(now, waitedNanos, errorClass);
    }
    if (!errorClass.concernsLink()) {
      return;
    }
    miss(now);
    fail(errorClass);
    if (waitedNanos > 0) {
      latencies.timedOut(latestMillis(), waitedNanos);
      readTimes.timedOut(latestMillis(), waitedNanos);
    }
  }

  /** A turn was due while the link was down. */
  public void missed(long now) {
    if (record != null) {
      record.missed(now);
    }
    miss(now);
  }

  private void miss(long now) {
    forward(now);
    events.add(FAILED, latest, 1);
    reads++;
  }

  /** A connect failed, or a connection broke at rest: no read, but an error. */
  public void error(long now, ErrorClass errorClass) {
    if (record != null) {
      record.error(now, errorClass);
    }
    if (!errorClass.concernsLink()) {
      return;
    }
    forward(now);
    fail(errorClass);
  }

  private void fail(ErrorClass errorClass) {
    events.add(ERROR, latest, 1);
    errors.add(errorClass.index(), latest, 1);
  }

  /**
   * The requests of one read.
   *
   * @param dropped those of them that never had an answer
   */
  public void pdus(long now, int sent, int dropped) {
    if (record != null) {
      record.pdus(now, sent, dropped);
    }
    forward(now);
    pdus.add(SENT, latest, sent);
    pdus.add(DROPPED, latest, dropped);
  }

  /** A heartbeat was due: answered by any valid reply, or missed. */
  public void heartbeat(long now, boolean answered) {
    if (record != null) {
      record.heartbeat(now, answered);
    }
    forward(now);
    events.add(answered ? BEAT : MISSED_BEAT, latest, 1);
  }

  /** A connection was made anew; the first one ever is none. */
  public void reconnected(long now) {
    if (record != null) {
      record.reconnected(now);
    }
    forward(now);
    events.add(RECONNECT, latest, 1);
  }

  /**
   * Once per turn, also when it was missed.
   *
   * @param ageNanos of the oldest tag value that is due to be read
   * @param intervalNanos how often that tag is to be read at present; more than 0
   */
  public void tagAge(long now, long ageNanos, long intervalNanos) {
    if (record != null) {
      record.tagAge(now, ageNanos, intervalNanos);
    }
    forward(now);
    staleness = Math.max(0, (double) ageNanos / checked(intervalNanos));
  }

  /** Forgets everything and warms up again: after maintenance, or when the tags changed. */
  public void reset() {
    if (record != null) {
      record.reset(begin + latest);
    }
    events.clear();
    errors.clear();
    pdus.clear();
    latencies.clear();
    readTimes.clear();
    staleness = Signal.ABSENT;
    reads = 0;
    warmUps++;
  }

  /** Nothing of it is remembered here; but who replays the events must judge when they were judged. */
  void judged(long now, Findings findings) {
    if (record != null) {
      record.judged(now, findings);
    }
  }

  /** Forgets what has left the windows. A time before the last one counts as the last one. */
  public void forward(long now) {
    if (!begun) {
      begun = true;
      begin = now;
    }
    long sinceBegin = Math.max(latest, now - begin);
    if (sinceBegin == latest) {
      return;
    }
    if (sinceBegin - latest > Math.max(reach.eventNanos(), reach.rttNanos())) {
      latencies.clear(); // all too old; said here because the ints in there could not tell a gap of 50 days from none
      readTimes.clear();
    }
    latest = sinceBegin;
    events.forward(latest);
    errors.forward(latest);
    pdus.forward(latest);
    latencies.forward(latestMillis());
    readTimes.forward(latestMillis());
  }

  EventWindow events() {
    return events;
  }

  EventWindow errors() {
    return errors;
  }

  EventWindow pdus() {
    return pdus;
  }

  Latencies latencies() {
    return latencies;
  }

  Latencies readTimes() {
    return readTimes;
  }

  /** Age over interval, or {@link Signal#ABSENT}. */
  double staleness() {
    return staleness;
  }

  /** Nanoseconds since the first event; what windows count in. */
  long latest() {
    return latest;
  }

  long readsSinceReset() {
    return reads;
  }

  int enoughReads() {
    return reach.enoughReads();
  }

  /** Four turns without an event are a measure: none. */
  boolean enoughForNone() {
    return reads >= reach.enoughReads();
  }

  /** Number of answers ever; changes when there was one. */
  long answers() {
    return answers;
  }

  /** Number of resets; changes when a warm-up began. */
  int warmUps() {
    return warmUps;
  }

  private EventWindow newEvents() {
    return new EventWindow(KINDS, EventWindow.STEPS, reach.eventNanos(), profile.decay());
  }

  private EventWindow newErrors() {
    return new EventWindow(ErrorClass.values().length, CLASS_STEPS, reach.eventNanos(), profile.decay());
  }

  private EventWindow newPdus() {
    return new EventWindow(2, PDU_STEPS, reach.rttNanos(), Profile.Decay.NONE);
  }

  private EventWindow takenOver(EventWindow next, EventWindow last) {
    next.takeOver(last, latest);
    return next;
  }

  private int latestMillis() {
    return (int) (latest / 1_000_000);
  }

  private static long checked(long intervalNanos) {
    if (intervalNanos <= 0) {
      throw new IllegalArgumentException("poll interval must be longer than 0");
    }
    return intervalNanos;
  }
}
