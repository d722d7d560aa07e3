package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadingsTest {
  private static final Reading ONE = Reading.of(new TagValue.Numeric(1L));
  private static final Reading TWO = Reading.of(new TagValue.Numeric(2L));
  private int decoded;

  @Test
  void nothingIsDecodedUntilSomebodyLooksAndThenOnce() {
    Readings readings = new Readings(3);
    readings.put(into -> {
      decoded++;
      into.put(0, ONE);
    });
    readings.refuse(1, TagStatus.AddressError);
    readings.put(into -> {
      decoded++;
      into.put(2, TWO);
    });
    assertThat(readings.status(0)).isEqualTo(TagStatus.Ok);
    assertThat(readings.status(1)).isEqualTo(TagStatus.AddressError);
    assertThat(readings.get(1)).isEqualTo(Reading.refused(TagStatus.AddressError));
    assertThat(decoded).isZero();
    assertThat(readings).containsExactly(ONE, Reading.refused(TagStatus.AddressError), TWO);
    assertThat(readings.get(2)).isEqualTo(TWO);
    assertThat(decoded).isEqualTo(2);
  }

  @Test
  void aTagThatNobodyAnsweredIsAMistakeOfOurs() {
    assertThatThrownBy(() -> new Readings(1).getFirst()).isInstanceOf(IllegalStateException.class).hasMessage("no answer to tag 0 of 1");
  }
}
