package io.plcfleet.scoring;

import static io.plcfleet.scoring.SignalName.AckP95;
import static io.plcfleet.scoring.SignalName.RttJitterRatio;
import static io.plcfleet.scoring.SignalName.SuccessRatio;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stories of links with one read per second and a profile of three signals, so that points can be counted by hand. */
final class ScorerTest {
  static final Profile THREE = new Profile(Profile.standard().window(), Profile.standard().decay(),
      new Penalties(List.of(new Penalty(SuccessRatio, 50, 0.999, 0.95), new Penalty(AckP95, 30, 0.12, 0.2), new Penalty(RttJitterRatio, 20, 0.25, 0.4))),
      Profile.standard().grades(), Profile.standard().hysteresis(), Profile.standard().actions());

  private final TestLink link = new TestLink(THREE, 1000);

  @Test
  void aGoodLinkHasAllPoints() {
    Assessment good = link.answers(60, 3);

    assertThat(good.score()).isEqualTo(100);
    assertThat(good.grade()).isEqualTo(Grade.Healthy);
    assertThat(good.reason()).isEqualTo(Reason.LinkHealthy);
    assertThat(good.explanation()).isEmpty();
    assertThat(good.measured(AckP95)).isEqualTo(0.003);
  }

  @Test
  void nothingIsKnownBeforeTheFourthRead() {
    Assessment three = link.answers(3, 3);
    assertThat(three.scored()).isFalse();
    assertThat(three.score()).isNaN();
    assertThat(three.grade()).isEqualTo(Grade.Unknown);
    assertThat(three.reason()).isEqualTo(Reason.WarmingUp);
    assertThat(three.explanation()).containsExactly("too few reads yet to judge the link");
    assertThat(three.pointsLost(SuccessRatio)).isNaN();
    assertThat(three.pointsLost(AckP95)).isNaN();
    assertThat(three.pointsLost(RttJitterRatio)).isNaN();

    Assessment four = link.answers(1, 3);
    assertThat(four.grade()).isEqualTo(Grade.Healthy);
    assertThat(four.pointsLost(SuccessRatio)).isZero();
    assertThat(four.pointsLost(AckP95)).isZero();
    assertThat(four.pointsLost(RttJitterRatio)).as("the fourth answer is enough for this one too").isZero();
  }

  @Test
  void halfOfThePointsAreEnoughForAScore() {
    assertThat(link.isRefused(3).pointsLost(SuccessRatio)).isNaN();
    assertThat(link.isRefused(1).grade()).as("from the fourth read on it is known to be bad, and doubted").isEqualTo(Grade.Unknown);
    assertThat(link.isRefused(9).grade()).isEqualTo(Grade.Unknown);
    Assessment half = link.isRefused(1);
    assertThat(half.pointsLost(AckP95)).as("a refusal says nothing about speed").isNaN();
    assertThat(half.score()).as("the 50 points of SuccessRatio are all there is, and all lost").isZero();
    assertThat(half.grade()).isEqualTo(Grade.PreFault);
  }

  @Test
  void aBadFirstScoreIsDoubtedForTenSeconds() {
    link.answers(3, 3);
    Assessment doubted = link.answers(1, 300);
    assertThat(doubted.measured(AckP95)).as("what is measured may be seen").isEqualTo(0.3);
    assertThat(doubted.scored()).isFalse();
    assertThat(doubted.grade()).isEqualTo(Grade.Unknown);
    assertThat(doubted.reason()).isEqualTo(Reason.WarmingUp);
    assertThat(link.answers(9, 3).grade()).isEqualTo(Grade.Unknown);

    Assessment held = link.answers(1, 3);
    assertThat(held.score()).as("the one slow answer of 14 is their 95th percentile, and their jitter").isEqualTo(50, within(1e-9));
    assertThat(held.grade()).isEqualTo(Grade.Critical);
    assertThat(held.reason()).isEqualTo(Reason.AckLatencyHigh);
  }

