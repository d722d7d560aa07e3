package io.plcfleet.scoring;

/**
 * What is remembered of one link. One per Plc, its memory depends on the poll interval alone; recording allocates nothing.
 *
 * <p>The first read of a connection is a success like any other, and no sample of response time: {@link #answeredUntimed}. Timeouts are
 * samples of response time whichever read they end; refusals never are.
 *
 * <p>Times are nanoseconds of one monotonic clock. Not thread-safe: it belongs to the thread that reads the Plc.
 */
public final class LinkHistory implements LinkEvents {
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
  static final int KINDS = 9;

  // Kinds of PDUs
  static final int SENT = 0;
  static final int DROPPED = 1;

  private Profile profile;
  private Reach reach;
  private final Windows windows;
  private double staleness = Signal.ABSENT;
  private boolean begun;
  private long begin;
  private long latest; // since begin
  private long reads;
  private long answers;
  private int warmUps;

  /** @param pollIntervalNanos time between two reads; decides how much room is kept, and how far slow polling stretches windows */
  public LinkHistory(Profile profile, long pollIntervalNanos) {
    this.profile = profile;
    reach = Reach.of(profile, checked(pollIntervalNanos));
    windows = new Windows(profile.decay(), reach);
  }

  private LinkHistory(Profile profile, long pollIntervalNanos, LinkHistory last) {
    this.profile = profile;
    reach = Reach.of(profile, checked(pollIntervalNanos));
    windows = last.windows.copy(profile.decay(), reach, last.latest);
    staleness = last.staleness;
    begun = last.begun;
    begin = last.begin;
    latest = last.latest;
    reads = last.reads;
    answers = last.answers;
    warmUps = last.warmUps;
  }

  /** One for another profile, with what this one remembers as far as the other's windows reach. */
  LinkHistory copy(Profile other, long pollIntervalNanos) {
    return new LinkHistory(other, pollIntervalNanos, this);
  }

  /** Goes on with another profile or poll interval, and keeps what is remembered as far as the new windows reach. */
  public void use(Profile newProfile, long newPollIntervalNanos) {
    profile = newProfile;
    reach = Reach.of(profile, checked(newPollIntervalNanos));
    windows.use(profile.decay(), reach, latest);
  }

  /**
   * A read was answered, if only with errors for its tags.
   *
   * @param ackNanos round-trip time of the reference request: last request byte written to complete response
   * @param readNanos from the start of the read to its last response; more than {@code ackNanos} where a read takes several requests
   */
  @Override
  public void answered(long now, long ackNanos, long readNanos) {
    double weight = answer(now);
    double seconds = ackNanos / 1e9;
    windows.events().addWeighed(ACK, weight);
    windows.events().addWeighed(ACK_SECONDS, weight * seconds);
    windows.events().addWeighed(ACK_SQUARED, weight * seconds * seconds);
    windows.latencies().answered(Windows.millis(latest), ackNanos);
    windows.readTimes().answered(Windows.millis(latest), readNanos);
  }

  /**
   * A read was answered, but its time says nothing of the link: the first one on a connection also pays for address resolution,
   * for what the device sets up for a new partner, and for slow start. Where a connection never lives for a second read, that is what
   * the link is like: then call {@link #answered}, else such a link would have no response times at all.
   */
  @Override
  public void answeredUntimed(long now) {
    double _ = answer(now);
  }

  /** The weight of an event of now. */
  private double answer(long now) {
    forward(now);
    double weight = windows.events().weight(latest);
    windows.events().addWeighed(ANSWERED, weight);
    reads++;
    answers++;
    return weight;
  }

  /**
   * A read was sent and not answered. Remembers nothing of a class that says the tag or its declaration is wrong, not the link.
   *
   * @param waitedNanos the timeout when it was waited for; 0 when the link was refused or reset, which says nothing about speed
   */
  @Override
  public void failed(long now, long waitedNanos, ErrorClass errorClass) {
    if (!errorClass.concernsLink()) {
      return;
    }
    miss(now);
    fail(errorClass);
    if (waitedNanos > 0) {
      windows.latencies().timedOut(Windows.millis(latest), waitedNanos);
      windows.readTimes().timedOut(Windows.millis(latest), waitedNanos);
    }
  }

  /** A turn was due while the link was down. */
  @Override
  public void missed(long now) {
    miss(now);
  }

  private void miss(long now) {
    forward(now);
    windows.events().add(FAILED, latest, 1);
    reads++;
  }

  /** A connect failed, or a connection broke at rest: no read, but an error. */
  @Override
  public void error(long now, ErrorClass errorClass) {
    if (!errorClass.concernsLink()) {
      return;
    }
    forward(now);
    fail(errorClass);
  }

  private void fail(ErrorClass errorClass) {
    windows.events().add(ERROR, latest, 1);
    windows.errors().add(errorClass.index(), latest, 1);
  }

  /**
   * The requests of one read.
   *
   * @param dropped those of them that never had an answer
   */
  @Override
  public void pdus(long now, int sent, int dropped) {
    forward(now);
    windows.pdus().add(SENT, latest, sent);
    windows.pdus().add(DROPPED, latest, dropped);
  }

  /** A heartbeat was due: answered by any valid reply, or missed. */
  @Override
  public void heartbeat(long now, boolean answered) {
    forward(now);
    windows.events().add(answered ? BEAT : MISSED_BEAT, latest, 1);
  }

  /** A connection was made anew; the first one ever is none. */
  @Override
  public void reconnected(long now) {
    forward(now);
    windows.events().add(RECONNECT, latest, 1);
  }

  /**
   * Once per turn, also when it was missed.
   *
   * @param ageNanos of the oldest tag value that is due to be read
   * @param intervalNanos how often that tag is to be read at present; more than 0
   */
  @Override
  public void tagAge(long now, long ageNanos, long intervalNanos) {
    staleness = Math.max(0, (double) ageNanos / checked(intervalNanos));
  }

  /** Forgets everything and warms up again: after maintenance, or when the tags changed. */
  @Override
  public void reset(long now) {
    forward(now);
    windows.clear();
    staleness = Signal.ABSENT;
    reads = 0;
    warmUps++;
  }

  /** Nothing of it is remembered here; but who replays the events must judge when they were judged. */
  @Override
  public void judged(long now, Findings findings) {}

  /** As {@link #use}, with the same profile. */
  @Override
  public void interval(long now, long newPollIntervalNanos) {
    use(profile, newPollIntervalNanos);
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
    windows.forward(latest, sinceBegin);
    latest = sinceBegin;
  }

  /** Of the same read times as {@link SignalName#ReadP95}, by nearest rank; {@link Signal#ABSENT} while there are none. */
  public double readSeconds(int percent) {
    return readTimes().count() == 0 ? Signal.ABSENT : readTimes().percentileSeconds(percent);
  }

  EventWindow events() {
    return windows.events();
  }

  EventWindow errors() {
    return windows.errors();
  }

  EventWindow pdus() {
    return windows.pdus();
  }

  Latencies latencies() {
    return windows.latencies();
  }

  Latencies readTimes() {
    return windows.readTimes();
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

  private static long checked(long intervalNanos) {
    if (intervalNanos <= 0) {
      throw new IllegalArgumentException("poll interval must be longer than 0");
    }
    return intervalNanos;
  }
}
