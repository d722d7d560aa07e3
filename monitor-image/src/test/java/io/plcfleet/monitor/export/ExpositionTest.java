package io.plcfleet.monitor.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Metric;
import io.plcfleet.monitor.poll.PlcSamples;
import io.plcfleet.scoring.ErrorClass;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpositionTest {
  private final Exposition page = new Exposition(() -> { });
  private final PlcSamples samples = new PlcSamples();

  ExpositionTest() {
    forget(samples);
  }

  @Test
  void samplesOfOneMetricStandTogetherBelowItsHeader() {
    samples.set(Metric.PLC_ACK_P95_SECONDS, 0.00125);
    samples.set(Metric.PLC_READS_TOTAL, 12345678901L, 2);
    page.add(plc("press"), samples);
    PlcSamples oven = new PlcSamples();
    forget(oven);
    oven.set(Metric.PLC_READS_TOTAL, 12345678901L, 2);
    page.add(plc("oven"), oven);
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
    page.add(plc("press"), samples);
    assertThat(page.toString().lines().filter(line -> line.startsWith("plc_errors_total{"))).containsExactly("plc_errors_total{plc=\"press\",class=\"ConnectionReset\"} 3");
  }

  @Test
  void labelsAreEscaped() {
    page.add(Metric.PLC_CONFIG_INFO, 1, "a\"b\\c\nd", "Loaded");
    assertThat(page.toString()).contains("plc_config_info{revision=\"a\\\"b\\\\c\\nd\",state=\"Loaded\"} 1\n");
  }

  @Test
  void bucketsAddUp() {
    for (int i = 0; i < 14; i++) samples.put(Metric.PLC_READ_DURATION_SECONDS, i, switch (i) {
      case 0 -> 2;
      case 2 -> 1;
      case 13 -> 4;
      default -> 0;
    });
    samples.put(Metric.PLC_READ_DURATION_SECONDS, 14, 17.5);
    page.add(plc("press"), samples);
    assertThat(page.toString()).contains("_bucket{plc=\"press\",le=\"0.001\"} 2\n", "le=\"0.002\"} 2\n", "le=\"0.004\"} 3\n", "le=\"4.096\"} 3\n",
        "le=\"+Inf\"} 7\n", "_sum{plc=\"press\"} 17.5\n", "_count{plc=\"press\"} 7\n");
  }

  @Test
  void theLineOfInfoStandsAmongItsLike() {
    page.add(plc("press"), samples);
    assertThat(page.toString()).contains("# TYPE plc_info gauge\nplc_info{plc=\"press\"} 1\n# HELP plc_up");
  }

  /** Longer than many chunks, of one metric and of all. */
  @Test
  void nothingIsLostBetweenChunks() {
    for (int i = 0; i < 500; i++) page.add(Metric.PLC_CONFIG_INFO, i, "revision-" + i, "Loaded");
    samples.set(Metric.PLC_READS_TOTAL, 1, 2);
    for (int i = 0; i < 2000; i++) page.add(plc("plc-" + i), samples);
    List<String> lines = page.toString().lines().toList();
    assertThat(lines.stream().filter(line -> line.startsWith("plc_config_info{"))).hasSize(500);
    assertThat(lines.stream().filter(line -> line.matches("plc_reads_total\\{plc=\"plc-\\d+\",result=\"failed\"} 2"))).hasSize(2000).doesNotHaveDuplicates();
    page.clear();
    assertThat(page.toString()).contains("# TYPE plc_config_info gauge\n").doesNotContain("revision-", "plc-");
  }

  private static InfoLines.Lines plc(String name) {
    return new InfoLines.Lines(name.getBytes(StandardCharsets.UTF_8), ("plc_info{plc=\"" + name + "\"} 1\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void forget(PlcSamples samples) {
    for (Metric metric : Metric.values()) {
      for (int i = 0; i < PlcSamples.places(metric); i++) samples.put(metric, i, Double.NaN);
    }
  }
}
