package io.plcfleet.scoring;

import static io.plcfleet.scoring.SignalName.ErrorEntropy;
import static io.plcfleet.scoring.SignalName.ResponseStability;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** 0.6 * (1 - H / log2 N) + 0.4 / (1 + sigma), as points. N is 13, log2 13 = 3.70; sigma is in units of 100 ms. */
final class StabilityTest {
  private final TestLink link = new TestLink(LinearTest.profile(Stability.standard()), 1000);

  /**
   * Response times of 40 ms and 60 ms in turn, and two errors at the end, at the same time, of two classes.
   *
   * <pre>
   *   H        two classes, p = 1/2 each: 1 bit          60 * (1 - 1 / 3.7004)   = 43.79
   *   sigma    10 ms, old and new samples alike: 0.1     40 / (1 + 0.1)          = 36.36
   *   score                                                                       80.15
   * </pre>
   */
  @Test
  void isTheFormula() {
    for (int i = 0; i < 300; i++) {
      link.answers(1, i % 2 == 0 ? 40 : 60);
    }
    link.now += 1000 * TestLink.MILLI;
    link.history.error(link.now, ErrorClass.Refused);
    link.history.error(link.now, ErrorClass.ConnectionReset);
    Assessment now = link.answers(1, 60);

    assertThat(now.measured(ErrorEntropy)).isEqualTo(1, within(1e-6));
    assertThat(now.measured(ResponseStability)).isEqualTo(1 / 1.1, within(1e-4));
    assertThat(now.score()).isEqualTo(80.15, within(0.01));
    assertThat(now.explanation()).containsExactly(
        "error entropy 1 bits costs 16 of 60 points (none at 0 bits, all at 3.7 bits: 13 classes of error, equally often)",
        "response stability 0.91 costs 4 of 40 points (response times spread by 10 ms; half of the points are lost at 100 ms)");
  }

  /**
   * An error of two minutes ago weighs 0.8^2 = 0.64 of a new one: p = 0.64 / 1.64 = 0.3902 and 0.6098.
   * H = 0.3902 * 1.3576 + 0.6098 * 0.7136 = 0.9649
   */
  @Test
  void oldErrorsWeighLess() {
    link.answers(10, 50);
    link.history.error(link.now, ErrorClass.Refused);
    link.answers(120, 50);
    link.history.error(link.now, ErrorClass.ConnectionReset);
    assertThat(link.answers(1, 50).measured(ErrorEntropy)).isEqualTo(0.9649, within(1e-3));
  }

  /** One class again and again is no surprise: that is what this formula asks for. */
  @Test
  void oneClassIsNoEntropy() {
    link.answers(20, 50);
    link.isRefused(5);
    assertThat(link.answers(5, 50).score()).isEqualTo(100, within(0.01));
  }

  /** R-12's bounds: 0.25 at 120 ms is sigma 30 ms, 1 / 1.3 = 0.77; 0.40 at 200 ms is 80 ms, 1 / 1.8 = 0.56. */
  @Test
  void unitOfSigmaFitsTheBoundsForJitter() {
    for (int i = 0; i < 300; i++) {
      link.answers(1, i % 2 == 0 ? 120 : 280);
    }
    assertThat(link.assess().measured(ResponseStability)).isEqualTo(0.5556, within(1e-3));
    assertThat(link.assess().score()).isEqualTo(60 + 40 * 0.5556, within(0.1));
  }

  /** Nobody takes the points of response times for them: entropy alone would give every new link its 40. */
  @Test
  void needsResponseTimesForAScore() {
    Assessment untimed = link.connectsAndAnswers(3);
    assertThat(untimed.measured(ErrorEntropy)).as("four reads are there").isZero();
    assertThat(untimed.grade()).as(untimed.toString()).isEqualTo(Grade.Unknown);
    assertThat(link.answers(1, 3).grade()).isEqualTo(Grade.Healthy);
    assertThat(new TestLink(LinearTest.profile(Stability.standard()), 1000).isRefused(20).grade()).isEqualTo(Grade.Unknown);
  }

  /** Who asks for entropy alone has it. */
  @Test
  void needsNoneWhereTheyAreWorthNothing() {
    assertThat(new TestLink(LinearTest.profile(new Stability(100, 0)), 1000).connectsAndAnswers(3).score()).isEqualTo(100);
  }

  @Test
  void takesOwnWeights() {
    Profile even = LinearTest.profile(new Stability(20, 80));
    TestLink own = new TestLink(even, 1000);
    for (int i = 0; i < 300; i++) {
      own.answers(1, i % 2 == 0 ? 0 : 200);
    }
    assertThat(own.assess().score()).as("sigma 100 ms: half of 80").isEqualTo(60, within(0.1));
  }

  @Test
  void refusesWeightsThatAreNotHundred() {
    assertThatThrownBy(() -> new Stability(60, 30)).hasMessage("stability: errorEntropy 60 and responseStability 30 must be 0 or more and add up to 100");
    assertThatThrownBy(() -> new Stability(-10, 110)).hasMessageContaining("0 or more");
    assertThatThrownBy(() -> new Stability(Double.NaN, 40)).hasMessageContaining("NaN");
  }
}
