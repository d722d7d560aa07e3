package io.plcfleet.monitor.poll;

import io.plcfleet.scoring.Assessment;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.LinkHistory;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Scorer;
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
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private final LinkHistory history;
  private final Reachability reachability = new Reachability();
  private Scorer scorer;
  private long assessedAt;
  private boolean answeredEver;
  private boolean lastWasFirst; // of its connection

  Judge(Profile profile, long intervalNanos, long now) {
    history = new LinkHistory(profile, intervalNanos);
    scorer = new Scorer(profile);
    assess(now);
  }

  /** Goes on by another profile or interval, with what is remembered. */
  void use(Profile profile, long intervalNanos, long now) {
    history.use(profile, intervalNanos);
    if (!scorer.profile().equals(profile)) scorer = scorer.with(profile);
    assess(now);
  }

  /** Other tags are another read: what was measured before says nothing of it. */
  void startOver(long now) {
    history.reset();
    assess(now);
  }

  /** @param first answer of its connection */
  void answered(long now, long ackNanos, long readNanos, boolean first) {
    boolean back = reachability.unreachable();
    reachability.answered();
    if (!answeredEver) history.reset();
    answeredEver = true;
    if (first && !lastWasFirst) history.answeredUntimed(now);
    else history.answered(now, ackNanos, readNanos);
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
  void failed(long now, long waitedNanos, ErrorClass errorClass) {
    history.failed(now, waitedNanos, errorClass);
    tried(now);
  }

  /** A turn was due while nobody could be asked. */
  void missed(long now) {
    history.missed(now);
    refresh(now, false);
  }

  /** An attempt to connect failed, or the connection broke: no read, but evidence. */
  void attemptFailed(long now, ErrorClass errorClass) {
    history.error(now, errorClass);
    tried(now);
  }

  /** The connection is there again. */
  void reconnected(long now) {
    history.reconnected(now);
  }

  private void tried(long now) {
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
    return scorer.assessment();
  }

  private void refresh(long now, boolean atOnce) {
    if (atOnce || now - assessedAt >= FRESH) assess(now);
  }

  private void assess(long now) {
    assessedAt = now;
    var _ = scorer.assess(history, new Findings(reachability.unreachable(), false, false, false), now);
  }
}
