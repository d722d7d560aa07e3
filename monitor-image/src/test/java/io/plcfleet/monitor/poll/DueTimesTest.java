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
      DueTimes dueTimes = new DueTimes("uid", SECOND, interval);
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
    int[] atOnce = new int[(int) (SECOND / GRID) + 1];
    for (int i = 0; i < 1000; i++) {
      long due = new DueTimes("5f0c-uid-" + i, SECOND, SECOND).after(0);
      assertThat(due % GRID).isZero();
      perTenth[(int) (due % SECOND * 10 / SECOND)]++;
      atOnce[(int) (due % SECOND / GRID)]++;
    }
    assertThat(Arrays.stream(atOnce).max().orElseThrow()).isBetween(11, 25);  // groups, and no burst
    assertThat(Arrays.stream(perTenth).boxed()).allMatch(count -> count > 60 && count < 140);
  }

  @Test
  void aClockBelowZeroIsNoMatter() {
    DueTimes dueTimes = new DueTimes("uid", SECOND, SECOND);
    for (long now = -5 * SECOND; now < 5 * SECOND; now += 77_777_777) {
      assertThat(dueTimes.after(now) - now).isPositive().isLessThanOrEqualTo(SECOND + GRID);
    }
  }

  /** A wake-up costs more than a read. */
  @Test
  void groupsOfOnePlcFallTogether() {
    for (int i = 0; i < 50; i++) {
      DueTimes base = new DueTimes("uid-" + i, SECOND, SECOND);
      DueTimes slow = new DueTimes("uid-" + i, SECOND, 60 * SECOND);
      DueTimes fast = new DueTimes("uid-" + i, SECOND, SECOND / 5);
      long due = slow.after(1000 * SECOND);
      assertThat(base.after(due - GRID)).isEqualTo(due);
      assertThat(fast.after(due - GRID)).isEqualTo(due);
    }
  }

  /** Else all that is read once a minute would be read in the same second of it. */
  @Test
  void slowGroupsOfManyPlcsSpreadOverTheirInterval() {
    int[] perTenth = new int[10];
    for (int i = 0; i < 1000; i++) perTenth[(int) (new DueTimes("5f0c-uid-" + i, SECOND, 60 * SECOND).after(0) * 10 / (61 * SECOND))]++;
    assertThat(Arrays.stream(perTenth).boxed()).allMatch(count -> count > 60 && count < 150);
  }
}
