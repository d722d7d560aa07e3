package io.plcfleet.e2e.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.simulator.Traffic;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrillTest {
  private static final long[] NONE = {};

  @Test
  void aDrillGoesFromTheLastAnswerToTheFirstOneOnANewConnection() {
    Traffic seen = new Traffic(new long[] {10, 100}, new long[] {11, 20, 30, 40, 101}, new long[] {12, 103});

    assertThat(Drill.of(seen)).containsExactly(new Drill(3, 100, Duration.ofNanos(3)));
  }

  @Test
  void attemptsWithoutAnAnswerBelongToTheSameDrill() {
    Traffic seen = new Traffic(new long[] {10, 100, 200}, new long[] {11, 20, 101, 201}, new long[] {12, 203});

    assertThat(Drill.of(seen)).containsExactly(new Drill(1, 100, Duration.ofNanos(103)));
  }

  @Test
  void whoNeverComesBackFails() {
    Drill drill = Drill.of(new Traffic(new long[] {10, 100}, new long[] {11, 20, 101}, new long[] {12})).getFirst();

    assertThat(drill.isBackWithin(Duration.ofDays(1))).isFalse();
  }

  @Test
  void whoComesBackTooLateFails() {
    Drill drill = Drill.of(new Traffic(new long[] {10, 100}, new long[] {11, 101}, new long[] {12, 160})).getFirst();

    assertThat(drill.isBackWithin(Duration.ofNanos(59))).isFalse();
    assertThat(drill.isBackWithin(Duration.ofNanos(60))).isTrue();
  }

  @Test
  void aConnectionThatStaysIsNoDrill() {
    Traffic seen = new Traffic(new long[] {10}, new long[] {11, 20}, new long[] {12, 21});

    assertThat(Drill.of(seen)).isEmpty();
    assertThat(Drill.firstAfter(seen, 11)).isNull();
  }

  @Test
  void theFirstAttemptAfterAMoment() {
    Traffic seen = new Traffic(new long[] {10, 50, 100, 200}, NONE, new long[] {12, 105});

    assertThat(Drill.firstAfter(seen, 60)).isEqualTo(new Drill(0, 100, Duration.ofNanos(5)));
  }

  @Test
  void silenceLastsUntilAnAnswerOrAnAttemptOrTheEnd() {
    assertThat(Drill.longestSilence(new Traffic(new long[] {10}, NONE, new long[] {12, 40}), 45)).hasNanos(28);
    assertThat(Drill.longestSilence(new Traffic(new long[] {10, 30}, NONE, new long[] {12, 40}), 45)).hasNanos(18);
    assertThat(Drill.longestSilence(new Traffic(new long[] {10}, NONE, new long[] {12}), 100)).hasNanos(88);
  }
}
