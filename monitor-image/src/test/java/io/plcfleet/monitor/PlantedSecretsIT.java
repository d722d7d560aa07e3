package io.plcfleet.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.contract.Networks;
import io.plcfleet.simulator.OpcUaPlcs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A monitor with credentials on disk, as a process of its own: those that let it in, those that a server refuses, and those that are spoilt in
 * ways that make somebody quote them. Then everything that it says is searched for all of them.
 */
class PlantedSecretsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String TOKEN = "planted-monitor-token-51be02";
  private static final String WRONG_PASSWORD = "planted-wrong-password-88d1";
  private static final String NO_KEY = "planted-key-that-is-none-06aa";

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir @SuppressWarnings("NullAway.Init")  // JUnit fills it in
  Path folder;

  @Test
  void areNowhereInWhatAMonitorSays() throws Exception {
    Process process = null;
    try (OpcUaPlcs plcs = new OpcUaPlcs("127.0.0.1")) {
      Fleet fleet = new Fleet(200, 5000);
      for (String name : List.of("let-in", "refused", "no-key", "swapped", "not-trusting")) {
        plcs.writeCredentials(folder.resolve("credentials").resolve(name), true);
        fleet.opcUa(name, plcs.serve(name), name, "ns=2;s=Life");
      }
      plant();
      process = start(fleet);
      int metrics = port("metrics");
      int status = port("status");
      report(status, plc -> switch (plc.name()) {
        case "let-in" -> Boolean.TRUE.equals(plc.reachable());
        case "refused" -> String.valueOf(plc.lastOutcome()).contains("BadUserAccessDenied");
        case "not-trusting" -> String.valueOf(plc.lastOutcome()).contains("does not trust");
        default -> plc.problem() != null;
      });
      Map<String, String> said = new HashMap<>();
      said.put("/metrics", get(metrics, "/metrics", TOKEN, 200));
      for (String page : List.of("/status", "/traces", "/recording")) said.put(page, get(status, page, TOKEN, 200));
      for (String page : List.of("/health/live", "/health/ready")) said.put(page, get(status, page, TOKEN, 200));
      said.put("refusal", get(status, "/status", TOKEN + "x", 401));
      said.put("log", Files.readString(log()));
      assertThat(said.get("log")).contains("Loaded configuration 1 with 5 PLCs");
      assertThat(said.get("/recording")).as("unpacked").contains("let-in");
      assertThat(said.get("/metrics")).contains("plc_errors_total{plc=\"refused\"");
      for (String secret : secrets()) {
        String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        assertThat(said).allSatisfy((page, text) -> assertThat(text).as(page).doesNotContain(secret).doesNotContain(encoded));
      }
    } finally {
      if (process != null) process.destroyForcibly();
      http.close();
    }
  }

  private void plant() throws IOException {
    Files.writeString(file("refused", "password"), WRONG_PASSWORD);
    Files.writeString(file("no-key", "client.key"), NO_KEY);
    Files.copy(file("swapped", "client.key"), file("swapped", "client.crt"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(file("not-trusting", "client.crt"), file("not-trusting", "ca.crt"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Of a private key each line, without those that all keys have. */
  private List<String> secrets() throws IOException {
    List<String> secrets = new ArrayList<>(List.of(TOKEN, OpcUaPlcs.PASSWORD, WRONG_PASSWORD, NO_KEY));
    for (String name : List.of("let-in", "swapped")) {
      try (Stream<String> lines = Files.lines(file(name, "client.key"))) {
        lines.filter(line -> !line.startsWith("-----")).forEach(secrets::add);
      }
    }
    assertThat(secrets).as("keys among them").hasSizeGreaterThan(40);
    return secrets;
  }

  private Path file(String credentials, String name) {
    return folder.resolve("credentials").resolve(credentials).resolve(name);
  }

  private Process start(Fleet fleet) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx64m", "-XX:+UseSerialGC",
        "-Dplcfleet.credentials=" + folder.resolve("credentials"), "-cp", System.getProperty("java.class.path"), Main.class.getName());
    builder.environment().putAll(Map.of(
        "PLCFLEET_CONFIG", Files.writeString(folder.resolve("monitor.json"), fleet.json(1)).toString(),
        "PLCFLEET_TOKEN_FILE", Files.writeString(folder.resolve("token"), TOKEN).toString(),
        "PLCFLEET_METRICS_PORT", "0", "PLCFLEET_STATUS_PORT", "0", "PLCFLEET_RECORDING_MINUTES", "1", Networks.VARIABLE, "127.0.0.0/8"));
    return builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
  }

  private Path log() {
    return folder.resolve("log");
  }

  private int port(String of) throws IOException {
    Pattern port = Pattern.compile(of + " on port (\\d+)");
    for (long end = System.nanoTime() + SOON.toNanos(); System.nanoTime() - end < 0; RunningMonitor.sleep(Duration.ofMillis(50))) {
      Matcher matcher = port.matcher(Files.readString(log()));
      if (matcher.find()) return Integer.parseInt(matcher.group(1));
    }
    throw new AssertionError("no monitor: " + Files.readString(log()));
  }

  /** Waits until each PLC is as wanted. */
  private void report(int port, Predicate<PlcReport> wanted) throws Exception {
    List<PlcReport> plcs = List.of();
    for (long end = System.nanoTime() + SOON.toNanos(); System.nanoTime() - end < 0; RunningMonitor.sleep(Duration.ofMillis(200))) {
      plcs = new JsonMapper().readValue(get(port, "/status", TOKEN, 200), MonitorReport.class).plcs();
      if (plcs.size() == 5 && plcs.stream().allMatch(wanted)) return;
    }
    throw new AssertionError("not within " + SOON + ": " + plcs.stream().filter(wanted.negate()).toList());
  }

  private String get(int port, String path, String token, int code) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header("Authorization", "Bearer " + token).build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(path).isEqualTo(code);
    boolean packed = answer.headers().firstValue("Content-Type").filter("application/gzip"::equals).isPresent();
    byte[] bytes = packed ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes() : answer.body();
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
