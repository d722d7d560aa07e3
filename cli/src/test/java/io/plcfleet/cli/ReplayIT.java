package io.plcfleet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.Backoff;
import io.plcfleet.contract.MonitorConfig.Connection;
import io.plcfleet.contract.MonitorConfig.Heartbeat;
import io.plcfleet.contract.MonitorConfig.KeepAlive;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.Polling;
import io.plcfleet.contract.MonitorConfig.Settings;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.contract.Networks;
import io.plcfleet.monitor.Monitor;
import io.plcfleet.monitor.Options;
import io.plcfleet.profile.ProfileSnapshot;
import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.Plant;
import io.plcfleet.simulator.SimulatedPlc;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A monitor, a Modbus server that we did not write, faults, and a Prometheus that scrapes: what both kept, told again. */
class ReplayIT {
  private static final String TOKEN = "a-token-for-tests";
  private static final ObjectMapper JSON = JsonMapper.builder().serializationInclusion(JsonInclude.Include.NON_NULL).build();
  /** The built-in formula, but quick to change its mind. */
  private static final String PROFILE = """
      apiVersion: plcfleet.io/v1alpha1
      kind: ScoringProfile
      metadata: {name: quick}
      spec:
        window: 1m
        formula:
          penalties:
          - {signal: AckP95, points: 60, good: 100ms, bad: 400ms}
          - {signal: SuccessRatio, points: 40, good: "0.9", bad: "0.2"}
        hysteresis: {points: 1, worseAfter: 3s, betterAfter: 3s}
      """;

  private record Seen(Instant at, String grade, String reason) {}

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theRecordingAndPrometheusTellWhatTheMonitorThought(@TempDir Path folder) throws Exception {
    Path profile = Files.writeString(folder.resolve("quick.yaml"), PROFILE);
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    Path config = folder.resolve("monitor.json");
    try (Plant plant = Plant.start("127.0.0.1", List.of(Device.modbus("press-01"), Device.modbus("press-02")))) {
      Files.writeString(config, config(plant.plc("press-01"), plant.plc("press-02")));
      try (Monitor monitor = new Monitor(new Options(config, token, 0, 0, Networks.EVERYWHERE, Duration.ofMinutes(5)), Clock.systemUTC())) {
        int prometheusPort = freePort();
        Process prometheus = prometheus(folder, monitor.metricsPort(), prometheusPort);
        Instant start = Instant.now();
        try {
          List<Seen> live = story(plant, monitor.statusPort());
          assertThat(live).extracting(Seen::grade).startsWith("Unknown", "Healthy").contains("Warning", "PreFault");

          Path recording = Files.write(folder.resolve("recording.gz"), recording(monitor.statusPort()));
          Run replay = Run.of("replay", "--recording", recording.toString(), "--plc", "press-01", "--profile", profile.toString(), "-o", "json");
          assertThat(replay.err()).isEmpty();
          List<Seen> replayed = changes(replay);
          assertThat(replayed).extracting(Seen::grade).as("as the monitor saw it: " + live).isEqualTo(grades(live));
          assertThat(replayed).extracting(Seen::reason).isEqualTo(live.stream().skip(1).map(Seen::reason).toList());
          for (int i = 0; i < replayed.size(); i++) {
            assertThat(replayed.get(i).at()).isCloseTo(live.get(i + 1).at(), within(2, ChronoUnit.SECONDS));
          }

          String end = Instant.now().toString();
          String address = "http://127.0.0.1:" + prometheusPort;
          Run range = Run.of("replay", "--from-prometheus", address, "--plc", "press-01", "--start", start.toString(), "--end", end, "--step", "1s",
              "--profile", profile.toString(), "-o", "json");
          assertThat(range.err()).isEmpty();
          assertThat(changes(range)).extracting(Seen::grade).as("as the monitor saw it: " + live).startsWith("Healthy").contains("Warning")
              .containsSubsequence("PreFault");
          assertThat(changes(range)).extracting(Seen::reason).contains("AckLatencyHigh", "Unreachable");

          Run all = Run.of("replay", "--from-prometheus", address, "--matchers", "job=\"monitor\"", "--start", start.toString(), "--end", end, "--step", "1s",
              "--profile", profile.toString(), "-o", "json");
          assertThat(all.err()).isEmpty();
          assertThat(JSON.readTree(all.out()).findValuesAsText("plc")).containsExactly("press-01", "press-02");
          assertThat(changes(all)).as("the first of both is the one alone").isEqualTo(changes(range));
          Run none = Run.of("replay", "--from-prometheus", address, "--matchers", "job=\"nobody\"", "--start", start.toString(), "--end", end,
              "--profile", profile.toString());
          assertThat(none.err()).contains("has no series plc_up of any PLC with job=\"nobody\"");
        } finally {
          prometheus.destroy();
          prometheus.waitFor();
        }
      }
    }
  }

