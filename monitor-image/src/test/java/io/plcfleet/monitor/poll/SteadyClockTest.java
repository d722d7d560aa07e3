package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final long SECOND = 1_000_000_000;
  private final SteadyClock clock = new SteadyClock();

  @Test
  void followsTheTimeOfDayAndItsSmallCorrections() {
    assertThat(at(0, 0)).isEqualTo(NOON);
    for (int second = 1; second < 1000; second++) {
      assertThat(at(second, second * 1.5)).isEqualTo(NOON.plusMillis(second * 1500L));
    }
  }

  @Test
  void aJumpForAMomentIsNone() {
    at(0, 0);
    for (int second = 1; second < 50; second++) assertThat(at(second, second + 86_400)).isEqualTo(NOON.plusSeconds(second));
    assertThat(at(50, 50)).isEqualTo(NOON.plusSeconds(50));
    for (int second = 51; second < 100; second++) assertThat(at(second, second - 86_400)).isEqualTo(NOON.plusSeconds(second));
  }

  @Test
  void aJumpThatStaysIsBelievedAfterAMinute() {
    at(0, 0);
    for (int second = 1; second <= 60; second++) assertThat(at(second, second + 3600)).isEqualTo(NOON.plusSeconds(second));
    assertThat(at(61, 61 + 3600)).isEqualTo(NOON.plusSeconds(61 + 3600));
  }

  @Test
  void aClockThatJumpsAboutIsNotBelieved() {
    at(0, 0);
    for (int second = 1; second < 300; second++) assertThat(at(second, second + 100 * (second % 7 + 1))).isEqualTo(NOON.plusSeconds(second));
  }

  @Test
  void theMonotonicClockMayBeBelowZero() {
    assertThat(clock.at(-5 * SECOND, NOON)).isEqualTo(NOON);
    assertThat(clock.at(5 * SECOND, NOON.plusSeconds(1000))).isEqualTo(NOON.plusSeconds(10));
  }

  private Instant at(long second, double timeOfDay) {
    return clock.at(second * SECOND, NOON.plus(Duration.ofMillis((long) (timeOfDay * 1000))));
  }
}
