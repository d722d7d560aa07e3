package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReplyTimesTest {
  private static final long MILLI = 1_000_000;
  private final ReplyTimes times = new ReplyTimes();

  @Test
  void nothingIsKnownOfNothing() {
    assertThat(times.lostShare()).isNaN();
    assertThat(times.entropyBits()).isNaN();
    times.lost();
    assertThat(times.lostShare()).isEqualTo(1);
    assertThat(times.entropyBits()).isNaN();
  }

  @Test
  void whatAlwaysTakesAsLongHasNoEntropy() {
    for (int i = 0; i < 30; i++) times.answered(42 * MILLI);
    assertThat(times.entropyBits()).isZero();
    assertThat(times.lostShare()).isZero();
  }

  @Test
  void belowFiveMillisecondsScatterIsOurOwn() {
    for (int i = 0; i < 50; i++) times.answered(i * MILLI / 10);
    assertThat(times.entropyBits()).isZero();
  }

  @Test
  void fourClassesAlikeAreTwoBits() {
    for (long millis : new long[] {6, 9, 12, 19}) times.answered(millis * MILLI);
    assertThat(times.entropyBits()).isEqualTo(2, within(1e-9));
  }

  @Test
  void aWeakNetworkHasAboutTwo() {
    for (int i = 0; i < 64; i++) times.answered((40 + 80L * i / 63) * MILLI);
    assertThat(times.entropyBits()).isBetween(1.5, 2.2);
  }

  @Test
  void onlyTheNewestCount() {
    for (int i = 0; i < 100; i++) times.lost();
    for (int i = 0; i < ReplyTimes.KEPT - 16; i++) times.answered(MILLI);
    assertThat(times.lostShare()).isEqualTo(0.25);
    times.forget();
    assertThat(times.lostShare()).isNaN();
  }

  @Property
  void sharesAndEntropiesAreSuch(@ForAll @Size(max = 200) List<@IntRange(min = -1, max = 100_000) Integer> millis) {
    ReplyTimes some = new ReplyTimes();
    for (int each : millis) {
      if (each < 0) some.lost();
      else some.answered(each * MILLI);
    }
    if (!Double.isNaN(some.lostShare())) assertThat(some.lostShare()).isBetween(0.0, 1.0);
    if (!Double.isNaN(some.entropyBits())) assertThat(some.entropyBits()).isBetween(-1e-9, 4.0);
  }
}
