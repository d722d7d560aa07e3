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
import io.plcfleet.scoring.SignalName;
import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.Plant;
import io.plcfleet.simulator.SimulatedPlc;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
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
import java.util.TreeMap;
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

  /** Every signal, and each costs something before long. */
  private static final String ALL_SIGNALS = """
      apiVersion: plcfleet.io/v1alpha1
      kind: ScoringProfile
      metadata: {name: every}
      spec:
        window: 1m
        formula:
          penalties:
          - {signal: SuccessRatio, points: 12, good: "1", bad: "0.2"}
          - {signal: ReadP95, points: 8, good: 10ms, bad: 2s}
          - {signal: AckP95, points: 8, good: 10ms, bad: 2s}
          - {signal: RttJitterRatio, points: 8, good: "0", bad: "4"}
          - {signal: PduDropRatio, points: 8, good: "0", bad: "0.5"}
          - {signal: PduDropRate, points: 8, good: "0", bad: "2"}
          - {signal: HeartbeatMissRatio, points: 8, good: "0", bad: "1"}
          - {signal: ReconnectRate, points: 8, good: "0", bad: "20"}
          - {signal: ErrorRate, points: 8, good: "0", bad: "60"}
          - {signal: ErrorEntropy, points: 8, good: "0", bad: "2.5"}
          - {signal: ResponseStability, points: 8, good: "1", bad: "0.1"}
          - {signal: TagStaleness, points: 8, good: "0.5", bad: "10"}
      """;

  private record Seen(Instant at, String grade, String reason) {}

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theRecordingAndPrometheusTellWhatTheMonitorThought(@TempDir Path folder) throws Exception {
    Path profile = Files.writeString(folder.resolve("quick.yaml"), PROFILE);
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    Path config = folder.resolve("monitor.json");
    try (Plant plant = Plant.start("127.0.0.1", List.of(Device.modbus("press-01"), Device.modbus("press-02")))) {
      Files.writeString(config, config(PROFILE, new Heartbeat(15_000, 5_000, 2, null), plant.plc("press-01"), plant.plc("press-02")));
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

  /** The score that a monitor exports, and what comes of its other metrics: the same, whatever the profile weighs. */
  @Test
  void prometheusKnowsEverySignal(@TempDir Path folder) throws Exception {
    Path profile = Files.writeString(folder.resolve("every.yaml"), ALL_SIGNALS);
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    Path config = folder.resolve("monitor.json");
    try (Plant plant = Plant.start("127.0.0.1", List.of(Device.modbus("press-01")))) {
      Files.writeString(config, config(ALL_SIGNALS, new Heartbeat(500, 400, 3, null), plant.plc("press-01")));
      try (Monitor monitor = new Monitor(new Options(config, token, 0, 0, Networks.EVERYWHERE, Duration.ofMinutes(5)), Clock.systemUTC())) {
        int prometheusPort = freePort();
        Process prometheus = prometheus(folder, monitor.metricsPort(), prometheusPort);
        Instant start = Instant.now();
        try {
          everythingGoesWrong(plant, prometheusPort);
          String end = Instant.now().toString();
          Run range = Run.of("replay", "--from-prometheus", "http://127.0.0.1:" + prometheusPort, "--plc", "press-01", "--start", start.toString(), "--end", end,
              "--step", "1s", "--profile", profile.toString(), "-o", "json");
          assertThat(range.err()).isEmpty();
          Map<Instant, Double> live = scraped(prometheusPort, start, end);
          Map<Instant, Double> replayed = scores(range);
          List<Double> apart = new ArrayList<>();
          live.forEach((at, score) -> {
            if (replayed.containsKey(at)) apart.add(Math.abs(score - replayed.get(at)));
          });
          assertThat(apart).as("live %s, replayed %s", live, replayed).hasSizeGreaterThanOrEqualTo(20);
          // What is scraped was judged up to a second ago, counters are of the moment: by a second class of errors, 8 points x 1 of 2.5 bits.
          assertThat(apart).as("live %s, replayed %s", live, replayed).allMatch(each -> each < 4.5);
          assertThat(apart.stream().filter(each -> each <= 0.5).count()).as("live %s, replayed %s", live, replayed).isGreaterThan(apart.size() * 8L / 10);
        } finally {
          prometheus.destroy();
          prometheus.waitFor();
        }
      }
    }
  }

  /** One fault after the other, each until Prometheus has seen what it costs. */
  private void everythingGoesWrong(Plant plant, int prometheus) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> !instant(prometheus, "plc_score > 0").isEmpty());
    plant.link("press-01").slow(Duration.ofMillis(100));
    costs(prometheus, SignalName.AckP95, SignalName.ReadP95, SignalName.RttJitterRatio, SignalName.ResponseStability);
    plant.link("press-01").freeze();
    costs(prometheus, SignalName.SuccessRatio, SignalName.PduDropRatio, SignalName.PduDropRate, SignalName.TagStaleness, SignalName.ErrorRate);
    plant.link("press-01").refuse();
    costs(prometheus, SignalName.ErrorEntropy, SignalName.HeartbeatMissRatio);
    plant.link("press-01").heal();
    costs(prometheus, SignalName.ReconnectRate);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !instant(prometheus, "count_over_time((plc_score{plc=\"press-01\"} > 0)[35s:1s]) >= 26").isEmpty());
  }

  private void costs(int prometheus, SignalName... signals) {
    for (SignalName signal : signals) {
      Awaitility.await().alias(signal.name()).atMost(Duration.ofSeconds(60))
          .until(() -> !instant(prometheus, "plc_points_lost{signal=\"" + signal + "\"} > 0").isEmpty());
    }
  }

  private JsonNode instant(int prometheus, String query) throws IOException, InterruptedException {
    return query(prometheus, "query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
  }

  private JsonNode query(int prometheus, String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = get(prometheus, "/api/v1/" + path, "");
    assertThat(answer.statusCode()).as(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(200);
    return JSON.readTree(answer.body()).at("/data/result");
  }

  /** The score as the monitor exported it. */
  private Map<Instant, Double> scraped(int prometheus, Instant start, String end) throws IOException, InterruptedException {
    Map<Instant, Double> scores = new TreeMap<>();
    for (JsonNode sample : query(prometheus, "query_range?query=plc_score&step=1&start=" + start.toEpochMilli() / 1e3 + "&end=" + end).path(0).path("values")) {
      scores.put(Instant.ofEpochMilli(Math.round(sample.get(0).asDouble() * 1000)), sample.get(1).asDouble());
    }
    return scores;
  }

  private static Map<Instant, Double> scores(Run replay) throws IOException {
    Map<Instant, Double> scores = new TreeMap<>();
    for (JsonNode moment : JSON.readTree(replay.out()).get(0).get("moments")) {
      if (!moment.get("score").isNull()) scores.put(Instant.parse(moment.get("at").asText()), moment.get("score").asDouble());
    }
    return scores;
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

  private static String config(String profile, Heartbeat heartbeat, SimulatedPlc... plcs) throws IOException {
    LinkSettings link = new LinkSettings(new Polling(250, 500), heartbeat,
        new Connection(new KeepAlive(60, 10, 6), new Backoff(1_000, 1.5, 30_000), 1, 200));
    List<PlcEntry> entries = Stream.of(plcs).map(plc -> new PlcEntry(plc.name(), "uid-of-" + plc.name(), "r1", State.Read,
        new Endpoint.Modbus(plc.host(), plc.port(), plc.unitId()), null, null, null, null, "link", List.of(Tag.of("life", "holding-register:1:INT").asEssential()),
        null, "profile", null, null, Map.of())).toList();
    JsonNode spec = new YAMLMapper().readTree(profile).get("spec");
    Settings settings = new Settings(Map.of("link", link),
        Map.of("profile", ProfileSnapshot.of(JSON.treeToValue(spec, ScoringProfileSpec.class))));
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
