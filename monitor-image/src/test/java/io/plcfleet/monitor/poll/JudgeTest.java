package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plcfleet.scoring.Action;
import io.plcfleet.scoring.Assessment;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.GradeChange;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Profile.Thresholds;
import io.plcfleet.scoring.Reason;
import io.plcfleet.scoring.SignalName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One turn per second. */
class JudgeTest {
  private static final long SECOND = 1_000_000_000;
  private static final long FAST = 3_000_000;
  private static final long SLOW = 500_000_000;

  private long now = 5 * SECOND;
  private final List<GradeChange> changes = new ArrayList<>();
  private final Judge judge = new Judge(Profile.standard(), SECOND, changes::add, now);

  @Test
  void whatFailedBeforeThePlcWasSwitchedOnIsForgotten() {
    fails(60);
    assertThat(assessment().reason()).isEqualTo(Reason.Unreachable);
    connects(FAST);
    assertThat(judge.reachable()).isTrue();
    assertThat(assessment().reason()).as("it warms up like any other").isEqualTo(Reason.WarmingUp);
    answers(4, FAST);
    assertThat(assessment().measured(SignalName.SuccessRatio)).isEqualTo(1);
    assertThat(assessment().score()).isEqualTo(100);
    assertThat(assessment().grade()).isEqualTo(Grade.Healthy);
  }

  @Test
  void whatFailedBeforeItWasReachedIsForgottenToo() {
    for (int i = 0; i < 6; i++) judge.missed(now += SECOND);
    judge.failed(now += SECOND, SLOW, ErrorClass.RequestTimeout);
    connects(FAST);
    answers(4, FAST);
    assertThat(assessment().score()).isEqualTo(100);
  }

  @Test
  void whatFailedSinceIsNot() {
    connects(FAST);
    answers(10, FAST);
    fails(5);
    assertThat(assessment().reason()).isEqualTo(Reason.Unreachable);
    connects(FAST);
    assertThat(assessment().measured(SignalName.SuccessRatio)).isEqualTo(12 / 17.0, within(0.01));
    assertThat(assessment().grade()).as("at once after Unreachable").isEqualTo(Grade.Critical);
    assertThat(assessment().reason()).isEqualTo(Reason.SuccessRatioLow);
  }

  @Test
  void otherTagsAreNoSecondFirstAnswer() {
    connects(FAST);
    answers(10, FAST);
    judge.startOver(now);
    fails(1);
    answers(4, FAST);
    assertThat(assessment().measured(SignalName.SuccessRatio)).isEqualTo(4 / 5.0, within(0.01));
  }

  @Test
  void theFirstReadOfAConnectionIsNoResponseTime() {
    connects(SLOW);
    answers(10, FAST);
    connects(SLOW);
    answers(1, FAST);
    assertThat(assessment().measured(SignalName.AckP95)).isEqualTo(0.003);
    assertThat(assessment().measured(SignalName.RttJitterRatio)).isZero();
    assertThat(assessment().measured(SignalName.SuccessRatio)).isEqualTo(1);
    assertThat(assessment().score()).isEqualTo(100);
  }

  /** Else a PLC that hangs up after each read would never have response times, and by a profile of those alone never a grade. */
  @Test
  void whereEachConnectionBringsOneReadItsTimeCounts() {
    for (int i = 0; i < 5; i++) connects(SLOW);
    assertThat(assessment().measured(SignalName.AckP95)).isEqualTo(0.5);
  }

  @Test
  void anotherProfileHidesNoBadLink() {
    connects(FAST);
    answers(30, SLOW);
    assertThat(assessment().grade()).isEqualTo(Grade.Warning);
    Profile standard = Profile.standard();
    judge.use(new Profile(standard.window(), standard.decay(), standard.formula(), new Thresholds(90, 85, 84), standard.hysteresis(),
        standard.actions()), SECOND, now);
    assertThat(assessment().grade()).isEqualTo(Grade.PreFault);
  }

  @Test
  void evidenceOfAStandstillCountsAtOnceAndLeavesTheScoreAlone() {
    connects(FAST);
    answers(30, FAST);
    judge.found(now, true, false);
    assertThat(assessment().grade()).isEqualTo(Grade.Critical);
    assertThat(assessment().reason()).isEqualTo(Reason.CpuStopped);
    assertThat(assessment().score()).isEqualTo(100);
    judge.found(now, false, true);
    assertThat(assessment().reason()).isEqualTo(Reason.LifeSignFrozen);
    assertThat(changes).extracting(GradeChange::to).contains(Grade.Healthy, Grade.Critical);
  }

  @Test
  void afterMaintenanceTheWindowsAreEmpty() {
    connects(FAST);
    answers(30, FAST);
    judge.maintained(true, now);
    assertThat(assessment().grade()).isEqualTo(Grade.Maintenance);
    assertThat(assessment().scored()).isFalse();
    fails(30);
    judge.maintained(false, now);
    answers(5, FAST);
    assertThat(assessment().measured(SignalName.SuccessRatio)).isEqualTo(1);
  }

  /** It may have been repaired: that it was dead before says nothing. */
  @Test
  void afterMaintenanceNothingIsKnownOfItsReachability() {
    connects(FAST);
    fails(5);
    assertThat(judge.reachable()).isFalse();
    judge.maintained(true, now);
    judge.maintained(false, now);
    assertThat(judge.reachable()).isNull();
    assertThat(assessment().reason()).isEqualTo(Reason.WarmingUp);
    fails(2);
    assertThat(judge.reachable()).as("one read and two confirming attempts, as ever").isNull();
    fails(1);
    assertThat(assessment().reason()).isEqualTo(Reason.Unreachable);
  }

  @Test
  void aConnectionThatIsReleasedIsNeitherReachableNorNot() {
    connects(FAST);
    judge.maintained(true, now);
    judge.released();
    assertThat(judge.reachable()).isNull();
  }

  @Test
  void theActionFollowsTheGrade() {
    connects(FAST);
    answers(5, FAST);
    assertThat(judge.action()).isEqualTo(Action.NORMAL);
    fails(5);
    assertThat(judge.isPreFault()).isTrue();
    assertThat(judge.action().hold()).isTrue();
    assertThat(judge.action().essentialOnly()).isTrue();
  }

  private void connects(long ackNanos) {
    judge.answered(now += SECOND, ackNanos, ackNanos, true);
  }

  private void answers(int times, long ackNanos) {
    for (int i = 0; i < times; i++) judge.answered(now += SECOND, ackNanos, ackNanos, false);
  }

  private void fails(int times) {
    for (int i = 0; i < times; i++) judge.failed(now += SECOND, 0, ErrorClass.Refused);
  }

  private Assessment assessment() {
    return judge.assessment(now);
  }
}
