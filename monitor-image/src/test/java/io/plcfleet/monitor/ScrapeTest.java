package io.plcfleet.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Metric;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scrape of a monitor whose PLCs refuse the connection: what is there, and what is gone. */
class ScrapeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private RunningMonitor monitor;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    monitor = new RunningMonitor(folder);
  }

  @AfterEach
  void end() {
    monitor.close();
  }

  @Test
  void aPlcThatGoesTakesItsSeriesAlong() throws Exception {
    load(1, 3);
    assertThat(plcsOn(monitor.metrics())).containsExactly("plc-0", "plc-1", "plc-2");
    load(2, 2);
    assertThat(plcsOn(monitor.metrics())).containsExactly("plc-0", "plc-1");
    load(3, 0);
    assertThat(monitor.metrics()).doesNotContain("plc=\"");
  }

  /** More than the loop is asked for at a time: all are there, each once. */
  @Test
  void manyPlcsAreGatheredInParts() throws Exception {
    load(1, 200);
    String page = monitor.metrics();
    List<String> names = IntStream.range(0, 200).mapToObj(i -> "plc-" + i).sorted().toList();
    assertThat(plcsOn(page)).containsExactlyElementsOf(names);
    assertThat(page.lines().filter(line -> !line.startsWith("#")).map(line -> line.substring(0, line.lastIndexOf(' ')))).doesNotHaveDuplicates();
    assertThat(monitor.report().plcs()).hasSize(200);
  }

  @Test
  void theMonitorTellsOfItself() throws Exception {
    load(1, 1);
    monitor.metrics();
    String page = monitor.metrics();
    for (Metric metric : Metric.values()) {
      if (metric.labels().isEmpty()) assertThat(page).as("a sample of " + metric).containsPattern("(?m)^" + metric.metricName() + " [0-9.E]+$");
    }
    assertThat(page).contains("plc_monitor_plcs{state=\"Reading\"} 1\n", "plc_monitor_plcs{state=\"Refused\"} 0\n");
  }

  private static List<String> plcsOn(String page) {
    return page.lines().filter(line -> line.startsWith("plc_info{")).map(line -> line.replaceAll("plc_info\\{plc=\"([^\"]*)\".*", "$1")).sorted().toList();
  }

  private void load(long serial, int plcs) throws Exception {
    Fleet fleet = new Fleet(1000, 200);
    InetSocketAddress nobody = nobody();
    for (int i = 0; i < plcs; i++) fleet.modbus("plc-" + i, nobody, i, "holding-register:1:INT");
    monitor.load(fleet.json(serial));
    monitor.await(PATIENCE, report -> report.serial() == serial && report.plcs().size() == plcs);
  }

  /** A port of this machine that was free a moment ago. */
  private static InetSocketAddress nobody() throws Exception {
    try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(port.getInetAddress(), port.getLocalPort());
    }
  }
}
