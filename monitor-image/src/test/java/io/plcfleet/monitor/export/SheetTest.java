package io.plcfleet.monitor.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.contract.Metric;
import io.plcfleet.contract.MonitorReport.State;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.config.ConfigReader;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.poll.PlcSamples;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Reason;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a Prometheus gets to see. */
class SheetTest {
  private static final Pattern LABEL = Pattern.compile("[{,](\\w+)=");

  /**
   * The others are answers that refuse a tag, and counted as such. What one gives to log in with is wrong in OPC UA alone
   * ({@code ArchitectureTest}), of which nothing stands behind a gateway: nobody has both.
   */
  private static final Set<String> OF_ATTEMPTS = Arrays.stream(Outcome.Failure.class.getPermittedSubclasses()).filter(failure -> failure != Outcome.ConfigError.class)
      .map(Class::getSimpleName).collect(Collectors.toSet());

  private final Sheet sheet = new Sheet(1, _ -> { });
  private final Assignments assignments;
  private final Assignment press;

  SheetTest() throws Exception {
    InetSocketAddress address = InetSocketAddress.createUnresolved("press.example", 502);
    assignments = ConfigReader.read(new Fleet(1000, 800).modbus("press", address, 1, "holding-register:1:INT").json(1).getBytes(StandardCharsets.UTF_8));
    press = assignments.plcs().getFirst();
  }

  @Test
  void everyMetricOfTheContractIsDeclaredAndNoOther() {
    List<String> declared = page(State.Reading).lines().filter(line -> line.startsWith("# TYPE ")).map(line -> line.substring("# TYPE ".length(), line.lastIndexOf(' '))).toList();
    assertThat(declared).containsExactlyElementsOf(Arrays.stream(Metric.values()).map(Metric::metricName).toList());
  }

  /** All that can go wrong has gone wrong: there are no more. */
  @Test
  void aPlcHasAtMostEightySeries() {
    assertThat(page(State.Reading).lines().filter(line -> line.contains("plc=\"press\""))).hasSizeBetween(40, 80);
  }

  @Test
  void oneReasonAndOneDiagnosisAreThere() {
    assertThat(page(State.Reading).lines().filter(line -> line.startsWith("plc_reason{") || line.startsWith("plc_diagnosis{")))
        .containsExactly("plc_reason{plc=\"press\",reason=\"Unreachable\"} 1", "plc_diagnosis{plc=\"press\",class=\"LinkCut\"} 2");
  }

  @Test
  void noLabelComesFromAPlc() {
    Set<String> labels = LABEL.matcher(page(State.Reading)).results().map(match -> match.group(1)).collect(Collectors.toSet());
    assertThat(labels).isSubsetOf("plc", "signal", "type", "result", "class", "phase", "le", "state", "grade", "profile", "revision", "reason",  // constants, and names of resources
        "address", "protocol", "connection_type", "cpu_model", "firmware", "site", "line", "cell", "criticality");  // as declared
  }

  @Test
  void aReleasedPlcHasNoSeriesARefusedOneIsKnown() {
    assertThat(page(State.Released)).doesNotContain("plc=\"press\"").contains("plc_monitor_plcs{state=\"Released\"} 1");
    sheet.begin(0);
    sheet.rows()[0].begin(press, State.Refused);
    sheet.rows()[0].set(Metric.PLC_GRADE, 0);
    sheet.add(assignments, 1);
    assertThat(sheet.text().toString()).contains("plc_info{plc=\"press\",address=\"press.example:502\",protocol=\"modbus\"", "plc_grade{plc=\"press\"} 0").doesNotContain("plc_up{");
  }

  @Test
  void aSheetRemembersNothingOfThePageBefore() {
    String once = page(State.Reading);
    assertThat(page(State.Reading)).isEqualTo(once);
    sheet.begin(0);
    sheet.end(assignments, false);
    assertThat(sheet.text().toString()).doesNotContain("plc=").doesNotContain("state=\"Rejected\"").contains("plc_threshold{profile=\"standard\",grade=\"Healthy\"} 90");
  }

  /** As full as it can get. */
  private String page(State state) {
    sheet.begin(0);
    PlcSamples row = sheet.rows()[0];
    row.begin(press, state);
    for (Metric metric : Metric.values()) {
      for (int i = 0; i < PlcSamples.places(metric); i++) row.put(metric, i, 1);
    }
    row.set(Metric.PLC_TAG_ERRORS_TOTAL, TagStatus.Ok, Double.NaN);
    for (ErrorClass each : ErrorClass.values()) {
      if (!OF_ATTEMPTS.contains(each.name())) row.set(Metric.PLC_ERRORS_TOTAL, each, Double.NaN);
    }
    for (DiagnosisClass each : DiagnosisClass.values()) row.set(Metric.PLC_DIAGNOSIS, each, each == DiagnosisClass.LinkCut ? 2 : Double.NaN);
    row.set(Metric.PLC_REASON, Reason.Unreachable);
    sheet.add(assignments, 1);
    sheet.end(assignments, true);
    return sheet.text().toString();
  }
}
