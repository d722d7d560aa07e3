package io.plcfleet.scoring;

import static io.plcfleet.scoring.SignalName.ErrorRate;
import static io.plcfleet.scoring.SignalName.ReadP95;
import static io.plcfleet.scoring.SignalName.SuccessRatio;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 100 * success_ratio - 0.3 * latency_ms - 2.5 * errors. */
final class LinearTest {
  private static final Profile LINEAR = profile(Linear.standard());

  /**
   * Five minutes of one read per second, 300 reads, of which 3 stay unanswered, each for 10 ms; the others take 10 ms.
   *
   * <pre>
   *   success ratio  297 / 300 = 0.99      100 * 0.99        =  99
   *   read P95       10 ms                 0.3 * 10          =   3
   *   errors         3 in five minutes     2.5 * 3           =   7.5
   *   score                                99 - 3 - 7.5      =  88.5
   * </pre>
   */
  @Test
  void isTheFormula() {
    TestLink link = new TestLink(LINEAR, 1000);
    link.timesOut(3, 10);
    Assessment now = link.answers(297, 10);

    assertThat(now.pointsLost(SuccessRatio)).isEqualTo(1, within(1e-4));
    assertThat(now.pointsLost(ReadP95)).isEqualTo(3, within(1e-9));
    // 3 errors within the 30 steps and what there is of the next one: 300 s and up to 10 s more
    assertThat(now.pointsLost(ErrorRate)).isEqualTo(7.5, within(0.25));
    assertThat(now.score()).isEqualTo(88.5, within(0.3));
    assertThat(now.explanation()).containsExactly(
        "errors per minute 0.6 costs 8 points (2.5 each error, 3 in five minutes)",
        "read P95 10 ms costs 3 points (0.3 each ms)",
        "success ratio 99 % costs 1 points (100 - 100 x ratio)");
  }

  /** An error of four minutes ago weighs as much as a new one: R-10 has no decay. */
  @Test
  void forgetsNothingWithinTheWindow() {
    TestLink link = new TestLink(LINEAR, 1000);
    link.answers(20, 10);
    Assessment fresh = link.timesOut(1, 10);
    assertThat(fresh.pointsLost(ErrorRate)).isEqualTo(2.5, within(0.1));
    assertThat(link.answers(240, 10).pointsLost(ErrorRate)).isEqualTo(2.5, within(0.1));
    assertThat(link.answers(80, 10).pointsLost(ErrorRate)).isZero();
  }

  /** 400 ms cost 120 points, more than there are. */
  @Test
  void neverFallsBelowNought() {
    Assessment slow = new TestLink(LINEAR, 1000).answers(20, 400);
    assertThat(slow.pointsLost(ReadP95)).isEqualTo(120, within(1e-9));
    assertThat(slow.score()).isZero();
    assertThat(slow.grade()).isEqualTo(Grade.PreFault);
    assertThat(slow.reason()).isEqualTo(Reason.ReadTimeHigh);
  }

  /** Own coefficients: 80 * 1 - 1 * 5 = 75; the 20 points that a perfect ratio still costs are said. */
  @Test
  void takesOwnCoefficients() {
    Assessment own = new TestLink(profile(new Linear(80, -1, 0)), 1000).answers(20, 5);
    assertThat(own.score()).isEqualTo(75, within(1e-9));
    assertThat(own.explanation()).containsExactly(
        "success ratio 100 % costs 20 points (100 - 80 x ratio)", "read P95 5 ms costs 5 points (1 each ms)");
  }

  /** Else who has not been timed yet would have no latency to lose points for. A timeout is a time; and who never answers is unreachable. */
  @Test
  void needsLatencyForAScore() {
    TestLink link = new TestLink(LINEAR, 1000);
    assertThat(link.isRefused(20).grade()).isEqualTo(Grade.Unknown);
    link.unreachable(true);
    assertThat(link.assess().score()).isZero();
    assertThat(new TestLink(LINEAR, 1000).timesOut(20, 10).score()).isZero();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "0   | -0.3 | -2.5 | linear.successRatio: 0 must be more than 0 and at most 100",
      "101 | -0.3 | -2.5 | linear.successRatio: 101 must be more than 0 and at most 100",
      "100 | 0.3  | -2.5 | linear.latencyMillis: 0.3 must be between -100 and 0: latency takes points",
      "100 | -0.3 | 2.5  | linear.errors: 2.5 must be between -100 and 0: errors take points",
      "NaN | -0.3 | -2.5 | linear.successRatio: NaN must be more than 0 and at most 100"})
  void refusesNonsense(double successRatio, double latencyMillis, double errors, String message) {
    assertThatThrownBy(() -> new Linear(successRatio, latencyMillis, errors)).hasMessage(message);
  }

  static Profile profile(Formula formula) {
    Profile standard = Profile.standard();
    return new Profile(Duration.ofMinutes(5), formula.decay(), formula, standard.grades(), standard.hysteresis(), standard.actions());
  }
}
