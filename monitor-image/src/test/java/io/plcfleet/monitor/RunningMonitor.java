package io.plcfleet.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.contract.Networks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;

/** A monitor within the test, on free ports, with a file as the kubelet would mount it. */
public final class RunningMonitor implements AutoCloseable {
  public static final String TOKEN = "a-token-for-tests";

  private final HttpClient http = HttpClient.newHttpClient();
  private final MountedFile file;
  private final Path token;
  private final Monitor monitor;

  public RunningMonitor(Path folder) throws IOException {
    this(folder, Networks.EVERYWHERE);
  }

  /** @param networks that it may connect to */
  public RunningMonitor(Path folder, Networks networks) throws IOException {
    file = new MountedFile(Files.createDirectory(folder.resolve("config")));
    token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    monitor = new Monitor(new Options(file.path(), token, 0, 0, networks), Clock.systemUTC());
  }

  public void load(String json) throws IOException {
    file.write(json);
  }

  public void exchangeToken(String other) throws IOException {
    Files.writeString(token, other);
  }

  /** What the Secret has beside the token. */
  public void otherToken(String key, String other) throws IOException {
    Files.writeString(token.resolveSibling(key), other);
  }

  public HttpResponse<String> get(boolean metricsPort, String path, String bearer) {
    int port = metricsPort ? monitor.metricsPort() : monitor.statusPort();
    return send(HttpRequest.newBuilder(uri(port, path)).header("Authorization", "Bearer " + bearer).build());
  }

  /** To the status port, without a token. */
  public HttpResponse<String> send(String method, String path) {
    return send(HttpRequest.newBuilder(uri(monitor.statusPort(), path)).method(method, HttpRequest.BodyPublishers.noBody()).build());
  }

  private static URI uri(int port, String path) {
    return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + path);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  public String metrics() {
    HttpResponse<String> answer = get(true, "/metrics", TOKEN);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  /** The value of a series, named as it stands on the page; NaN when it is not there. */
  public double metric(String series) {
    return metrics().lines().filter(line -> line.startsWith(series + " ")).mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst().orElse(Double.NaN);
  }

  public MonitorReport report() {
    HttpResponse<String> answer = get(false, "/status", TOKEN);
    assertThat(answer.statusCode()).isEqualTo(200);
    try {
      return new JsonMapper().readValue(answer.body(), MonitorReport.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not a report: " + answer.body(), e);
    }
  }

  public PlcReport plc(String name) {
    return report().plcs().stream().filter(plc -> plc.name().equals(name)).findFirst().orElseThrow(() -> new AssertionError("no PLC " + name));
  }

  /** Waits until the report is as wanted. */
  public MonitorReport await(Duration patience, Predicate<MonitorReport> wanted) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      MonitorReport report = report();
      if (wanted.test(report)) return report;
      if (System.nanoTime() - end > 0) throw new AssertionError("not within " + patience + ": " + report.plcs().stream().map(String::valueOf).limit(5).toList());
      sleep(Duration.ofMillis(20));
    }
  }

  /** Waits until a PLC is as wanted. */
  public PlcReport awaitPlc(String name, Duration patience, Predicate<PlcReport> wanted) {
    await(patience, report -> report.plcs().stream().anyMatch(plc -> plc.name().equals(name) && wanted.test(plc)));
    return plc(name);
  }

  public static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    monitor.close();
    http.shutdownNow();
  }
}