  @Test
  void doubtEndsWithAGoodScore() {
    TestLink fourPerSecond = new TestLink(THREE, 250);
    fourPerSecond.answers(3, 119);
    assertThat(fourPerSecond.answers(1, 160).grade()).isEqualTo(Grade.Unknown);
    assertThat(fourPerSecond.answers(15, 119).grade()).isEqualTo(Grade.Unknown);
    assertThat(fourPerSecond.answers(1, 119).grade()).as("of 20 the slowest is above the 95th percentile").isEqualTo(Grade.Healthy);
  }

  @Test
  void afterUnreachableABadScoreIsNotDoubted() {
    link.unreachable(true);
    link.isRefused(4);
    link.unreachable(false);
    Assessment back = link.answers(1, 3);
    assertThat(back.score()).isZero();
    assertThat(back.grade()).isEqualTo(Grade.PreFault);
    assertThat(back.reason()).isEqualTo(Reason.SuccessRatioLow);
  }

  @Test
  void aResetBringsDoubtBack() {
    link.answers(60, 200);
    link.history.reset(link.now);
    assertThat(link.answers(13, 200).grade()).isEqualTo(Grade.Unknown);
    assertThat(link.answers(1, 200).score()).isEqualTo(70, within(1e-9));
  }

  @Test
  void aSlowFirstReadOfAConnectionIsASuccessAndNoSample() {
    Assessment four = link.connectsAndAnswers(3);
    assertThat(four.measured(SuccessRatio)).isEqualTo(1);
    assertThat(four.measured(AckP95)).as("three samples are too few").isNaN();
    assertThat(four.score()).isEqualTo(100);
    assertThat(four.grade()).isEqualTo(Grade.Healthy);

    link.answers(56, 3);
    Assessment again = link.connectsAndAnswers(10);
    assertThat(again.measured(AckP95)).isEqualTo(0.003);
    assertThat(again.measured(RttJitterRatio)).isZero();
    assertThat(again.score()).isEqualTo(100);
  }

  @Test
  void anotherProfileIsNoWarmUp() {
    link.answers(60, 200);
    link.isRefused(60);
    Assessment before = link.assess();
    link.use(withLimits(99, 40));
    Assessment after = link.assess();
    assertThat(after.score()).as("kept points too: %s", after).isEqualTo(before.score());
    assertThat(after.explanation()).isEqualTo(before.explanation());
    assertThat(after.grade()).isEqualTo(Grade.PreFault);

    TestLink slow = new TestLink(THREE, 1000);
    assertThat(slow.answers(60, 200).grade()).isEqualTo(Grade.Warning);
    slow.use(withLimits(75, 71));
    assertThat(slow.assess().grade()).as("graded at once, by the new limits").isEqualTo(Grade.Critical);
  }

  /** Of two causes alike the first one stays, also by another profile; unless that one does not ask for it. */
  @Test
  void anotherProfileKeepsTheCause() {
    TestLink twice = new TestLink(withMargin(THREE.formula(), 80), 1000);
    twice.answers(60, 180);
    assertThat(twice.isRefused(2).reason()).isEqualTo(Reason.AckLatencyHigh);
    twice.use(withMargin(THREE.formula(), 79));
    assertThat(twice.assess().dearest(1)).as("dearer, but not clearly").containsExactly(SuccessRatio);
    assertThat(twice.assess().reason()).isEqualTo(Reason.AckLatencyHigh);
    twice.use(withMargin(new Penalties(List.of(new Penalty(SuccessRatio, 80, 0.999, 0.95), new Penalty(RttJitterRatio, 20, 0.25, 0.4))), 79));
    assertThat(twice.assess().reason()).isEqualTo(Reason.SuccessRatioLow);
  }

  /** Counters of events are worth 50 points, which is enough for a score; but they take no points of others, so those would be given away. */
  @Test
  void countersOfEventsAloneGiveNoPointsAway() {
    Penalties penalties = new Penalties(List.of(new Penalty(SignalName.HeartbeatMissRatio, 50, 0, 0.5), new Penalty(AckP95, 50, 0.12, 0.2)));
    TestLink half = new TestLink(LinearTest.profile(penalties), 1000);
    assertThat(half.isRefused(4).measured(SignalName.HeartbeatMissRatio)).isZero();
    assertThat(half.assess().grade()).as(half.assess().toString()).isEqualTo(Grade.Unknown);
    half.answers(3, 200);
    assertThat(half.answers(11, 200).score()).as("the first score is a bad one").isEqualTo(50);
  }

