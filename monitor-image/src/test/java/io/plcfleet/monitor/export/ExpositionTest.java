package io.plcfleet.monitor.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Metric;
import io.plcfleet.monitor.poll.PlcSamples;
import io.plcfleet.scoring.ErrorClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExpositionTest {
  private final Exposition page = new Exposition(() -> { });
  private final PlcSamples samples = new PlcSamples();

  ExpositionTest() {
    for (Metric metric : Metric.values()) Arrays.fill(samples.of(metric), Double.NaN);
  }

  @Test
  void samplesOfOneMetricStandTogetherBelowItsHeader() {
    samples.set(Metric.PLC_ACK_P95_SECONDS, 0.00125);
    samples.set(Metric.PLC_READS_TOTAL, 12345678901L, 2);
    page.add("press", samples);
    samples.set(Metric.PLC_ACK_P95_SECONDS, Double.NaN);
    page.add("oven", samples);
    assertThat(page.toString()).contains("""
        # HELP plc_reads_total Reads that ended, by result: answered or failed
        # TYPE plc_reads_total counter
        plc_reads_total{plc="press",result="answered"} 12345678901
        plc_reads_total{plc="press",result="failed"} 2
        plc_reads_total{plc="oven",result="answered"} 12345678901
        plc_reads_total{plc="oven",result="failed"} 2
        #""", """
        plc_ack_p95_seconds{plc="press"} 0.00125
        #""").doesNotContain("NaN");
  }

  @Test
  void aConstantIsItsLabel() {
    samples.set(Metric.PLC_ERRORS_TOTAL, ErrorClass.ConnectionReset, 3);
    page.add("press", samples);
    assertThat(page.toString().lines().filter(line -> line.startsWith("plc_errors_total{"))).containsExactly("plc_errors_total{plc=\"press\",class=\"ConnectionReset\"} 3");
  }

  @Test
  void labelsAreEscaped() {
    page.add(Metric.PLC_CONFIG_INFO, 1, "a\"b\\c\nd", "Loaded");
    assertThat(page.toString()).contains("plc_config_info{revision=\"a\\\"b\\\\c\\nd\",state=\"Loaded\"} 1\n");
  }

  @Test
  void bucketsAddUp() {
    double[] histogram = samples.of(Metric.PLC_READ_DURATION_SECONDS);
    Arrays.fill(histogram, 0);
    histogram[0] = 2;
    histogram[2] = 1;
    histogram[13] = 4;
    histogram[14] = 17.5;
    page.add("press", samples);
    assertThat(page.toString()).contains("_bucket{plc=\"press\",le=\"0.001\"} 2\n", "le=\"0.002\"} 2\n", "le=\"0.004\"} 3\n", "le=\"4.096\"} 3\n",
        "le=\"+Inf\"} 7\n", "_sum{plc=\"press\"} 17.5\n", "_count{plc=\"press\"} 7\n");
  }

  @Test
  void whatIsSentIsThePageAndItsLength() throws IOException {
    for (int i = 0; i < 500; i++) page.add(Metric.PLC_CONFIG_INFO, i, "revision-" + i, "Loaded");
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    page.writeTo(sent);
    assertThat(sent.toString(StandardCharsets.UTF_8)).isEqualTo(page.toString());
    assertThat(sent.size()).isEqualTo(page.length());
    page.clear();
    assertThat(page.toString()).contains("# TYPE plc_config_info gauge\n").doesNotContain("revision-");
  }
}
