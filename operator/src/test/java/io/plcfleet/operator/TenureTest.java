package io.plcfleet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TenureTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final Tenure tenure = new Tenure(Duration.ofSeconds(10), nanos::get);

  @Test
  void itIsNotOverBeforeItHasBegun() {
    nanos.addAndGet(Duration.ofDays(1).toNanos());
    assertThat(tenure.begun()).isFalse();
    assertThat(tenure.over()).isFalse();
  }

  @Test
  void itCountsFromWhenTheRenewalWasAskedFor() {
    long asked = nanos.get();
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    tenure.renewed(asked);
    assertThat(tenure.left()).isEqualTo(Duration.ofSeconds(7));
    nanos.addAndGet(Duration.ofSeconds(7).toNanos() - 1);
    assertThat(tenure.over()).isFalse();
    nanos.incrementAndGet();
    assertThat(tenure.over()).isTrue();
  }

  /** The answer to a call that hung, after another one may have begun. */
  @Test
  void onceOverItStaysOver() {
    tenure.renewed(nanos.get());
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    tenure.renewed(nanos.get());
    assertThat(tenure.over()).isTrue();
  }
}
