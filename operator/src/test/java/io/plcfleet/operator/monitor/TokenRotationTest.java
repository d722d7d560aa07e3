package io.plcfleet.operator.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenRotationTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);

  @Test
  void aTokenIsMadeKnownThenUsedAndThenTheOldOneEnds() {
    Map<String, String> old = Map.of("token", "a");
    assertThat(due(old, MONTH.minusSeconds(1))).isEmpty();
    Map<String, String> known = due(old, MONTH).orElseThrow();
    assertThat(known).isEqualTo(Map.of("token", "a", "next", "b"));
    assertThat(due(known, TokenRotation.KNOWN.minusSeconds(1))).isEmpty();
    Map<String, String> used = due(known, TokenRotation.KNOWN).orElseThrow();
    assertThat(used).isEqualTo(Map.of("token", "b", "previous", "a"));
    assertThat(due(used, TokenRotation.OVERLAP.minusSeconds(1))).isEmpty();
    assertThat(due(used, TokenRotation.OVERLAP)).contains(Map.of("token", "b"));
  }

  /** The Secret reaches who sends and who checks at different times. */
  @Test
  void nobodyIsRefusedWhoIsOneStepBehindOrAhead() {
    Map<String, String> before = Map.of("token", "a");
    for (int step = 1; step <= 3; step++) {
      Map<String, String> after = due(before, MONTH).orElseThrow();
      assertThat(before.values()).as("ahead, step %d", step).contains(Objects.requireNonNull(after.get("token")));
      assertThat(after.values()).as("behind, step %d", step).contains(Objects.requireNonNull(before.get("token")));
      before = after;
    }
    assertThat(before).as("it has ended").isEqualTo(Map.of("token", "b"));
  }

  @Test
  void aClockThatWasSetBackAndAPeriodOfZeroBeginNothing() {
    TokenRotation never = new TokenRotation(Duration.ZERO);
    assertThat(due(Map.of("token", "a"), MONTH.negated())).isEmpty();
    assertThat(never.due(Map.of("token", "a"), START, START.plus(MONTH), () -> "b")).isEmpty();
    assertThat(never.due(Map.of("token", "a", "next", "b"), START, START.plus(MONTH), () -> "c")).as("what was begun is ended").isPresent();
    assertThat(due(Map.of(), MONTH)).as("a Secret without a token is made anew elsewhere").isEmpty();
  }

  private static Optional<Map<String, String>> due(Map<String, String> held, Duration age) {
    return new TokenRotation(MONTH).due(held, START, START.plus(age), () -> "b");
  }
}
