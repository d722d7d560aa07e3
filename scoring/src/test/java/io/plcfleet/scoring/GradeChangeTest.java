package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plcfleet.scoring.GradeChange.PointsLost;
import io.plcfleet.scoring.GradeChange.SampleWindow;
import io.plcfleet.scoring.Profile.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which samples a grade comes from. */
final class GradeChangeTest {
  private static final long SECOND = 1000 * TestLink.MILLI;

  private final TestLink link = new TestLink();

  @Test
  void theFirstGradeComesFromTheWarmUp() {
    long begin = link.now;
    link.answers(10, 3);
    GradeChange first = last();
    assertThat(first.from()).isEqualTo(Grade.Unknown);
    assertThat(first.to()).isEqualTo(Grade.Healthy);
    assertThat(first.reason()).isEqualTo(Reason.LinkHealthy);
    assertThat(first.atNanos()).isEqualTo(begin + 4 * SECOND);
    assertThat(first.window()).isEqualTo(new SampleWindow(begin, begin + 4 * SECOND, 4, Double.NaN, 100, List.of()));
  }

  /** A change to Warning after 400 good seconds and 13 slow ones: the window of five minutes, its reads, the scores at both ends. */
  @Test
  void aWorseGradeTellsItsWindow() {
    link.answers(400, 3);
    link.answers(20, 200);
    GradeChange worse = last();
    assertThat(worse.from()).isEqualTo(Grade.Healthy);
    assertThat(worse.to()).isEqualTo(Grade.Warning);
    assertThat(worse.reason()).isEqualTo(Reason.AckLatencyHigh);
    assertThat(worse.action()).isEqualTo(new Action(50, false));
    assertThat(worse.window().endNanos()).isEqualTo(worse.atNanos());
    assertThat(worse.window().endNanos() - worse.window().startNanos()).isBetween(290 * SECOND, 300 * SECOND);
    assertThat(worse.window().samples()).as("a read per second").isEqualTo((worse.window().endNanos() - worse.window().startNanos()) / SECOND);
    assertThat(worse.window().scoreAtStart()).isEqualTo(100);
    assertThat(worse.window().scoreAtEnd()).isEqualTo(link.scorer.score(), within(1e-9)).isLessThan(90);
    assertThat(worse.window().dearest()).extracting(PointsLost::signal).containsExactly(SignalName.AckP95, SignalName.RttJitterRatio);
    assertThat(worse.window().dearest().getFirst().measured()).isEqualTo(0.2);
    assertThat(worse.window().dearest().stream().mapToDouble(PointsLost::points).sum()).isEqualTo(100 - worse.window().scoreAtEnd(), within(1e-6));
  }

  /** 92.5 is no longer Healthy: that comes of the samples of before, as far as the new window reaches and the old one did. */
  @ParameterizedTest
  @CsvSource({"1, 50, 60", "5, 290, 300", "20, 290, 300"})
  void aChangeByAnotherProfileTellsTheSamplesOfBefore(int windowMinutes, int least, int most) {
    link.answers(400, 160);
    Profile standard = Profile.standard();
    link.use(new Profile(Duration.ofMinutes(windowMinutes), standard.decay(), standard.formula(), new Thresholds(95, 70, 50),
        standard.hysteresis(), standard.actions()));
    link.assess();
    SampleWindow window = last().window();
    assertThat(last().to()).isEqualTo(Grade.Warning);
    assertThat(window.endNanos()).isEqualTo(link.now);
    assertThat((window.endNanos() - window.startNanos()) / SECOND).isBetween((long) least, (long) most);
    assertThat(window.samples()).as("a read per second").isEqualTo((window.endNanos() - window.startNanos()) / SECOND);
    assertThat(window.scoreAtStart()).isEqualTo(92.5);
    assertThat(window.scoreAtEnd()).isEqualTo(92.5);
  }

  @Test
  void noChangeNoRecord() {
    link.answers(60, 3);
    GradeChange before = last();
    link.answers(60, 3);
    assertThat(last()).isSameAs(before);
  }

  @Test
  void unreachableAndMaintenanceAreChangesToo() {
    link.answers(60, 3);
    link.unreachable(true);
    link.isRefused(1);
    assertThat(last().to()).isEqualTo(Grade.PreFault);
    assertThat(last().reason()).isEqualTo(Reason.Unreachable);
    assertThat(last().window().scoreAtEnd()).isZero();
    assertThat(last().window().scoreAtStart()).isNaN();
    link.findings = new Findings(false, false, false, true);
    link.assess();
    assertThat(last().from()).isEqualTo(Grade.PreFault);
    assertThat(last().to()).isEqualTo(Grade.Maintenance);
    assertThat(last().window().scoreAtEnd()).isNaN();
  }

  private GradeChange last() {
    return Objects.requireNonNull(link.lastChange);
  }
}
