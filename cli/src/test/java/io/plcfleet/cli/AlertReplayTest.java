package io.plcfleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.cli.Timeline.Firing;
import io.plcfleet.cli.Timeline.Moment;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.LinkAlert;
import io.plcfleet.scoring.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertReplayTest {
  private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
  private static final Duration EVERY = Duration.ofSeconds(5);

  @Test
  void aWarningMustHoldForThreeMinutes() {
    assertThat(alerts("60 Healthy, 179 Warning, 60 Healthy")).isEmpty();
    assertThat(alerts("60 Healthy, 300 Warning")).containsExactly(new Firing(LinkAlert.PlcScoreWarning, at(60 + 180), null));
  }

  @Test
  void aCriticalOneThirtySecondsAndPreFaultFiresAtOnce() {
    assertThat(alerts("10 Healthy, 60 Critical, 20 PreFault"))
        .containsExactly(new Firing(LinkAlert.PlcScoreCritical, at(40), null), new Firing(LinkAlert.PlcPreFault, at(70), null));
  }

  @Test
  void itClearsTwoMinutesAfterItsReasonHasGone() {
    assertThat(alerts("10 Healthy, 60 Critical, 300 Healthy")).containsExactly(new Firing(LinkAlert.PlcScoreCritical, at(40), at(65 + 120)));
  }

  @Test
  void anUnreachablePlcHasOneAlert() {
    assertThat(alerts("10 Healthy, 30 Unreachable, 5 Healthy")).containsExactly(new Firing(LinkAlert.PlcUnreachable, at(10), null));
  }

  /** One cause, one alert: a fact makes the grade Critical, and its own alert tells it. */
  @Test
  void aStoppedCpuHasItsOwnAlertAndNotThatOfItsGrade() {
    List<Moment> moments = new ArrayList<>();
    for (int second = 0; second < 300; second++) moments.add(new Moment(at(second), 97, Grade.Critical, second < 100 ? Reason.CpuStopped : Reason.LifeSignFrozen, false));
    assertThat(AlertReplay.of(moments, EVERY)).containsExactly(
        new Firing(LinkAlert.PlcCpuStopped, at(30), at(95 + 120)), new Firing(LinkAlert.PlcLifeSignFrozen, at(130), null));
  }

  /** The outage was told; the grade that comes of it is told when it stays. */
  @Test
  void aGradeThatComesOfAnOutageWaitsFiveMinutes() {
    assertThat(alerts("10 Healthy, 30 Unreachable, 240 PreFault, 300 Healthy")).containsExactly(new Firing(LinkAlert.PlcUnreachable, at(10), at(35 + 120)));
    assertThat(alerts("10 Healthy, 30 Unreachable, 600 PreFault"))
        .containsExactly(new Firing(LinkAlert.PlcUnreachable, at(10), at(35 + 120)), new Firing(LinkAlert.PlcPreFault, at(35 + 300), null));
  }

  /** Who switches a PLC off to work on it has declared that. */
  @Test
  void thereIsNoneInMaintenance() {
    List<Moment> moments = new ArrayList<>();
    for (int second = 0; second < 300; second++) moments.add(new Moment(at(second), 50, Grade.Maintenance, Reason.Maintenance, true));
    assertThat(AlertReplay.of(moments, EVERY)).isEmpty();
  }

  @Test
  void itMayBeSeenLateButNeverTooEarly() {
    assertThat(alerts("12 Healthy, 60 Critical")).containsExactly(new Firing(LinkAlert.PlcScoreCritical, at(45), null));
  }

  /** Seconds and grade, one after the other. */
  private static List<Firing> alerts(String story) {
    List<Moment> moments = new ArrayList<>();
    int second = 0;
    for (String part : story.split(", ", -1)) {
      int space = part.indexOf(' ');
      String word = part.substring(space + 1);
      boolean unreachable = word.equals("Unreachable");
      for (int i = Integer.parseInt(part.substring(0, space)); i > 0; i--) {
        moments.add(new Moment(at(second++), 50, unreachable ? Grade.PreFault : Grade.valueOf(word), Reason.LinkHealthy, unreachable));
      }
    }
    return AlertReplay.of(moments, EVERY);
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
