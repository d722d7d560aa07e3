package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.link.Balance.Move;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalanceTest {
  @Test
  void aLoopThatIsNotFullIsLeftAlone() {
    assertThat(Balance.of(List.of(0.8), 2)).isNull();
    assertThat(Balance.of(List.of(0.1, 0.79), 2)).isNull();
  }

  @Test
  void aFullOneGivesHalfToAnother() {
    assertThat(Balance.of(List.of(0.9), 2)).isEqualTo(new Move(0, 1, 0.5));
    assertThat(Balance.of(List.of(0.9, 0.7), 4)).isEqualTo(new Move(0, 2, 0.5));
  }

  @Test
  void aFreeOneIsUsedBeforeAnotherIsStarted() {
    assertThat(Balance.of(List.of(0.3, 0.9), 4)).isEqualTo(new Move(1, 0, (0.9 - 0.3) / 1.8));
  }

  @Test
  void thereAreNoMoreLoopsThanProcessors() {
    assertThat(Balance.of(List.of(0.99), 1)).isNull();
    assertThat(Balance.of(List.of(0.95, 0.6), 2)).isEqualTo(new Move(0, 1, (0.95 - 0.6) / 1.9));
    assertThat(Balance.of(List.of(0.95, 0.85), 2)).isNull();
  }
}
