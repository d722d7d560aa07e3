package io.plcfleet.scoring;

/** A link in virtual time, read once per interval and judged after each read, as the monitor does it. */
final class TestLink {
  static final long MILLI = 1_000_000;

  final LinkHistory history;
  private Scorer scorer;
  long now = Long.MAX_VALUE - 20_000 * MILLI; // monotonic clocks may overflow
  boolean reachable = true;
  private final long interval;
  private Assessment last;

  TestLink() {
    this(Profile.standard(), 1000);
  }

  TestLink(Profile profile, long intervalMillis) {
    history = new LinkHistory(profile, intervalMillis * MILLI);
    scorer = new Scorer(profile);
    interval = intervalMillis * MILLI;
    last = scorer.assess(history, true, now);
  }

  Assessment answers(int times, double rttMillis) {
    for (int i = 0; i < times; i++) {
      now += interval;
      history.answered(now, Math.round(rttMillis * MILLI));
      assess();
    }
    return last;
  }

  Assessment timesOut(int times, long timeoutMillis) {
    for (int i = 0; i < times; i++) {
      now += interval;
      history.failed(now, timeoutMillis * MILLI);
      assess();
    }
    return last;
  }

  /** A new connection: the time of its first read is not told, so many more take 3 ms. */
  Assessment connectsAndAnswers(int more) {
    now += interval;
    history.answeredUntimed(now);
    assess();
    return answers(more, 3);
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
    last = scorer.assess(history, reachable, now);
    return last;
  }
}