  @Test
  void countersOfEventsMayBeAll() {
    TestLink counted = new TestLink(LinearTest.profile(new Penalties(List.of(new Penalty(SignalName.ErrorRate, 100, 0, 3.2)))), 1000);
    assertThat(counted.answers(4, 3).score()).isEqualTo(100);
  }

  @Test
  void anotherProfileDoesNotEndDoubt() {
    assertThat(link.answers(8, 200).grade()).isEqualTo(Grade.Unknown);
    link.use(withLimits(75, 71));
    assertThat(link.assess().grade()).isEqualTo(Grade.Unknown);
    assertThat(link.answers(10, 200).grade()).isEqualTo(Grade.Critical);
  }

  @Test
  void lessThanHalfOfThePointsIsTooLittleForAScore() {
    Profile standard = THREE;
    Penalties penalties = new Penalties(
        List.of(new Penalty(SuccessRatio, 40, 0.999, 0.95), new Penalty(AckP95, 40, 0.12, 0.2), new Penalty(RttJitterRatio, 20, 0.25, 0.4)));
    TestLink down = new TestLink(new Profile(standard.window(), standard.decay(), penalties, standard.grades(), standard.hysteresis(), standard.actions()), 1000);
    Assessment refused = down.isRefused(30);
    assertThat(refused.measured(SuccessRatio)).as("known, but 40 points only").isZero();
    assertThat(refused.scored()).isFalse();
    assertThat(refused.reason()).isEqualTo(Reason.WarmingUp);

    assertThat(down.timesOut(3, 160).grade()).isEqualTo(Grade.Unknown);
    assertThat(down.timesOut(1, 160).scored()).as("80 points present, and doubt begins here, not with the first refusal").isFalse();
    assertThat(down.timesOut(9, 160).scored()).isFalse();
    // all 40 of SuccessRatio lost, and 20 of AckP95's 40
    assertThat(down.timesOut(1, 160).score()).isEqualTo(100 - 60 / 0.8, within(1e-9));
  }

  @Test
  void aSlowLinkLosesPointsForItsAnswerTimes() {
    Assessment slow = link.answers(60, 160);
    // (160 - 120) / (200 - 120) of 30 points
    assertThat(slow.pointsLost(AckP95)).isEqualTo(15, within(1e-9));
    assertThat(slow.score()).isEqualTo(85, within(1e-9));
    assertThat(slow.grade()).isEqualTo(Grade.Warning);
    assertThat(slow.reason()).isEqualTo(Reason.AckLatencyHigh);
    assertThat(slow.explanation()).containsExactly("ACK P95 160 ms costs 15 of 30 points (good <= 120 ms, bad >= 200 ms)");
  }

  @Test
  void anUnsteadyLinkLosesPointsForItsJitter() {
    for (int i = 0; i < 60; i++) {
      link.answers(1, i % 2 == 0 ? 66 : 34);
    }
    Assessment unsteady = link.assess();
    // mean 50, deviation 16, ratio 0.32: (0.32 - 0.25) / (0.40 - 0.25) of 20 points
    assertThat(unsteady.measured(RttJitterRatio)).isEqualTo(0.32, within(1e-9));
    assertThat(unsteady.pointsLost(RttJitterRatio)).isEqualTo(20 * 7 / 15.0, within(1e-9));
    assertThat(unsteady.explanation()).containsExactly("RTT jitter ratio 0.32 costs 9 of 20 points (good <= 0.25, bad >= 0.40)");
  }

  @Test
  void aVeryFastLinkIsNotUnsteady() {
    for (int i = 0; i < 60; i++) {
      link.answers(1, i % 2 == 0 ? 0.1 : 0.7);
    }
    // mean 0.4 ms, deviation 0.3 ms: 0.75 by R-12, but 0.3 / 5 here
    assertThat(link.assess().measured(RttJitterRatio)).isEqualTo(0.06, within(1e-9));
    assertThat(link.assess().score()).isEqualTo(100);
  }

