package io.plcfleet.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.PlcSpec.Criticality;
import io.plcfleet.operator.metrics.FleetBoard.DeclaredPlc;
import io.plcfleet.operator.metrics.FleetBoard.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private final FleetBoard board = new FleetBoard();
  private final MetricsPage page = new MetricsPage(board, new Meters(), InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")));

  @Test
  void saysWhichPlcsMustHaveSeriesAndFromWhom() {
    publish(new DeclaredPlc("press-01", "line-a-0-0", Map.of("plcfleet.io/site", "graz", "plcfleet.io/cell", "press"), Criticality.High), new DeclaredPlc("press-02", null, Map.of(), null));

    assertThat(text()).contains("plcfleet_plc_declared{cell=\"press\",criticality=\"High\",fleet=\"line-a\",line=\"\",monitor=\"line-a-0-0\",namespace=\"plant\",plc=\"press-01\",site=\"graz\"} 1.0\n")
        .contains("plcfleet_plc_declared{cell=\"\",criticality=\"\",fleet=\"line-a\",line=\"\",monitor=\"\",namespace=\"plant\",plc=\"press-02\",site=\"\"} 1.0\n");
  }

  @Test
  void whatIsGoneHasNoSeries() {
    publish(new DeclaredPlc("press-01", "line-a-0-0", Map.of(), null));
    publish();
    assertThat(text()).contains("env_version").doesNotContain("press-01");

    board.forget("plant", "line-a");
    assertThat(text()).doesNotContain("env_version");
  }

  private void publish(DeclaredPlc... plcs) {
    board.publish(new View("plant", "line-a", "6f1c2a", null, null, null, List.of(plcs), null, null));
  }

  private String text() {
    return new String(page.body(), StandardCharsets.UTF_8);
  }
}
