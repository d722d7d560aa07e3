package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Assessment;
import io.plcfleet.scoring.LinkHistory;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Scorer;
import io.plcfleet.scoring.SignalName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is thought of one link: its history, whether it can be reached, its score. Times are those of the loop.
 *
 * <p>Two things are not held against a link. What failed before its PLC ever answered: the PLC may have been switched on after its
 * monitor. And the time of the first read of a connection, which also pays for setting up; unless the connection before brought one
 * read only as well, for then a link that is lost after every read would have no response times at all.
 */
final class Judge {
  private static final SignalName[] SIGNALS = SignalName.values();
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private final LinkHistory history;
  private final Reachability reachability = new Reachability();
  private Scorer scorer;
  private Assessment assessment;
  private long assessedAt;
  private boolean answeredEver;
  private boolean lastWasFirst; // of its connection

  Judge(Profile profile, long intervalNanos, long now) {
    history = new LinkHistory(profile, intervalNanos);
    scorer = new Scorer(profile);
    assessment = assess(now);
  }

  /** Goes on by another profile or interval, with what is remembered. */
  void use(Profile profile, long intervalNanos, long now) {
    history.use(profile, intervalNanos);
    if (!scorer.profile().equals(profile)) scorer = scorer.with(profile);
    assessment = assess(now);
  }

  /** Other tags are another read: what was measured before says nothing of it. */
  void startOver(long now) {
    history.reset();
    assessment = assess(now);
  }

  /** @param first answer of its connection */
  void answered(long now, long ackNanos, boolean first) {
    boolean back = reachability.unreachable();
    reachability.answered();
    if (!answeredEver) history.reset();
    answeredEver = true;
    if (first && !lastWasFirst) history.answeredUntimed(now);
    else history.answered(now, ackNanos);
    lastWasFirst = first;
    refresh(now, back);
  }

  /** It answered, but how fast is not known: our own process stood still. */
  void reached(long now) {
    boolean back = reachability.unreachable();
    reachability.answered();
    refresh(now, back);
  }

  /** @param waitedNanos the timeout, when it was waited for; else 0 */
  void failed(long now, long waitedNanos) {
    history.failed(now, waitedNanos);
    attemptFailed(now);
  }

  /** A turn was due while nobody could be asked. */
  void missed(long now) {
    history.failed(now, 0);
    refresh(now, false);
  }

  /** An attempt to connect failed, or the connection broke: no read, but evidence. */
  void attemptFailed(long now) {
    boolean before = reachability.unreachable();
    reachability.failed();
    refresh(now, reachability.unreachable() && !before);
  }

  Reachability reachability() {
    return reachability;
  }

  @Nullable Boolean reachable() {
    return reachability.known();
  }

  /** Not older than a second. */
  Assessment assessment(long now) {
    refresh(now, false);
    return assessment;
  }

  void fill(PlcSamples row, long now) {
    Assessment present = assessment(now);
    Boolean known = reachability.known();
    if (known != null) row.set(Metric.PLC_UP, known ? 1 : 0);
    row.set(Metric.PLC_SCORE, present.score());
    row.set(Metric.PLC_GRADE, present.grade().number());
    for (SignalName signal : SIGNALS) row.set(Metric.PLC_POINTS_LOST, signal, present.pointsLost(signal));
    row.set(Metric.PLC_SUCCESS_RATIO, present.measured(SignalName.SuccessRatio));
    row.set(Metric.PLC_ACK_P95_SECONDS, present.measured(SignalName.AckP95));
    row.set(Metric.PLC_RTT_JITTER_RATIO, present.measured(SignalName.RttJitterRatio));
  }

  private void refresh(long now, boolean atOnce) {
    if (atOnce || now - assessedAt >= FRESH) assessment = assess(now);
  }

  private Assessment assess(long now) {
    assessedAt = now;
    return scorer.assess(history, !reachability.unreachable(), now);
  }
}
