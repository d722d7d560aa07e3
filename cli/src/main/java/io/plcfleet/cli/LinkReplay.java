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

/** Scores the recorded events of one PLC as the monitor did, at the very times at which it did. */
final class LinkReplay implements LinkEvents {
  private static final long USUAL_INTERVAL = Duration.ofSeconds(1).toNanos();

  private final Profile profile;
  private final Scorer scorer;
  private final List<Moment> moments = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final LinkHistory history;

  LinkReplay(Profile profile) {
    this.profile = profile;
    scorer = new Scorer(profile);
    history = new LinkHistory(profile, USUAL_INTERVAL);
  }

  Timeline timeline(String plc, String name, Duration alertsEvery) {
    return new Timeline(plc, name, List.copyOf(moments), List.copyOf(changes), AlertReplay.of(moments, alertsEvery));
  }

  @Override
  public void answered(long now, long ackNanos, long readNanos) {
    history.answered(now, ackNanos, readNanos);
  }

  @Override
  public void answeredUntimed(long now) {
    history.answeredUntimed(now);
  }

  @Override
  public void failed(long now, long waitedNanos, ErrorClass errorClass) {
    history.failed(now, waitedNanos, errorClass);
  }

  @Override
  public void missed(long now) {
    history.missed(now);
  }

  @Override
  public void error(long now, ErrorClass errorClass) {
    history.error(now, errorClass);
  }

  @Override
  public void pdus(long now, int sent, int dropped) {
    history.pdus(now, sent, dropped);
  }

  @Override
  public void heartbeat(long now, boolean answered) {
    history.heartbeat(now, answered);
  }

  @Override
  public void reconnected(long now) {
    history.reconnected(now);
  }

  @Override
  public void tagAge(long now, long ageNanos, long intervalNanos) {
    history.tagAge(now, ageNanos, intervalNanos);
  }

  @Override
  public void reset(long now) {
    history.reset(now);
  }

  @Override
  public void interval(long now, long pollIntervalNanos) {
    history.use(profile, pollIntervalNanos);
  }

  @Override
  public void judged(long now, Findings findings) {
    GradeChange change = scorer.assess(history, findings, now);
    Instant time = Instant.EPOCH.plusNanos(now);
    moments.add(new Moment(time, scorer.score(), scorer.grade(), scorer.reason(), findings.unreachable()));
    if (change != null) {
      changes.add(new Change(time, change.from(), change.to(), change.reason(), scorer.score(), scorer.assessment().explanation()));
    }
  }
}
