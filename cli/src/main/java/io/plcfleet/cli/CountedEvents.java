package io.plcfleet.cli;

import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.LinkHistory;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.SignalName;
import io.plcfleet.scoring.Signals;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * What the counters of one PLC tell, as events again: so a profile weighs them by windows and a decay of its own. What was counted between
 * two samples happened half-way between them, as far as anybody can know.
 *
 * <p>A class without a series has had no error, as long as the PLC is read. A counter that falls has begun anew with its monitor. What a
 * counter had when it was first seen happened before.
 */
final class CountedEvents {
  /** The signals that come of them. */
  static final Set<SignalName> SIGNALS =
      Collections.unmodifiableSet(EnumSet.of(SignalName.ErrorRate, SignalName.ErrorEntropy, SignalName.ReconnectRate, SignalName.PduDropRate));
  /** Prometheus does not know how often a PLC is read; these signals do not depend on it unless that is seldom. */
  private static final long USUAL_INTERVAL = Duration.ofSeconds(1).toNanos();
  private static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * Counters of one PLC: time in milliseconds to value, in the order of time.
   *
   * @param reconnects is there whenever the PLC is read
   */
  record Counters(Map<ErrorClass, Map<Long, Double>> errors, Map<Long, Double> reconnects, Map<Long, Double> dropped) {}

  private final Counters counters;
  private final Iterator<Long> times;
  private final LinkHistory history;
  private final long halfStep; // milliseconds
  private final Map<ErrorClass, Long> errors = new EnumMap<>(ErrorClass.class);
  private long reconnects;
  private long dropped;
  private boolean begun;
  private long next = Long.MIN_VALUE;

  CountedEvents(Counters counters, Profile profile, Duration step) {
    this.counters = counters;
    times = counters.reconnects().keySet().iterator();
    halfStep = step.toMillis() / 2;
    history = new LinkHistory(profile, USUAL_INTERVAL);
  }

  /** What happened until then. Times never fall. */
  void goOn(long millis) {
    while (next <= millis) {
      if (next != Long.MIN_VALUE) take(next);
      next = times.hasNext() ? times.next() : Long.MAX_VALUE;
    }
    history.forward(millis * NANOS_PER_MILLI);
  }

  /** Maintenance has ended: what was before counts no more. */
  void forget(long millis) {
    history.reset(millis * NANOS_PER_MILLI);
  }

  double measured(SignalName signal) {
    return Signals.of(signal).measure(history);
  }

  private void take(long millis) {
    long when = (millis - halfStep) * NANOS_PER_MILLI;
    counters.errors().forEach((errorClass, values) -> {
      long more = more(errors.getOrDefault(errorClass, 0L), at(values, millis));
      errors.put(errorClass, at(values, millis));
      for (long i = 0; i < more; i++) history.error(when, errorClass);
    });
    for (long more = more(reconnects, at(counters.reconnects(), millis)); more > 0; more--) history.reconnected(when);
    int lost = Math.toIntExact(more(dropped, at(counters.dropped(), millis)));
    if (lost > 0) history.pdus(when, lost, lost);
    reconnects = at(counters.reconnects(), millis);
    dropped = at(counters.dropped(), millis);
    begun = true;
  }

  private long more(long before, long now) {
    if (!begun) return 0;
    return now < before ? now : now - before;
  }

  private static long at(Map<Long, Double> values, long millis) {
    return values.getOrDefault(millis, 0.0).longValue();
  }
}
