package io.plcfleet.monitor.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.config.ConfigReader;
import io.plcfleet.monitor.diagnosis.Diagnosis;
import io.plcfleet.monitor.link.CpuState;
import io.plcfleet.monitor.link.Phases;
import io.plcfleet.monitor.poll.Counts;
import io.plcfleet.monitor.poll.PlcView;
import io.plcfleet.scoring.Action;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.GradeChange;
import io.plcfleet.scoring.LinkHistory;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Scorer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StatusPageTest {
  private static final long SECOND = 1_000_000_000;
  private static final Times NOW = new Times(130 * SECOND, Instant.parse("2026-01-01T00:02:10.5Z"));
  private final Assignment press;

  StatusPageTest() throws Exception {
    InetSocketAddress address = InetSocketAddress.createUnresolved("press.example", 502);
    press = ConfigReader.read(new Fleet(1000, 800).modbus("press", address, 1, "holding-register:1:INT").json(1).getBytes(StandardCharsets.UTF_8)).plcs().getFirst();
  }

  @Test
  void aPlcThatIsReadTellsAllThatIsKnown() throws Exception {
    JsonNode plc = report(reading());
    assertThat(plc.toString()).contains("\"endpoint\":\"modbus://press.example:502/1\"", "\"state\":\"Reading\"", "\"grade\":\"Healthy\"", "\"score\":100.0");
    assertThat(plc.get("diagnosis").toString()).isEqualTo("{\"class\":\"LinkCut\",\"since\":\"2026-01-01T00:00:00Z\",\"firstSignAfterSeconds\":0.8,"
        + "\"evidence\":\"3 failed attempts\",\"confidence\":\"High\"}");
    assertThat(plc.get("link").toString()).isEqualTo("{\"connectedSeconds\":12.5,\"phaseSeconds\":{\"Tcp\":0.002,\"FirstRead\":0.004},\"requests\":33,\"cpu\":\"Run\","
        + "\"tagAgeSeconds\":0.5,\"heartbeatSeconds\":15.0,\"action\":\"all tags read as declared\",\"heldTags\":2,\"maintenance\":false}");
    assertThat(plc.get("shadow").get("grade").asText()).isEqualTo("Healthy");
    assertThat(plc.get("lineage").toString()).startsWith("{\"from\":\"Unknown\",\"to\":\"Healthy\",\"reason\":\"LinkHealthy\",\"at\":\"2026-01-01T00:00:30Z\",\"profile\":\"standard\"")
        .contains("\"scoreAtEnd\":100.0", "\"action\":\"all tags read as declared\"", "\"revision\":\"" + Fleet.REVISION + "\"");
  }

  @Test
  void whatARolloutComparesIsThereAndShort() throws Exception {
    JsonNode measured = report(reading()).get("measured");
    assertThat(measured.get("signals").toString()).startsWith("{\"SuccessRatio\":1.0,\"ReadP95\":0.001,\"AckP95\":0.001,").doesNotContain("TagStaleness", "NaN");
    assertThat(measured.get("readP99Seconds").asText()).isEqualTo("0.01235");
    assertThat(measured.get("counts").toString()).as("a wrong tag is no error of the link").isEqualTo(
        "{\"due\":32,\"answered\":30,\"errors\":1,\"reconnects\":2,\"pdus\":64,\"dropped\":1,\"heartbeats\":9,\"missedHeartbeats\":3}");
  }

  /** The operator asks for 250 of them every two seconds. */
  @Test
  void whatARolloutComparesStaysSmall() throws Exception {
    JsonNode plc = report(reading());
    assertThat(plc.get("measured").toString()).hasSizeLessThan(500);
    assertThat(plc.toString()).hasSizeLessThan(1800);
  }

  @Test
  void whatIsNotKnownIsAbsent() throws Exception {
    JsonNode plc = report(new PlcView(press, MonitorReport.State.Refused, "no such tag", null));
    assertThat(plc.toString()).contains("\"state\":\"Refused\"", "\"problem\":\"no such tag\"").doesNotContain("diagnosis", "link", "shadow", "lineage", "score", "measured");
  }

  private static JsonNode report(PlcView view) throws Exception {
    byte[] json = StatusPage.of(7, List.of(view), "2026-01-01T00:00:00Z", null, new MonitorReport.Scrapes(0, null), NOW);
    JsonNode report = new JsonMapper().readTree(json);
    assertThat(new JsonMapper().readValue(json, MonitorReport.class).serial()).as("what the operator reads").isEqualTo(7);
    return report.get("plcs").get(0);
  }

  private PlcView reading() {
    LinkHistory history = new LinkHistory(Profile.standard(), SECOND);
    Scorer scorer = new Scorer(Profile.standard());
    var _ = scorer.assess(history, Findings.NONE, 0);
    for (int i = 0; i < 30; i++) history.answered(i * SECOND, 1_000_000, 1_000_000);
    GradeChange change = Objects.requireNonNull(scorer.assess(history, Findings.NONE, 30 * SECOND));
    Diagnosis diagnosis = new Diagnosis(DiagnosisClass.LinkCut, 0, 800_000_000, "3 failed attempts", Confidence.High);
    Phases phases = Phases.NONE.with(Phases.Phase.Tcp, 2_000_000).with(Phases.Phase.FirstRead, 4_000_000);
    return new PlcView(press, MonitorReport.State.Reading, null, new PlcView.Reading(true, scorer.assessment(), "answered after 1.0 ms", List.of(),
        new Counts(new long[14], 0.5, 30, 1, 2, 3, 0.001, Map.of(ErrorClass.RequestTimeout, 1L, ErrorClass.AddressError, 5L), Map.of(),
        32, 64, 1, 9), new PlcView.Session(12.5, phases, 33, CpuState.Run, 0.5),
        new PlcView.Care(Action.NORMAL, 2, false, 15), new PlcView.Suspicion(diagnosis, 130), scorer.assessment(), change, null, 0.0123456));
  }
}
