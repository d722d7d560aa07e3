package io.plcfleet.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.contract.OperatorMetric;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetersTest {
  private final Meters meters = new Meters();

  @Test
  void countsFromZero() {
    meters.expect(OperatorMetric.PLCFLEET_OPERATOR_STATUS_POLLS_TOTAL, "Answered");
    meters.count(OperatorMetric.PLCFLEET_OPERATOR_STATUS_POLLS_TOTAL, "NoAnswer");
    meters.count(OperatorMetric.PLCFLEET_OPERATOR_STATUS_POLLS_TOTAL, "NoAnswer");
    meters.expect(OperatorMetric.PLCFLEET_OPERATOR_STATUS_POLLS_TOTAL, "NoAnswer");

    assertThat(page()).contains("# TYPE plcfleet_operator_status_polls_total counter")
        .contains("plcfleet_operator_status_polls_total{result=\"Answered\"} 0.0").contains("plcfleet_operator_status_polls_total{result=\"NoAnswer\"} 2.0");
  }

  @Test
  void aTimeIsInTheFirstBucketThatHoldsIt() {
    for (int millis : new int[] {0, 1, 2, 16, 17, 60_000}) time(millis);

    assertThat(page()).contains("# TYPE plcfleet_operator_reconciliation_seconds histogram")
        .contains("_bucket{le=\"0.001\"} 2\n").contains("_bucket{le=\"0.004\"} 3\n").contains("_bucket{le=\"0.016\"} 4\n").contains("_bucket{le=\"0.064\"} 5\n")
        .contains("_bucket{le=\"16.384\"} 5\n").contains("_bucket{le=\"+Inf\"} 6\n")
        .contains("plcfleet_operator_reconciliation_seconds_count 6").contains("plcfleet_operator_reconciliation_seconds_sum 60.036");
  }

  @Test
  void aLapBeginsWhereTheLastOneEnded() {
    long[] now = {5_000_000_000L};
    Laps laps = new Laps(meters, () -> now[0]);
    now[0] += 2_000_000_000L;
    laps.end("Wait");
    now[0] += 500_000_000L;
    laps.end("Observe");

    assertThat(page()).contains("plcfleet_operator_stage_seconds_sum{stage=\"Wait\"} 2.0").contains("plcfleet_operator_stage_seconds_sum{stage=\"Observe\"} 0.5");
  }

  @Test
  void aGaugeIsAskedAtEachScrape() {
    long[] waiting = {3};
    meters.gauge(OperatorMetric.PLCFLEET_OPERATOR_FLEETS_WAITING, () -> waiting[0]);
    assertThat(page()).contains("plcfleet_operator_fleets_waiting 3.0");
    waiting[0] = 0;
    assertThat(page()).contains("plcfleet_operator_fleets_waiting 0.0");
  }

  @Test
  void refusesWhatTheContractDoesNotSay() {
    assertThatThrownBy(() -> meters.count(OperatorMetric.PLCFLEET_OPERATOR_STATUS_POLLS_TOTAL)).hasMessageContaining("[result]");
    assertThatThrownBy(() -> meters.count(OperatorMetric.PLCFLEET_OPERATOR_FLEETS_WAITING)).hasMessageContaining("is a Gauge");
  }

  private void time(long millis) {
    meters.time(OperatorMetric.PLCFLEET_OPERATOR_RECONCILIATION_SECONDS, Duration.ofMillis(millis));
  }

  private String page() {
    return new String(new MetricsPage(new FleetBoard(), meters, Clock.systemUTC()).body(), StandardCharsets.UTF_8);
  }
}
