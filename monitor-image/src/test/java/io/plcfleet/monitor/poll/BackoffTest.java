package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorConfig;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final MonitorConfig.Backoff STANDARD = new MonitorConfig.Backoff(1000, 1.5, 30_000);
  private final Backoff backoff = new Backoff(new SplittableRandom(3));

  @Test
  void theConfirmingAttemptsAreASecondApart() {
    assertThat(backoff.waitNanos(1, STANDARD)).isEqualTo(Duration.ofSeconds(1).toNanos());
    assertThat(backoff.waitNanos(2, STANDARD)).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void thenItGrowsByHalfWithJitterUpToThirtySeconds() {
    for (int failures = 3; failures < 100; failures++) {
      double expected = Math.min(30, Math.pow(1.5, failures - 3.0));
      assertThat(backoff.waitNanos(failures, STANDARD) / 1e9).isBetween(0.8 * expected, Math.min(30, 1.2 * expected));
    }
  }

  @Test
  void twoPlcsDoNotWaitTheSame() {
    assertThat(backoff.waitNanos(8, STANDARD)).isNotEqualTo(backoff.waitNanos(8, STANDARD));
  }

  /** The confirming attempts stay a second apart whatever is declared: what they find must not depend on it. */
  @Test
  void asDeclared() {
    MonitorConfig.Backoff patient = new MonitorConfig.Backoff(5000, 2, 60_000);
    assertThat(backoff.waitNanos(2, patient)).isEqualTo(Duration.ofSeconds(1).toNanos());
    assertThat(backoff.waitNanos(3, patient) / 1e9).isBetween(4.0, 6.0);
    assertThat(backoff.waitNanos(5, patient) / 1e9).isBetween(16.0, 24.0);
    for (int i = 0; i < 100; i++) assertThat(backoff.waitNanos(1000, patient) / 1e9).isBetween(48.0, 60.0);
  }
}
