package io.plcfleet.operator.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Alertmanager configuration that we recommend, in a real Alertmanager, with the names and severities that the rules have. */
class AlertmanagerIT {
  private static final Path CONFIG = Path.of("../examples/alertmanager/alertmanager.yaml").toAbsolutePath().normalize();
  private static final Path BIN = ApiServer.testbed().resolve("bin");
  private static final Pattern NAMES = Pattern.compile("alertname=~?\"([^\"]+)\"");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, AlertRule> RULES =
      Stream.concat(Alerts.ALL.stream(), Alerts.OF_OPERATOR.stream()).collect(Collectors.toMap(AlertRule::name, rule -> rule));
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  /** So much faster than in life does time pass where it is waited for. */
  private static final int HASTE = 15;
  private static Process alertmanager;
  private static String address;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    assertThat(BIN.resolve("alertmanager")).as("Alertmanager is missing; build it by\n  testbed/build alertmanager\nor leave the integration tests out by\n  mvn verify -DskipITs\n")
        .isExecutable();
    address = freeAddress();
    alertmanager = started(address, CONFIG, folder);
  }

  private static String freeAddress() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + free.getLocalPort();
    }
  }

  private static Process started(String address, Path config, Path folder) throws IOException {
    Process process = new ProcessBuilder(BIN.resolve("alertmanager").toString(), "--config.file=" + config, "--storage.path=" + folder,
        "--web.listen-address=" + URI.create(address).getAuthority(), "--cluster.listen-address=").redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions()
        .failFast("Alertmanager ended", () -> !process.isAlive()).until(() -> send("GET", address + "/-/ready", "").statusCode() == 200);
    return process;
  }

  @AfterAll
  static void stop() throws InterruptedException {
    HTTP.close();
    if (alertmanager == null) return;
    alertmanager.destroy();
    alertmanager.waitFor();
  }

  @Test
  void amtoolTakesIt() throws Exception {
    assertThat(amtool("check-config", CONFIG.toString())).contains("SUCCESS").contains("7 inhibit rules").contains("4 receivers");
  }

  /** A rule for an alert that does not exist holds nothing back. */
  @Test
  void itNamesAlertsThatExist() throws IOException {
    Set<String> named = NAMES.matcher(Files.readString(CONFIG)).results().flatMap(m -> Stream.of(m.group(1).split("\\|", -1)))
        .filter(name -> !name.equals("Plc.+")).collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).isNotEmpty().isSubsetOf(RULES.keySet());
  }

  @ParameterizedTest
  @CsvSource({
      "PlcPreFault, High, on-call", "PlcPreFault, Low, shift", "PlcUnreachable, Medium, on-call", "PlcUnreachable, Low, shift", "PlcCpuStopped, High, on-call", "SiteUnreachable, '', on-call",
      "MonitorDown, '', on-call", "PlcScoreWarning, High, shift", "NoSeries, '', shift", "OperatorDown, '', shift", "RolloutRolledBack, '', shift",
      "PlcAckSlow, High, board", "PlcFleetWatchdog, '', dead-mans-switch"})
  void eachIsSentToWhoIsMeant(String alert, String criticality, String receiver) throws Exception {
    List<String> words = new ArrayList<>(List.of("config", "routes", "test", "--config.file=" + CONFIG));
    labels(alert, criticality.isEmpty() ? Map.of() : Map.of("criticality", criticality)).forEach((label, value) -> words.add(label + "=" + value));

    assertThat(amtool(words.toArray(String[]::new)).strip()).isEqualTo(receiver);
  }

  @Test
  void oneCauseIsToldOnce() throws Exception {
    post(address, labels("SiteUnreachable", Map.of("site", "graz")), labels("PlcUnreachable", plc("press-01", "graz")), labels("PlcUnreachable", plc("press-02", "linz")),
        labels("PlcFlapping", plc("press-03", "graz")), labels("PlcPreFault", plc("press-04", "graz")), labels("PlcFlapping", plc("press-04", "linz")),
        labels("PlcAddressConflict", plc("press-05", "graz")), labels("PlcScoreCritical", plc("press-05", "graz")), labels("PlcUnreachable", plc("press-05", "linz")),
        labels("PlcUnreachable", plc("press-07", "linz")), labels("PlcPreFault", plc("press-07", "linz")),
        labels("PlcPreFault", plc("press-08", "linz")), labels("PlcScoreCritical", plc("press-08", "linz")), labels("PlcStale", plc("press-06", "graz")),
        labels("MonitorOverloaded", Map.of("pod", "line-a-0-0")), labels("MonitorDown", Map.of("monitor", "line-a-0-0")),
        labels("FleetNotSelected", Map.of("kind", "PrometheusRule")), labels("PlcFleetWatchdog", Map.of()));

    assertThat(states()).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
        Map.entry("SiteUnreachable", "active"),
        Map.entry("PlcUnreachable press-01", "suppressed"),
        Map.entry("PlcUnreachable press-02", "active"),
        Map.entry("PlcFlapping press-03", "suppressed"),
        Map.entry("PlcPreFault press-04", "active"),
        Map.entry("PlcFlapping press-04", "suppressed"),
        Map.entry("PlcAddressConflict press-05", "active"),
        Map.entry("PlcScoreCritical press-05", "suppressed"),
        Map.entry("PlcUnreachable press-05", "suppressed"),
        Map.entry("PlcUnreachable press-07", "active"),
        Map.entry("PlcPreFault press-07", "suppressed"),
        Map.entry("PlcPreFault press-08", "active"),
        Map.entry("PlcScoreCritical press-08", "suppressed"),
        Map.entry("PlcStale press-06", "suppressed"),
        Map.entry("MonitorOverloaded", "active"),
        Map.entry("MonitorDown", "active"),
        Map.entry("FleetNotSelected", "active"),
        Map.entry("PlcFleetWatchdog", "active")));
  }

  /** The site is known to be down 45 s after its first PLC at the latest, with scrapes and rules every 15 s. Until then nobody is told of a PLC, whoever it is. */
  @Test
  void whoIsToldOfAPlcWaitsForItsSite(@TempDir Path folder) throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    HttpServer receivers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receivers.createContext("/", exchange -> {
      try (exchange) {
        JSON.readTree(exchange.getRequestBody()).get("alerts").forEach(alert -> told.add((alert.at("/labels/alertname").asText() + " " + alert.at("/labels/plc").asText()).strip()));
        exchange.sendResponseHeaders(204, -1);
      }
    });
    receivers.start();
    Path hasty = folder.resolve("alertmanager.yaml");
    String waits = Pattern.compile("group_wait: (\\d+)(s|m)").matcher(Files.readString(CONFIG))
        .replaceAll(wait -> "group_wait: " + Integer.parseInt(wait.group(1)) * (wait.group(2).equals("m") ? 60_000 : 1_000) / HASTE + "ms");
    Files.writeString(hasty, waits.replaceAll("http://\\w+\\.example/", "http://127.0.0.1:" + receivers.getAddress().getPort() + "/"));
    String own = freeAddress();
    Process process = started(own, hasty, Files.createDirectory(folder.resolve("data")));
    try {
      post(own, labels("PlcUnreachable", plc("press-01", "graz")), labels("PlcUnreachable", Map.of("plc", "press-02", "site", "graz", "criticality", "Low")),
          labels("PlcUnreachable", plc("press-03", "linz")));
      Thread.sleep(45_000 / HASTE);
      post(own, labels("SiteUnreachable", Map.of("site", "graz")));
      Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(told).contains("SiteUnreachable", "PlcUnreachable press-03"));
      Thread.sleep(15_000 / HASTE);

      assertThat(told).as("of its PLCs nothing").containsOnly("SiteUnreachable", "PlcUnreachable press-03");
    } finally {
      process.destroy();
      process.waitFor();
      receivers.stop(0);
    }
  }

  /** As the rule would write them: an alert that does not exist, or has another severity, cannot be posted. */
  private static Map<String, String> labels(String alert, Map<String, String> more) {
    AlertRule rule = Objects.requireNonNull(RULES.get(alert), alert);
    Map<String, String> labels = new TreeMap<>(Map.of("alertname", alert, "severity", rule.severity().name()));
    if (rule.severity() != AlertRule.Severity.none) labels.putAll(Map.of("namespace", "plant", "fleet", "line-a"));
    labels.putAll(more);
    return labels;
  }

  private static Map<String, String> plc(String name, String site) {
    return Map.of("plc", name, "site", site, "criticality", "High");
  }

  @SafeVarargs
  private static void post(String address, Map<String, String>... alerts) throws Exception {
    List<Map<String, Object>> all = Stream.of(alerts).map(labels -> Map.<String, Object>of("labels", labels)).toList();
    assertThat(send("POST", address + "/api/v2/alerts", JSON.writeValueAsString(all)).statusCode()).isEqualTo(200);
  }

  /** By name and PLC. */
  private static Map<String, String> states() throws Exception {
    Map<String, String> states = new TreeMap<>();
    for (JsonNode alert : JSON.readTree(send("GET", address + "/api/v2/alerts", "").body())) {
      states.put((alert.at("/labels/alertname").asText() + " " + alert.at("/labels/plc").asText()).strip(), alert.at("/status/state").asText());
    }
    return states;
  }

  private static HttpResponse<String> send(String method, String url, String body) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).header("Content-Type", "application/json")
        .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String amtool(String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(BIN.resolve("amtool").toString()));
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", words) + "\n" + output).isZero();
    return output;
  }
}