  @Test
  void aLossyLinkLosesPointsForItsSuccessRatio() {
    link.answers(300, 3);
    Assessment lossy = link.isRefused(1);
    // weights of reads one second apart: q = 0.8^(1/60) = 0.996288; all of them sum to (1 - q^301) / (1 - q) = 181.47
    // ratio 1 - 1/181.47 = 0.99449; (0.999 - 0.99449) / (0.999 - 0.95) of 50 points
    assertThat(lossy.measured(SuccessRatio)).isEqualTo(0.99449, within(1e-4));
    assertThat(lossy.pointsLost(SuccessRatio)).isEqualTo(4.6, within(0.1));
    assertThat(lossy.score()).isEqualTo(95.4, within(0.1));
  }

  @Test
  void timeoutsMakeALinkSlowToo() {
    link.answers(56, 3);
    Assessment flaky = link.timesOut(4, 800);
    // rank ceil(0.95 * 60) = 57 of 60: the first of the four timeouts
    assertThat(flaky.measured(AckP95)).isEqualTo(0.8);
    assertThat(flaky.pointsLost(AckP95)).isEqualTo(30);
    assertThat(flaky.pointsLost(SuccessRatio)).isEqualTo(50);
    assertThat(flaky.score()).isEqualTo(20, within(1e-9));
    assertThat(flaky.explanation()).hasSize(2).first().asString().startsWith("success ratio 92.").contains(" costs 50 of 50 points ");
    assertThat(flaky.grade()).as("worse waits ten seconds").isEqualTo(Grade.Healthy);
    assertThat(link.pauses(10_000).grade()).isEqualTo(Grade.PreFault);
    assertThat(link.assess().reason()).isEqualTo(Reason.SuccessRatioLow);
  }

  @Test
  void aSignalThatWasNeverPresentSharesItsPointsOut() {
    Assessment dead = link.timesOut(14, 160);
    // no answer, hence no jitter: SuccessRatio has 50 of 80 points, AckP95 30 of 80, of which half are lost at 160 ms
    assertThat(dead.pointsLost(SuccessRatio)).isEqualTo(62.5, within(1e-9));
    assertThat(dead.pointsLost(AckP95)).isEqualTo(18.75, within(1e-9));
    assertThat(dead.pointsLost(RttJitterRatio)).isNaN();
    assertThat(dead.score()).isEqualTo(18.75, within(1e-9));
    assertThat(dead.explanation()).containsExactly(
        "success ratio 0 % costs 63 of 63 points (good >= 99.9 %, bad <= 95 %)",
        "ACK P95 160 ms costs 19 of 38 points (good <= 120 ms, bad >= 200 ms)");
  }

  @Test
  void aSignalWhoseSamplesWentMissingKeepsItsPoints() {
    link.answers(60, 200);
    Assessment gone = link.isRefused(60);

    assertThat(gone.pointsLost(AckP95)).isEqualTo(30);
    assertThat(gone.explanation()).contains("ACK P95 200 ms costs 30 of 30 points (good <= 120 ms, bad >= 200 ms); kept, too few answers since");
    assertThat(link.answers(3, 3).pointsLost(AckP95)).as("three answers are too few to earn them back").isEqualTo(30);
    assertThat(link.answers(1, 3).pointsLost(AckP95)).isZero();
  }

  @Test
  void fewSamplesMayStillCostPoints() {
    link.answers(60, 3);
    link.isRefused(60);
    assertThat(link.timesOut(1, 800).pointsLost(AckP95)).isEqualTo(30);
  }

  @Test
  void silenceEarnsNothing() {
    link.answers(59, 3);
    double before = link.timesOut(5, 800).score();
    assertThat(link.pauses(61_000).score()).isEqualTo(before);
    assertThat(link.pauses(400_000).score()).isEqualTo(before);
    assertThat(link.answers(30, 3).score()).isEqualTo(100);
  }

  @Test
  void anUnreachableLinkHasNoPointsAtOnce() {
    link.answers(60, 3);
    link.unreachable(true);
    Assessment unreachable = link.isRefused(1);
    assertThat(unreachable.score()).isZero();
    assertThat(unreachable.grade()).isEqualTo(Grade.PreFault);
    assertThat(unreachable.reason()).isEqualTo(Reason.Unreachable);
    assertThat(unreachable.explanation())
        .containsExactly("unreachable: a read failed and two further attempts failed as well; costs all 100 points");
  }

