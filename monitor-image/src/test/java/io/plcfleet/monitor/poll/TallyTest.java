package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.scoring.ErrorClass;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void aReadOfExactlyABoundCountsBelowIt() {
    Tally tally = new Tally();
    for (long micros : new long[] {1, 1000, 1001, 2000, 4_096_000, 4_096_001}) tally.answered(micros * 1000);
    Counts counts = tally.copy();
    assertThat(counts.durations()).containsExactly(2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1);
    assertThat(counts.answered()).isEqualTo(6);
    assertThat(counts.durationSeconds()).isEqualTo(8.196003);
  }

  @Test
  void seriesOfErrorsAppearWithTheFirst() {
    Tally tally = new Tally();
    assertThat(tally.copy().errors()).isEmpty();
    tally.error(ErrorClass.Refused);
    tally.error(ErrorClass.Refused);
    tally.tagError(TagStatus.AddressError);
    assertThat(tally.copy().errors()).isEqualTo(Map.of(ErrorClass.Refused, 2L));
    assertThat(tally.copy().tagErrors()).isEqualTo(Map.of(TagStatus.AddressError, 1L));
  }
}