  @Test
  void withoutARecordingThePageSaysHowToGetOne(@TempDir Path folder) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    try (Monitor monitor = new Monitor(new Options(folder.resolve("monitor.json"), token, 0, 0, Networks.EVERYWHERE), Clock.systemUTC())) {
      HttpResponse<byte[]> answer = get(monitor.statusPort(), "/recording", "Bearer " + TOKEN);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("spec.monitor.recordingMinutes");
      assertThat(get(monitor.statusPort(), "/recording", "Bearer guess").statusCode()).isEqualTo(401);
    }
  }

  /** Healthy, slow until it is told, healthy again, then gone. */
  private List<Seen> story(Plant plant, int port) throws Exception {
    List<Seen> seen = new ArrayList<>();
    until(port, seen, "Healthy");
    plant.link("press-01").slow(Duration.ofMillis(180));
    until(port, seen, "Warning");
    plant.link("press-01").refuse();
    until(port, seen, "PreFault");
    return seen;
  }

  /** Looks until the PLC has this grade, and a little longer; takes note of each change. */
  private void until(int port, List<Seen> seen, String grade) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(() -> {
      note(port, seen);
      return !seen.isEmpty() && seen.getLast().grade().equals(grade);
    });
    Instant enough = Instant.now().plusSeconds(4);
    Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
      note(port, seen);
      return Instant.now().isAfter(enough);
    });
  }

  private void note(int port, List<Seen> seen) throws IOException, InterruptedException {
    for (JsonNode plc : JSON.readTree(get(port, "/status", "Bearer " + TOKEN).body()).path("plcs")) {
      String grade = plc.path("grade").asText();
      boolean changed = seen.isEmpty() || !seen.getLast().grade().equals(grade);
      if (changed && plc.path("name").asText().equals("press-01")) seen.add(new Seen(Instant.now(), grade, plc.path("reason").asText()));
    }
  }

  private static List<String> grades(List<Seen> live) {
    return live.stream().skip(1).map(Seen::grade).toList();  // it began as Unknown
  }

  private static List<Seen> changes(Run replay) throws IOException {
    List<Seen> changes = new ArrayList<>();
    for (JsonNode change : JSON.readTree(replay.out()).get(0).get("changes")) {
      changes.add(new Seen(Instant.parse(change.get("at").asText()), change.get("to").asText(), change.get("reason").asText()));
    }
    return changes;
  }

  private byte[] recording(int port) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = get(port, "/recording", "Bearer " + TOKEN);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<byte[]> get(int port, String page, String bearer) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + page)).header("Authorization", bearer).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String config(SimulatedPlc... plcs) throws IOException {
    LinkSettings link = new LinkSettings(new Polling(250, 500), new Heartbeat(15_000, 5_000, 2, null),
        new Connection(new KeepAlive(60, 10, 6), new Backoff(1_000, 1.5, 30_000), 1, 200));
    List<PlcEntry> entries = Stream.of(plcs).map(plc -> new PlcEntry(plc.name(), "uid-of-" + plc.name(), "r1", State.Read,
        new Endpoint.Modbus(plc.host(), plc.port(), plc.unitId()), null, null, null, null, "link", List.of(Tag.of("life", "holding-register:1:INT").asEssential()),
        null, "quick", null, null, Map.of())).toList();
    JsonNode spec = new YAMLMapper().readTree(PROFILE).get("spec");
    Settings settings = new Settings(Map.of("link", link),
        Map.of("quick", ProfileSnapshot.of(JSON.treeToValue(spec, ScoringProfileSpec.class))));
    return JSON.writeValueAsString(new MonitorConfig(1, Map.of("r1", settings), entries));
  }

  private static Process prometheus(Path folder, int target, int port) throws IOException {
    Path program = ApiServer.testbed().resolve("bin/prometheus");
    assertThat(program).as("prometheus is missing; build it by\n  testbed/build prometheus\nor leave the integration tests out by\n  mvn verify -DskipITs\n").isExecutable();
    Path config = Files.writeString(folder.resolve("prometheus.yaml"), """
        global: {scrape_interval: 1s, scrape_timeout: 900ms}
        scrape_configs:
        - job_name: monitor
          authorization: {credentials: %s}
          static_configs: [{targets: ["127.0.0.1:%d"]}]
        """.formatted(TOKEN, target));
    return new ProcessBuilder(program.toString(), "--config.file=" + config, "--storage.tsdb.path=" + folder.resolve("data"),
        "--web.listen-address=127.0.0.1:" + port).redirectErrorStream(true).redirectOutput(folder.resolve("prometheus.log").toFile()).start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
