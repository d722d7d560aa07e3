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
      "SuccessRatio,   1,      0",
      "SuccessRatio,   0.999,  0",
      "SuccessRatio,   0.9745, 25",
      "SuccessRatio,   0.95,   50",
      "SuccessRatio,   0,      50",
      "AckP95,         0.003,  0",
      "AckP95,         0.120,  0",
      "AckP95,         0.140,  7.5",
      "AckP95,         0.200,  30",
      "AckP95,         5,      30",
      "RttJitterRatio, 0,      0",
      "RttJitterRatio, 0.325,  10",
      "RttJitterRatio, 3,      20"})
  void costsPointsBetweenGoodAndBad(SignalName signal, double value, double lost) {
    assertThat(Penalties.standard().lost(signal, value)).isEqualTo(lost, within(1e-9));
  }

  @Property
  void aWorseValueNeverCostsLess(@ForAll SignalName name, @ForAll @DoubleRange(max = 2) double a, @ForAll @DoubleRange(max = 2) double b) {
    Penalty penalty = Signals.of(name).standard();
    double better = penalty.largeIsBad() ? Math.min(a, b) : Math.max(a, b);
    double worse = penalty.largeIsBad() ? Math.max(a, b) : Math.min(a, b);

    assertThat(penalty.lost(worse)).isBetween(penalty.lost(better), penalty.points());
  }

  @Test
  void aSignalThatTheProfileDoesNotNameCostsNothing() {
    Penalties only = new Penalties(List.of(new Penalty(SuccessRatio, 100, 1, 0.9)));

    assertThat(only.atStake(AckP95)).isZero();
    assertThat(only.lost(AckP95, 10)).isZero();
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
      "AckP95         | 0.164  | 16.5 | 30 | ACK P95 164 ms costs 17 of 30 points (good <= 120 ms, bad >= 200 ms)",
      "AckP95         | 0.1213 | 0.49 | 30 | ACK P95 121 ms costs 0.5 of 30 points (good <= 120 ms, bad >= 200 ms)",
      "SuccessRatio   | 0.9725 | 27   | 50 | success ratio 97.25 % costs 27 of 50 points (good >= 99.9 %, bad <= 95 %)",
      "SuccessRatio   | 0      | 100  | 100 | success ratio 0 % costs 100 of 100 points (good >= 99.9 %, bad <= 95 %)",
      "RttJitterRatio | 0.34   | 12   | 20 | RTT jitter ratio 0.34 costs 12 of 20 points (good <= 0.25, bad >= 0.40)"})
  void explains(SignalName signal, double value, double lost, double atStake, String sentence) {
    assertThat(Penalties.standard().explain(signal, value, lost, atStake)).isEqualTo(sentence);
  }

  @Test
  void explainsWithTheBoundsOfTheProfile() {
    Penalties own = new Penalties(List.of(new Penalty(SuccessRatio, 85, 0.999, 0.95), new Penalty(AckP95, 15, 0.005, 0.0505)));
    assertThat(own.explain(AckP95, 0.0278, 7.5, 15)).isEqualTo("ACK P95 28 ms costs 8 of 15 points (good <= 5 ms, bad >= 51 ms)");
  }
}
