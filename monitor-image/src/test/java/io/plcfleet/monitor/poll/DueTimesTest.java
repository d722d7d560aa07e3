package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DueTimesTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long GRID = Duration.ofMillis(10).toNanos();

  @Test
  void onceInEachIntervalAtTheSamePlaceOfIt() {
    for (long interval : new long[] {SECOND, 60 * SECOND, SECOND / 10, 333_000_000}) {
      DueTimes dueTimes = new DueTimes("uid", interval);
      long start = 123_456_789_012L;
      long first = dueTimes.after(start);
      assertThat(first - start).isPositive().isLessThanOrEqualTo(interval + GRID);
      long due = first;
      for (int i = 1; i <= 1000; i++) {
        long next = dueTimes.after(due);
        assertThat(next - due).isBetween(interval - GRID, interval + GRID);
        due = next;
      }
      assertThat(due - first).isBetween(1000 * interval - GRID, 1000 * interval + GRID);
    }
  }

  @Test
  void onAGridAndSpreadOverIt() {
    int[] perTenth = new int[10];
    for (int i = 0; i < 1000; i++) {
      long due = new DueTimes("5f0c-uid-" + i, SECOND).after(0);
      assertThat(due % GRID).isZero();
      perTenth[(int) (due % SECOND * 10 / SECOND)]++;
    }
    assertThat(Arrays.stream(perTenth).boxed()).allMatch(count -> count > 60 && count < 140);
  }

  @Test
  void aClockBelowZeroIsNoMatter() {
    DueTimes dueTimes = new DueTimes("uid", SECOND);
    for (long now = -5 * SECOND; now < 5 * SECOND; now += 77_777_777) {
      assertThat(dueTimes.after(now) - now).isPositive().isLessThanOrEqualTo(SECOND + GRID);
    }
  }
}
