package io.plcfleet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @Test
  void readsPartsAndFractions() {
    assertThat(DurationText.parse("800ms")).isEqualTo(Duration.ofMillis(800));
    assertThat(DurationText.parse("1m30s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(DurationText.parse("0.5s")).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void refusesWhatHasNoUnit() {
    assertThatThrownBy(() -> DurationText.parse("800")).hasMessage("\"800\" is no duration; expected for example 800ms, 1s or 1m30s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0ms", "800ms", "1500ms", "1s", "90s", "1m", "90m", "1h"})
  void writesWhatItReads(String text) {
    assertThat(DurationText.of(DurationText.parse(text).toMillis())).isEqualTo(text);
  }
}
