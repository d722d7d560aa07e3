package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(new SplittableRandom(3));

  @Test
  void theConfirmingAttemptsAreASecondApart() {
    assertThat(backoff.waitNanos(1)).isEqualTo(Duration.ofSeconds(1).toNanos());
    assertThat(backoff.waitNanos(2)).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void thenItGrowsByHalfWithJitterUpToThirtySeconds() {
    for (int failures = 3; failures < 100; failures++) {
      double expected = Math.min(30, Math.pow(1.5, failures - 3.0));
      assertThat(backoff.waitNanos(failures) / 1e9).isBetween(0.8 * expected, Math.min(30, 1.2 * expected));
    }
  }

  @Test
  void twoPlcsDoNotWaitTheSame() {
    assertThat(backoff.waitNanos(8)).isNotEqualTo(backoff.waitNanos(8));
  }
}
