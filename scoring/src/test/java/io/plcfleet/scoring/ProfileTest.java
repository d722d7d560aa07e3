package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.scoring.Profile.Decay;
import io.plcfleet.scoring.Profile.Hysteresis;
import io.plcfleet.scoring.Profile.Thresholds;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileTest {
  private static final Profile STANDARD = Profile.standard();

  @Test
  void theStandardIsWhatTheRequirementsSay() {
    assertThat(STANDARD.window()).isEqualTo(Duration.ofMinutes(5));
    assertThat(STANDARD.decay()).isEqualTo(new Decay(0.8, Duration.ofSeconds(60)));
    assertThat(STANDARD.grades()).isEqualTo(new Thresholds(90, 70, 50));
    assertThat(STANDARD.hysteresis()).isEqualTo(new Hysteresis(2, Duration.ofSeconds(10), Duration.ofSeconds(60)));
  }

  @ParameterizedTest
  @CsvSource({"100, Healthy", "90, Healthy", "89.99, Warning", "70, Warning", "69.99, Critical", "50, Critical", "49.99, PreFault", "0, PreFault"})
  void thresholdsBelongToTheBetterGrade(double score, Grade grade) {
    assertThat(STANDARD.grades().of(score)).isEqualTo(grade);
  }

  @Test
  void refusesWhatCannotWork() {
    assertThatThrownBy(() -> new Decay(0, Duration.ofSeconds(60))).hasMessageContaining("decay.factor");
    assertThatThrownBy(() -> new Decay(1.1, Duration.ofSeconds(60))).hasMessageContaining("decay.factor");
    assertThatThrownBy(() -> new Decay(0.8, Duration.ZERO)).hasMessageContaining("decay.per");
    assertThatThrownBy(() -> new Thresholds(70, 90, 50)).hasMessageContaining("descend");
    assertThatThrownBy(() -> new Hysteresis(-1, Duration.ZERO, Duration.ZERO)).hasMessageContaining("points");
    assertThatThrownBy(() -> new Hysteresis(0, Duration.ofSeconds(-1), Duration.ZERO)).hasMessageContaining("times");
    assertThatThrownBy(() -> new Profile(Duration.ZERO, STANDARD.decay(), STANDARD.formula(), STANDARD.grades(), STANDARD.hysteresis(), STANDARD.actions()))
        .hasMessageContaining("window");
  }

  @Test
  void refusesAHealthyThatNobodyCouldReachAgain() {
    assertThatThrownBy(() -> new Profile(STANDARD.window(), STANDARD.decay(), STANDARD.formula(), new Thresholds(99, 70, 50), STANDARD.hysteresis(), STANDARD.actions()))
        .hasMessage("grades.healthy + hysteresis.points must be at most 100, else nothing can become Healthy again");
  }
}
