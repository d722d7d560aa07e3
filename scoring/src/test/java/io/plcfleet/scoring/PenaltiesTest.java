package io.plcfleet.scoring;

import static io.plcfleet.scoring.SignalName.AckP95;
import static io.plcfleet.scoring.SignalName.SuccessRatio;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PenaltiesTest {
  /** In the middle between good and bad half of the points are lost, whichever of the two is larger. */
  @ParameterizedTest
  @CsvSource({
      "SuccessRatio,       1,      0",
      "SuccessRatio,       0.999,  0",
      "SuccessRatio,       0.9745, 17.5",
      "SuccessRatio,       0.95,   35",
      "SuccessRatio,       0,      35",
      "ReadP95,            0.300,  7.5",
      "AckP95,             0.003,  0",
      "AckP95,             0.120,  0",
      "AckP95,             0.140,  3.75",
      "AckP95,             0.200,  15",
      "AckP95,             5,      15",
      "RttJitterRatio,     0,      0",
      "RttJitterRatio,     0.325,  7.5",
      "RttJitterRatio,     3,      15",
      "PduDropRatio,       0.0275, 5",
      "PduDropRate,        6.5,    5",
      "HeartbeatMissRatio, 0.25,   7.5",
      "ReconnectRate,      3,      5",
      "ErrorRate,          1.6,    5",
      "ErrorEntropy,       1.75,   5",
      "ResponseStability,  0.665,  5",
      "TagStaleness,       3.5,    5"})
  void costsPointsBetweenGoodAndBad(SignalName signal, double value, double lost) {
    assertThat(Signals.of(signal).standard().lost(value)).isEqualTo(lost, within(1e-9));
  }

  /** As in the sample profile of the documentation. */
  @Test
  void theStandardProfileWeighsWhatEveryLinkHas() {
    assertThat(Penalties.standard().terms()).extracting(p -> p.signal() + " " + Math.round(p.points())).containsExactly(
        "SuccessRatio 35", "AckP95 15", "RttJitterRatio 15", "PduDropRatio 10", "HeartbeatMissRatio 15", "ReconnectRate 10");
  }

  @Property
  void aWorseValueNeverCostsLess(@ForAll SignalName name, @ForAll @DoubleRange(max = 12) double a, @ForAll @DoubleRange(max = 12) double b) {
    Penalty penalty = Signals.of(name).standard();
    double better = penalty.largeIsBad() ? Math.min(a, b) : Math.max(a, b);
    double worse = penalty.largeIsBad() ? Math.max(a, b) : Math.min(a, b);

    assertThat(penalty.lost(worse)).isBetween(penalty.lost(better), penalty.points());
  }

  @Test
  void refusesPointsThatDoNotAddUp() {
    assertThatThrownBy(() -> new Penalties(List.of(new Penalty(SuccessRatio, 50, 0.999, 0.95), new Penalty(AckP95, 45.5, 0.12, 0.2))))
        .hasMessage("points must add up to 100, but add up to 95.5: SuccessRatio 50, AckP95 45.5");
    assertThatThrownBy(() -> new Penalties(List.of())).hasMessageStartingWith("points must add up to 100, but add up to 0");
  }

  @Test
  void refusesASignalThatStandsTwice() {
    Penalty half = new Penalty(AckP95, 50, 0.12, 0.2);
    assertThatThrownBy(() -> new Penalties(List.of(half, half))).hasMessage("AckP95 stands twice in the penalties");
  }

  @Test
  void refusesSwappedBounds() {
    assertThatThrownBy(() -> new Penalties(List.of(new Penalty(SuccessRatio, 100, 0.95, 0.999))))
        .hasMessage("SuccessRatio: good 95 % and bad 99.9 % are swapped: a small value of this signal is the bad one");
    assertThatThrownBy(() -> new Penalties(List.of(new Penalty(AckP95, 100, 0.2, 0.12))))
        .hasMessage("AckP95: good 200 ms and bad 120 ms are swapped: a large value of this signal is the bad one");
  }

  @Test
  void refusesNonsense() {
    assertThatThrownBy(() -> new Penalty(AckP95, 0, 0.1, 0.2)).hasMessage("AckP95: points 0 must be more than 0 and at most 100");
    assertThatThrownBy(() -> new Penalty(AckP95, Double.NaN, 0.1, 0.2)).hasMessageContaining("points NaN");
    assertThatThrownBy(() -> new Penalty(AckP95, 10, 0.1, 0.1)).hasMessage("AckP95: good and bad must be two different numbers");
    assertThatThrownBy(() -> new Penalty(AckP95, 10, Double.NaN, 0.1)).hasMessageContaining("two different numbers");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "AckP95             | 0.164  | 8.25 | 1   | ACK P95 164 ms costs 8 of 15 points (good <= 120 ms, bad >= 200 ms)",
      "AckP95             | 0.1213 | 0.24 | 1   | ACK P95 121 ms costs 0.2 of 15 points (good <= 120 ms, bad >= 200 ms)",
      "ReadP95            | 0.3    | 7.5  | 1   | read P95 300 ms costs 8 of 15 points (good <= 200 ms, bad >= 400 ms)",
      "SuccessRatio       | 0.9725 | 19   | 1   | success ratio 97.25 % costs 19 of 35 points (good >= 99.9 %, bad <= 95 %)",
      "SuccessRatio       | 0      | 70   | 2   | success ratio 0 % costs 70 of 70 points (good >= 99.9 %, bad <= 95 %)",
      "RttJitterRatio     | 0.34   | 9    | 1   | RTT jitter ratio 0.34 costs 9 of 15 points (good <= 0.25, bad >= 0.40)",
      "PduDropRatio       | 0.02   | 3.3  | 1   | dropped PDUs 2 % costs 3 of 10 points (good <= 0.5 %, bad >= 5 %)",
      "PduDropRate        | 4.25   | 1.8  | 1   | dropped PDUs per second 4.3 costs 2 of 10 points (good <= 3, bad >= 10)",
      "HeartbeatMissRatio | 0.25   | 7.5  | 1   | missed heartbeats 25 % costs 8 of 15 points (good <= 0 %, bad >= 50 %)",
      "ReconnectRate      | 2.4    | 4    | 1   | reconnects per minute 2.4 costs 4 of 10 points (good <= 0, bad >= 6)",
      "ErrorRate          | 3.2    | 10   | 1   | errors per minute 3.2 costs 10 of 10 points (good <= 0, bad >= 3.2)",
      "ErrorEntropy       | 1.5    | 3.3  | 1   | error entropy 1.5 bits costs 3 of 10 points (good <= 1 bits, bad >= 2.5 bits)",
      "ResponseStability  | 0.6    | 8.1  | 1   | response stability 0.60 costs 8 of 10 points (good >= 0.77, bad <= 0.56)",
      "TagStaleness       | 3      | 3.3  | 1   | tag age in poll intervals 3 costs 3 of 10 points (good <= 2, bad >= 5)"})
  void explains(SignalName signal, double value, double lost, double share, String sentence) {
    assertThat(Signals.of(signal).standard().explain(value, lost, share)).isEqualTo(sentence);
  }

  @Test
  void explainsWithTheBoundsOfTheProfile() {
    assertThat(new Penalty(AckP95, 15, 0.005, 0.0505).explain(0.0278, 7.5, 1))
        .isEqualTo("ACK P95 28 ms costs 8 of 15 points (good <= 5 ms, bad >= 51 ms)");
  }
}
