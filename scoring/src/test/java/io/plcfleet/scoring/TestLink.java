package io.plcfleet.scoring;

import org.jspecify.annotations.Nullable;

/** A link in virtual time, read once per interval and judged after each read, as the monitor does it. */
final class TestLink {
  static final long MILLI = 1_000_000;

  final LinkHistory history;
  private LinkEvents told;
  Scorer scorer;
  long now = Long.MAX_VALUE - 20_000 * MILLI; // monotonic clocks may overflow
  private final long interval;
  Findings findings = Findings.NONE;
  @Nullable GradeChange lastChange;
  private Assessment last;

  TestLink() {
    this(Profile.standard(), 1000);
  }

  TestLink(Profile profile, long intervalMillis) {
    history = new LinkHistory(profile, intervalMillis * MILLI);
    told = history;
    scorer = new Scorer(profile);
    interval = intervalMillis * MILLI;
    last = assess();
  }

  /** Tries a profile beside, which judges when it is told to. */
  Shadow tries(Profile profile) {
    Shadow shadow = Shadow.of(profile, scorer.profile(), history, interval);
    if (shadow.own() != null) {
      told = new TwoListeners(history, shadow.own());
    }
    return shadow;
  }

  Assessment answers(int times, double rttMillis) {
    for (int i = 0; i < times; i++) {
      now += interval;
      hears(rttMillis);
      assess();
    }
    return last;
  }

  Assessment timesOut(int times, long timeoutMillis) {
    for (int i = 0; i < times; i++) {
      now += interval;
      fails(timeoutMillis);
      assess();
    }
    return last;
  }

  /** A new connection: the time of its first read is not told, so many more take 3 ms. */
  Assessment connectsAndAnswers(int more) {
    now += interval;
    told.answeredUntimed(now);
    told.pdus(now, 1, 0);
    assess();
    return answers(more, 3);
  }

  void hears(double rttMillis) {
    told.answered(now, Math.round(rttMillis * MILLI), Math.round(rttMillis * MILLI));
    told.pdus(now, 1, 0);
  }

  /** @param timeoutMillis 0 when it is refused, so nothing was sent */
  void fails(long timeoutMillis) {
    told.failed(now, timeoutMillis * MILLI, timeoutMillis > 0 ? ErrorClass.RequestTimeout : ErrorClass.Refused);
    told.pdus(now, timeoutMillis > 0 ? 1 : 0, timeoutMillis > 0 ? 1 : 0);
  }

  void unreachable(boolean is) {
    findings = new Findings(is, false, false, false);
  }

  Assessment isRefused(int times) {
    return timesOut(times, 0);
  }

  /** Time passes without a read: a pause of our own process. */
  Assessment pauses(long millis) {
    now += millis * MILLI;
    return assess();
  }

  void use(Profile other) {
    history.use(other, interval);
    scorer = scorer.with(other);
  }

  Assessment assess() {
    GradeChange change = scorer.assess(history, findings, now);
    lastChange = change == null ? lastChange : change;
    last = scorer.assessment();
    return last;
  }
}
