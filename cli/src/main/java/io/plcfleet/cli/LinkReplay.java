package io.plcfleet.cli;

import io.plcfleet.cli.Timeline.Change;
import io.plcfleet.cli.Timeline.Moment;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.GradeChange;
import io.plcfleet.scoring.LinkEvents;
import io.plcfleet.scoring.LinkHistory;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Scorer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores the recorded events of one PLC as the monitor did: after an event, when the last look is a second old, and at once when a
 * finding changed. Events of one moment are one.
 */
final class LinkReplay implements LinkEvents {
  private static final long FRESH = Duration.ofSeconds(1).toNanos();
  private static final long USUAL_INTERVAL = Duration.ofSeconds(1).toNanos();

  private final Profile profile;
  private final Scorer scorer;
  private final List<Moment> moments = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private @Nullable LinkHistory history;
  private Findings findings = Findings.NONE;
  private boolean found;
  private boolean begun;
  private long latest;
  private long looked;

  LinkReplay(Profile profile) {
    this.profile = profile;
    scorer = new Scorer(profile);
  }

  /** After the last event. */
  Timeline timeline(String plc, String name, Duration alertsEvery) {
    if (begun) look();
    return new Timeline(plc, name, List.copyOf(moments), List.copyOf(changes), AlertReplay.of(moments, alertsEvery));
  }

  @Override
  public void answered(long now, long ackNanos, long readNanos) {
    at(now).answered(now, ackNanos, readNanos);
  }

  @Override
  public void answeredUntimed(long now) {
    at(now).answeredUntimed(now);
  }

  @Override
  public void failed(long now, long waitedNanos, ErrorClass errorClass) {
    at(now).failed(now, waitedNanos, errorClass);
  }

  @Override
  public void missed(long now) {
    at(now).missed(now);
  }

  @Override
  public void error(long now, ErrorClass errorClass) {
    at(now).error(now, errorClass);
  }

  @Override
  public void pdus(long now, int sent, int dropped) {
    at(now).pdus(now, sent, dropped);
  }

  @Override
  public void heartbeat(long now, boolean answered) {
    at(now).heartbeat(now, answered);
  }

  @Override
  public void reconnected(long now) {
    at(now).reconnected(now);
  }

  @Override
  public void tagAge(long now, long ageNanos, long intervalNanos) {
    at(now).tagAge(now, ageNanos, intervalNanos);
  }

  @Override
  public void reset(long now) {
    at(now).reset();
  }

  @Override
  public void found(long now, Findings next) {
    at(now);
    found |= !next.equals(findings);
    findings = next;
  }

  @Override
  public void interval(long now, long pollIntervalNanos) {
    if (history == null) history = new LinkHistory(profile, pollIntervalNanos);
    at(now).use(profile, pollIntervalNanos);
  }

  /** What happened before now is complete. */
  private LinkHistory at(long now) {
    if (history == null) history = new LinkHistory(profile, USUAL_INTERVAL);
    if (begun && now > latest && (found || latest - looked >= FRESH)) look();
    latest = begun ? Math.max(latest, now) : now;
    if (!begun) looked = now - FRESH;
    begun = true;
    return history;
  }

  private void look() {
    if (history == null) return;
    found = false;
    looked = latest;
    GradeChange change = scorer.assess(history, findings, latest);
    Instant time = Instant.EPOCH.plusNanos(latest);
    moments.add(new Moment(time, scorer.score(), scorer.grade(), scorer.reason(), findings.unreachable()));
    if (change != null) {
      changes.add(new Change(time, change.from(), change.to(), change.reason(), scorer.score(), scorer.assessment().explanation()));
    }
  }
}
