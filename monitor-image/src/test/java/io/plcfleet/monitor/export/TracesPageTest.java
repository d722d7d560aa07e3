package io.plcfleet.monitor.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.config.ConfigReader;
import io.plcfleet.monitor.link.CpuState;
import io.plcfleet.monitor.link.Phases;
import io.plcfleet.monitor.poll.Counts;
import io.plcfleet.monitor.poll.PlcView;
import io.plcfleet.monitor.poll.TraceView;
import io.plcfleet.scoring.Action;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Reason;
import io.plcfleet.scoring.Scorer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TracesPageTest {
  private static final long SECOND = 1_000_000_000;
  private static final Times NOW = new Times(100 * SECOND, Instant.parse("2026-01-01T00:01:40Z"));

  @Test
  void whatWentBeforeTheNewestFirst() throws Exception {
    TraceView older = new TraceView(10 * SECOND, Grade.Critical, Reason.SuccessRatioLow, List.of());
    TraceView newer = new TraceView(90 * SECOND, Grade.Healthy, Reason.Unreachable, List.of(
        new TraceView.Event(41, 2.5, "Answered", 12.5), new TraceView.Event(42, 0, "PreFault", 0)));
    JsonNode traces = page(List.of(plc("never", null), plc("older", older), plc("newer", newer))).get("traces");
    assertThat(traces).hasSize(2);
    assertThat(traces.get(0).toString()).isEqualTo("{\"plc\":\"newer\",\"at\":\"2026-01-01T00:01:30Z\",\"before\":\"Healthy\",\"reason\":\"Unreachable\",\"events\":["
        + "{\"number\":41,\"secondsBefore\":2.5,\"event\":\"Answered\",\"millis\":12.5},{\"number\":42,\"secondsBefore\":0.0,\"event\":\"PreFault\",\"millis\":0.0}]}");
    assertThat(traces.get(1).get("plc").asText()).isEqualTo("older");
  }

  @Test
  void noMoreThanAPageHolds() throws Exception {
    List<PlcView> plcs = new ArrayList<>();
    for (int i = 0; i < TracesPage.MOST + 7; i++) plcs.add(plc("plc-" + i, new TraceView(i * SECOND / 10, Grade.Warning, Reason.SuccessRatioLow, List.of())));
    JsonNode page = page(plcs);
    assertThat(page.get("traces")).hasSize(TracesPage.MOST);
    assertThat(page.get("left").asInt()).isEqualTo(7);
    assertThat(page.get("traces").get(0).get("plc").asText()).isEqualTo("plc-" + (TracesPage.MOST + 6));
  }

  private static JsonNode page(List<PlcView> plcs) throws Exception {
    return new JsonMapper().readTree(TracesPage.of(plcs, NOW));
  }

  private static PlcView plc(String name, @Nullable TraceView trace) throws Exception {
    InetSocketAddress address = InetSocketAddress.createUnresolved(name + ".example", 502);
    byte[] json = new Fleet(1000, 800).modbus(name, address, 1, "holding-register:1:INT").json(1).getBytes(StandardCharsets.UTF_8);
    Assignment plc = ConfigReader.read(json).plcs().getFirst();
    return new PlcView(plc, MonitorReport.State.Reading, null, new PlcView.Reading(true, new Scorer(Profile.standard()).assessment(), null, List.of(),
        new Counts(new long[14], 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), 0, 0, 0, 0), new PlcView.Session(0, Phases.NONE, 0, CpuState.Unknown, 0),
        new PlcView.Care(Action.NORMAL, 0, false, 15), null, null, null, trace, Double.NaN));
  }
}
