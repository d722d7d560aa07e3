package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Action;
import io.plcfleet.scoring.Assessment;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.GradeChange;
import io.plcfleet.scoring.LinkEvents;
import io.plcfleet.scoring.LinkHistory;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Scorer;
import io.plcfleet.scoring.Shadow;
import io.plcfleet.scoring.SignalName;
import io.plcfleet.scoring.TwoListeners;
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

  /** Who wants to know of changes of the grade. Not to change the judge from within. */
  interface Listener {
    void regraded(GradeChange change);
  }

  private final Listener listener;
  private final LinkHistory history;
  private final Reachability reachability = new Reachability();
  private LinkEvents told;  // the history, and who else wants to know
  private @Nullable LinkEvents recorder;
  private long intervalNanos;
  private Scorer scorer;
  private @Nullable Shadow shadow;
  private long assessedAt;
  private boolean answeredEver;
  private boolean lastWasFirst; // of its connection
  private Findings found = Findings.NONE;

  /** @param intervalNanos between two reads of the reference */
  Judge(Profile profile, long intervalNanos, Listener listener, long now) {
    this.listener = listener;
    this.intervalNanos = intervalNanos;
    history = new LinkHistory(profile, intervalNanos);
    told = history;
    scorer = new Scorer(profile);
    assess(now);
  }

  /** Goes on by another profile or interval, with what is remembered. */
  void use(Profile profile, long newIntervalNanos, long now) {
    if (newIntervalNanos != intervalNanos) told.interval(now, newIntervalNanos);
    intervalNanos = newIntervalNanos;
    history.use(profile, intervalNanos);
    if (!scorer.profile().equals(profile)) scorer = scorer.with(profile);
    if (shadow != null) stand(shadow.beside(profile, history, intervalNanos));
    assess(now);
  }

  /** Tells what happens to a recorder as well. */
  void recordTo(LinkEvents newRecorder, long now) {
    newRecorder.interval(now, intervalNanos);
    recorder = newRecorder;
    stand(shadow);
  }

  /** A profile that is tried beside, without consequences; null: none. */
  void tryBeside(@Nullable Profile profile) {
    if (profile == null) stand(null);
    else if (shadow == null || !shadow.profile().equals(profile)) stand(Shadow.of(profile, scorer.profile(), history, intervalNanos));
  }

  private void stand(@Nullable Shadow next) {
    shadow = next;
    told = recorder == null ? history : new TwoListeners(history, recorder);
    if (next != null && next.own() != null) told = new TwoListeners(told, next.own());
  }

  /** What the profile that is tried makes of it, null without one. */
  @Nullable Assessment beside() {
    return shadow == null ? null : shadow.assessment();
  }

  /** Other tags are another read: what was measured before says nothing of it. */
  void startOver(long now) {
    told.reset(now);
    assess(now);
  }

  /** @param first answer of its connection */
  void answered(long now, long ackNanos, long readNanos, boolean first) {
    boolean back = heard(now);
    if (first && !lastWasFirst) told.answeredUntimed(now);
    else told.answered(now, ackNanos, readNanos);
    lastWasFirst = first;
    refresh(now, back);
  }

  /** It answered another request than the one whose times compare. */
  void answeredUntimed(long now) {
    boolean back = heard(now);
    told.answeredUntimed(now);
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
    told.failed(now, waitedNanos, errorClass);
    tried(now);
  }

  /** A turn was due while nobody could be asked. */
  void missed(long now) {
    told.missed(now);
    refresh(now, false);
  }

  /** An attempt to connect failed, or the connection broke: no read, but evidence. */
  void attemptFailed(long now, ErrorClass errorClass) {
    told.error(now, errorClass);
    tried(now);
  }

  /** The connection is there again. */
  void reconnected(long now) {
    told.reconnected(now);
  }

  /** The requests of one read. */
  void requests(long now, int sent, int unanswered) {
    told.pdus(now, sent, unanswered);
  }

  /** A heartbeat was due. */
  void beat(long now, boolean answered) {
    told.heartbeat(now, answered);
  }

  /**
   * Once per turn.
   *
   * @param ageNanos of the oldest value that is due to be read
   * @param intervalNanos how often it is to be read
   */
  void tagAge(long now, long ageNanos, long intervalNanos) {
    told.tagAge(now, ageNanos, intervalNanos);
  }

  /** Whether the program runs, by evidence; counts at once. */
  void found(long now, boolean cpuStopped, boolean lifeSignFrozen) {
    if (cpuStopped == found.cpuStopped() && lifeSignFrozen == found.lifeSignFrozen()) return;
    found = new Findings(false, cpuStopped, lifeSignFrozen, found.maintenance());
    assess(now);
  }

  /** Work on the PLC begins or ends; at its end the scorer empties the windows, and whether it can be reached is not known yet. */
  void maintained(boolean underWay, long now) {
    if (underWay == found.maintenance()) return;
    if (!underWay) reachability.forget();
    found = new Findings(false, false, false, underWay);
    assess(now);
  }

  /** Its connection is left to others: what was known of it says nothing any more. */
  void released() {
    reachability.forget();
  }

  /** What failed before the first answer is forgotten. @return whether it was unreachable until now */
  private boolean heard(long now) {
    boolean back = reachability.unreachable();
    reachability.answered();
    if (!answeredEver) told.reset(now);
    answeredEver = true;
    return back;
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

  boolean isPreFault() {
    return scorer.grade() == Grade.PreFault;
  }

  /** The 95th percentile of the response times, NaN when not known. */
  double rttSeconds() {
    return scorer.measured(SignalName.AckP95);
  }

  /** The 99th percentile of the read times, NaN when not known. */
  double readP99Seconds() {
    return history.readSeconds(99);
  }

  /** What the grade demands. */
  Action action() {
    return scorer.action();
  }

  /** Not older than a second. */
  Assessment assessment(long now) {
    refresh(now, false);
    return scorer.assessment();
  }

  void fill(PlcSamples row, long now) {
    refresh(now, false);
    Boolean known = reachability.known();
    if (known != null) row.set(Metric.PLC_UP, known ? 1 : 0);
    row.set(Metric.PLC_SCORE, scorer.score());
    row.set(Metric.PLC_GRADE, scorer.grade().number());
    row.set(Metric.PLC_REASON, scorer.reason());
    if (shadow != null) row.set(Metric.PLC_SHADOW_SCORE, shadow.score());
    for (SignalName signal : SIGNALS) {
      row.set(Metric.PLC_POINTS_LOST, signal, scorer.pointsLost(signal));
      Metric gauge = Metric.of(signal);
      if (gauge != null) row.set(gauge, scorer.measured(signal));
    }
  }

  private void refresh(long now, boolean atOnce) {
    if (atOnce || now - assessedAt >= FRESH) assess(now);
  }

  private void assess(long now) {
    assessedAt = now;
    Findings all = reachability.unreachable() ? new Findings(true, found.cpuStopped(), found.lifeSignFrozen(), found.maintenance()) : found;
    told.judged(now, all);
    GradeChange change = scorer.assess(history, all, now);
    if (change != null) listener.regraded(change);
    if (shadow != null) shadow.assess(scorer, all, now);
  }
}
