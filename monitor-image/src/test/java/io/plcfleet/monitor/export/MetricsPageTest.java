package io.plcfleet.monitor.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Metric;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.config.ConfigReader;
import io.plcfleet.monitor.link.CpuState;
import io.plcfleet.monitor.link.Phases;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.poll.Counts;
import io.plcfleet.monitor.poll.PlcView;
import io.plcfleet.monitor.poll.Shard;
import io.plcfleet.scoring.Action;
import io.plcfleet.scoring.Assessment;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.LinkHistory;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Scorer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private static final long SECOND = 1_000_000_000;
  private static final PlcView.Care CARE = new PlcView.Care(Action.NORMAL, 0, false, 15);
  private final Assignments assignments;
  private final Assignment press;

  MetricsPageTest() throws Exception {
    InetSocketAddress address = InetSocketAddress.createUnresolved("press.example", 502);
    assignments = ConfigReader.read(new Fleet(1000, 800).modbus("press", address, 1, "holding-register:1:INT").json(1).getBytes(StandardCharsets.UTF_8));
    press = assignments.plcs().getFirst();
  }

  @Test
  void everyMetricOfTheContractIsOnThePageAndNoOther() {
    List<String> declared = page(reading()).lines().filter(line -> line.startsWith("# TYPE ")).map(line -> line.substring("# TYPE ".length(), line.lastIndexOf(' '))).toList();
    assertThat(declared).containsExactlyElementsOf(Arrays.stream(Metric.values()).map(Metric::metricName).toList());
    for (Metric metric : Metric.values()) {
      assertThat(page(reading())).as("a sample of " + metric).containsPattern("(?m)^" + metric.metricName() + "(_bucket)?\\{");
    }
  }

  @Test
  void aPlcHasAtMostEightySeries() {
    Map<String, Long> perPlc = page(reading()).lines().filter(line -> line.contains("plc=\"press\"")).collect(Collectors.groupingBy(_ -> "press", TreeMap::new, Collectors.counting()));
    assertThat(perPlc.get("press")).isBetween(25L, 80L);
  }

  @Test
  void aReleasedPlcHasNoSeriesARefusedOneIsKnown() {
    assertThat(page(new PlcView(press, MonitorReport.State.Released, null, null))).doesNotContain("plc=\"press\"");
    assertThat(page(new PlcView(press, MonitorReport.State.Refused, "why", null)))
        .contains("plc_info{plc=\"press\"", "plc_grade{plc=\"press\"} 0").doesNotContain("plc_up{");
  }

  @Test
  void whatIsNotKnownYetIsAbsent() {
    Assessment none = new Scorer(Profile.standard()).assessment();
    Counts counts = new Counts(new long[14], 0, 0, 0, 0, 0, 0, Map.of(), Map.of());
    String page = page(new PlcView(press, MonitorReport.State.Reading, null, new PlcView.Reading(null, none, null, List.of(), counts, session(0), CARE, null, null)));
    assertThat(page).doesNotContain("plc_up{", "plc_score{", "plc_ack_p95_seconds{", "plc_points_lost{", "NaN");
    assertThat(page).contains("plc_grade{plc=\"press\"} 0");
  }

  @Test
  void theStatusPageIsAReport() {
    String json = new String(StatusPage.of(new Shard.View(assignments, List.of(reading())), "2026-01-01T00:00:00Z", null), StandardCharsets.UTF_8);
    assertThat(json).startsWith("{\"serial\":1,\"startedAt\":\"2026-01-01T00:00:00Z\",\"plcs\":[{\"name\":\"press\",\"uid\":\"uid-of-press\"")
        .contains("\"endpoint\":\"modbus://press.example:502/1\"", "\"state\":\"Reading\"", "\"grade\":\"Healthy\"", "\"score\":100.0");
  }

  private static PlcView.Session session(double connectedSeconds) {
    return new PlcView.Session(connectedSeconds, Phases.NONE, 33, CpuState.Run, 0.5);
  }

  private PlcView reading() {
    LinkHistory history = new LinkHistory(Profile.standard(), SECOND);
    Scorer scorer = new Scorer(Profile.standard());
    for (int i = 0; i < 30; i++) history.answered(i * SECOND, 1_000_000, 1_000_000);
    var _ = scorer.assess(history, Findings.NONE, 30 * SECOND);
    Assessment assessment = scorer.assessment();
    Map<ErrorClass, Long> errors = Arrays.stream(ErrorClass.values()).collect(Collectors.toMap(error -> error, _ -> 1L));
    Map<TagStatus, Long> tagErrors = Arrays.stream(TagStatus.values()).filter(status -> status != TagStatus.Ok).collect(Collectors.toMap(s -> s, _ -> 1L));
    Counts counts = new Counts(new long[14], 0.5, 30, 1, 2, 3, 0.001, errors, tagErrors);
    return new PlcView(press, MonitorReport.State.Reading, null, new PlcView.Reading(true, assessment, "answered after 1.0 ms", List.of(), counts, session(12.5), CARE, null, null));
  }

  private String page(PlcView plc) {
    return new String(MetricsPage.of(new Shard.View(assignments, List.of(plc)), true), StandardCharsets.UTF_8);
  }
}
