package io.plcfleet.monitor.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Metric;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExpositionTest {
  private final Exposition page = new Exposition();

  @Test
  void samples() {
    page.begin(Metric.PLC_READS_TOTAL);
    page.count(12345678901L, "press", "answered");
    page.begin(Metric.PLC_ACK_P95_SECONDS);
    page.sample(0.00125, "press");
    page.sample(Double.NaN, "oven");
    page.sample(1e20, "dryer");
    assertThat(text()).isEqualTo("""
        # HELP plc_reads_total Reads that ended, by result: answered or failed
        # TYPE plc_reads_total counter
        plc_reads_total{plc="press",result="answered"} 12345678901
        # HELP plc_ack_p95_seconds 95th percentile of the response times; a timeout counts with its timeout
        # TYPE plc_ack_p95_seconds gauge
        plc_ack_p95_seconds{plc="press"} 0.00125
        plc_ack_p95_seconds{plc="oven"} NaN
        plc_ack_p95_seconds{plc="dryer"} 1.0E20
        """);
  }

  @Test
  void labelsAreEscaped() {
    page.begin(Metric.PLC_UP);
    page.count(1, "a\"b\\c\nd");
    assertThat(text()).endsWith("plc_up{plc=\"a\\\"b\\\\c\\nd\"} 1\n");
  }

  @Test
  void bucketsAddUp() {
    page.begin(Metric.PLC_READ_DURATION_SECONDS);
    page.histogram(new long[] {2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4}, 17.5, "press");
    assertThat(text()).contains("_bucket{plc=\"press\",le=\"0.001\"} 2\n", "le=\"0.002\"} 2\n", "le=\"0.004\"} 3\n", "le=\"4.096\"} 3\n",
        "le=\"+Inf\"} 7\n", "_sum{plc=\"press\"} 17.5\n", "_count{plc=\"press\"} 7\n");
  }

  private String text() {
    return new String(page.bytes(), StandardCharsets.UTF_8);
  }
}
