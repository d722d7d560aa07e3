package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTest {
  @Test
  void whoJoinedFirstStaysTheFirstWhoeverIsAsked() {
    Round<String> round = new Round<>();
    for (String name : List.of("a", "b", "c")) round.add(name);
    round.asked("a");
    round.asked("b");
    assertThat(round.longestUnasked()).containsExactly("c", "a", "b");
    assertThat(round.joined()).containsExactly("a", "b", "c");
    round.remove("a");
    assertThat(round.longestUnasked()).containsExactly("c", "b");
    assertThat(round.joined()).containsExactly("b", "c");
  }
}
