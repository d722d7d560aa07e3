package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Set<String> DEAD = Set.of("d1", "d2", "d3");
  private static final long TIMEOUT = 800;
  private static final long ANSWER = 5;

  @Test
  void inTheOrderOfComing() {
    Turns<String> turns = new Turns<>();
    for (String name : List.of("a", "b", "c")) turns.add(name, true);
    turns.remove("b");
    assertThat(turns.next(0, false)).isEqualTo("a");
    assertThat(turns.next(0, false)).isEqualTo("c");
    assertThat(turns.next(0, false)).isNull();
  }

  @Test
  void whoAnsweredLastComesFirstWhileItMayBeTheConnection() {
    Turns<String> turns = new Turns<>();
    turns.add("doubtful", false);
    turns.add("proven", true);
    assertThat(turns.next(0, true)).isEqualTo("proven");
    assertThat(turns.next(0, true)).isEqualTo("doubtful");
  }

  /** A gateway for ten minutes in virtual milliseconds: everybody is due each second, dead units take the whole timeout and come back at once. */
  @Test
  void deadUnitsTakeAtMostHalfOfTheTimeAndStarveNobody() {
    Turns<String> turns = new Turns<>();
    Map<String, Integer> asked = new HashMap<>();
    List<String> living = List.of("a", "b", "c", "d");
    for (String dead : DEAD) turns.add(dead, false);
    long lost = 0;
    long now = 0;
    for (int second = 0; second < 600; second++) {
      for (String name : living) {
        if (asked.getOrDefault(name, 0) == second) turns.add(name, true);
      }
      while (now < (second + 1) * 1000L) {
        @Nullable String next = turns.next(now, false);
        if (next == null) {
          now++;
          continue;
        }
        asked.merge(next, 1, Integer::sum);
        long began = now;
        now += DEAD.contains(next) ? TIMEOUT : ANSWER;
        if (!DEAD.contains(next)) continue;
        lost += TIMEOUT;
        turns.doubtfulTook(began, now);
        turns.add(next, false);
      }
    }
    assertThat(lost).isLessThanOrEqualTo(now / 2 + TIMEOUT);
    for (String name : living) assertThat(asked.get(name)).isBetween(598, 600);
    for (String dead : DEAD) assertThat(asked.get(dead)).isBetween(100, 130);
  }
}