  @Test
  void aLinkThatIsReachableAgainHasTheGradeOfItsScoreAtOnce() {
    link.answers(300, 3);
    link.unreachable(true);
    link.isRefused(3);
    link.unreachable(false);
    Assessment back = link.answers(1, 3);
    // three of 182 weights: ratio 0.9836, (0.999 - 0.9836) / 0.049 of 50 points are 15.7
    assertThat(back.score()).isEqualTo(84.3, within(0.3));
    assertThat(back.grade()).isEqualTo(Grade.Warning);
    assertThat(back.reason()).isEqualTo(Reason.SuccessRatioLow);
  }

  @Test
  void unreachableNeedsNoWarmUpAndDoesNotEndIt() {
    link.unreachable(true);
    assertThat(link.isRefused(1).reason()).isEqualTo(Reason.Unreachable);
    link.unreachable(false);
    assertThat(link.answers(1, 3).grade()).isEqualTo(Grade.Unknown);
  }

  @Test
  void aResetWarmsUpAgain() {
    link.answers(60, 200);
    link.history.reset(link.now);
    assertThat(link.assess().grade()).isEqualTo(Grade.Unknown);
    assertThat(link.assess().measured(AckP95)).isNaN();
    assertThat(link.answers(3, 3).grade()).isEqualTo(Grade.Unknown);
    assertThat(link.answers(1, 3).score()).isEqualTo(100);
  }

  @Test
  void theReasonStaysUntilTheGradeIsHealthyAgain() {
    link.answers(60, 180);
    Assessment recovering = link.answers(100, 120);
    assertThat(recovering.score()).isEqualTo(100);
    assertThat(recovering.grade()).isEqualTo(Grade.Warning);
    assertThat(recovering.reason()).isEqualTo(Reason.AckLatencyHigh);
    assertThat(link.answers(60, 120).reason()).isEqualTo(Reason.LinkHealthy);
  }

  @Test
  void slowPollingIsScoredToo() {
    TestLink slow = new TestLink(THREE, 60_000);
    assertThat(slow.answers(1, 160).grade()).isEqualTo(Grade.Unknown);
    assertThat(slow.answers(1, 160).grade()).as("80 points present, 15 of them lost, which is doubted").isEqualTo(Grade.Unknown);
    assertThat(slow.pauses(9_999).grade()).isEqualTo(Grade.Unknown);
    assertThat(slow.pauses(1).score()).as("doubt lasts ten seconds, not reads").isEqualTo(100 - 15 / 0.8, within(1e-9));
    assertThat(slow.answers(2, 160).score()).as("with the fourth the jitter is present").isEqualTo(85, within(1e-9));
  }

  @Test
  void aProfileMayLeaveSignalsOut() {
    Profile standard = THREE;
    Profile latencyOnly = new Profile(standard.window(), standard.decay(), new Penalties(List.of(new Penalty(AckP95, 100, 0.1, 0.2))),
        standard.grades(), standard.hysteresis(), standard.actions());
    Assessment half = new TestLink(latencyOnly, 1000).answers(14, 150);
    assertThat(half.score()).isEqualTo(50, within(1e-9));
    assertThat(half.measured(SuccessRatio)).as("measured all the same").isEqualTo(1);
    assertThat(half.pointsLost(SuccessRatio)).isNaN();
  }

  private static Profile withMargin(Formula formula, double healthy) {
    return new Profile(THREE.window(), THREE.decay(), formula, new Profile.Thresholds(healthy, 70, 30),
        new Profile.Hysteresis(20, Duration.ofSeconds(10), Duration.ofSeconds(60)), THREE.actions());
  }

  private static Profile withLimits(double healthy, double warning) {
    Profile standard = THREE;
    return new Profile(standard.window(), standard.decay(), standard.formula(),
        new Profile.Thresholds(healthy, warning, 30), new Profile.Hysteresis(1, Duration.ofSeconds(10), Duration.ofSeconds(60)), standard.actions());
  }
}
