package io.plcfleet.operator.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.operator.PromQl;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PanelsTest {
  @Test
  void noTwoPanelsHaveTheSameTitle() {
    assertThat(Panels.ALL).extracting(Panel::title).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("panels")
  void asksForMetricsOfTheContractOnly(Panel panel) {
    PromQl.assertOfTheContract("panel \"" + panel.title() + "\"", panel.query());
  }

  /** Else it would show the PLCs of every fleet that Prometheus knows. */
  @ParameterizedTest
  @MethodSource("panels")
  void asksForItsOwnFleet(Panel panel) {
    assertThat(panel.query().split("plc_[a-z0-9_]+", -1)).as(panel.query()).hasSizeGreaterThan(1)
        .satisfies(parts -> assertThat(Stream.of(parts).skip(1)).allMatch(after -> after.startsWith("$of")));
  }

  private static Stream<Panel> panels() {
    return Panels.ALL.stream();
  }
}
