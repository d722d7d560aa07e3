package io.plcfleet.scoring;

import io.plcfleet.scoring.Profile.Decay;

/**
 * The windows of one link, which signals are measured in: as long as its profile and its poll interval want. Times are nanoseconds since
 * the first event.
 */
final class Windows {
  private static final int PDU_STEPS = 12; // of five seconds, or more
  private static final int CLASS_STEPS = 10; // of 16 classes each; half a minute is fine enough for the edge of an entropy

  private Decay decay;
  private Reach reach;
  private EventWindow events;
  private EventWindow errors; // by class
  private EventWindow pdus;
  private Latencies latencies;
  private Latencies readTimes;

  Windows(Decay decay, Reach reach) {
    this.decay = decay;
    this.reach = reach;
    events = newEvents();
    errors = newErrors();
    pdus = newPdus();
    latencies = new Latencies(reach.rttMillis(), reach.rttRoom());
    readTimes = new Latencies(reach.eventMillis(), reach.readRoom());
  }

  /** Goes on with others, and keeps what is remembered as far as they reach. */
  void use(Decay newDecay, Reach newReach, long latest) {
    boolean sameDecay = decay.equals(newDecay);
    Reach before = reach;
    decay = newDecay;
    reach = newReach;
    if (!sameDecay || before.eventNanos() != reach.eventNanos()) {
      events = takenOver(newEvents(), events, latest);
      errors = takenOver(newErrors(), errors, latest);
    }
    if (before.rttNanos() != reach.rttNanos()) {
      pdus = takenOver(newPdus(), pdus, latest);
    }
    latencies = latencies.resized(reach.rttMillis(), reach.rttRoom());
    readTimes = readTimes.resized(reach.eventMillis(), reach.readRoom());
  }

  /** Others, which remember what these do as far as they reach. */
  Windows copy(Decay otherDecay, Reach otherReach, long latest) {
    Windows other = new Windows(otherDecay, otherReach);
    other.events.takeOver(events, latest);
    other.errors.takeOver(errors, latest);
    other.pdus.takeOver(pdus, latest);
    other.latencies = latencies.copy(otherReach.rttMillis(), otherReach.rttRoom());
    other.readTimes = readTimes.copy(otherReach.eventMillis(), otherReach.readRoom());
    return other;
  }

  void clear() {
    events.clear();
    errors.clear();
    pdus.clear();
    latencies.clear();
    readTimes.clear();
  }

  /** Forgets what has left them. */
  void forward(long before, long latest) {
    if (latest - before > Math.max(reach.eventNanos(), reach.rttNanos())) {
      latencies.clear(); // all too old; said here because the ints in there could not tell a gap of 50 days from none
      readTimes.clear();
    }
    events.forward(latest);
    errors.forward(latest);
    pdus.forward(latest);
    latencies.forward(millis(latest));
    readTimes.forward(millis(latest));
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

  /** What {@link Latencies} count in. */
  static int millis(long nanos) {
    return (int) (nanos / 1_000_000);
  }

  private EventWindow newEvents() {
    return new EventWindow(LinkHistory.KINDS, EventWindow.STEPS, reach.eventNanos(), decay);
  }

  private EventWindow newErrors() {
    return new EventWindow(ErrorClass.values().length, CLASS_STEPS, reach.eventNanos(), decay);
  }

  private EventWindow newPdus() {
    return new EventWindow(2, PDU_STEPS, reach.rttNanos(), Decay.NONE);
  }

  private static EventWindow takenOver(EventWindow next, EventWindow last, long latest) {
    next.takeOver(last, latest);
    return next;
  }
}
