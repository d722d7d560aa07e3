package io.plcfleet.e2e.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that scrapes every second, and the questions that Grafana asks one. */
final class PrometheusProcess implements AutoCloseable {
  private static final Path PROGRAM = ApiServer.testbed().resolve("bin/prometheus");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  /**
   * Starts it.
   *
   * @param jobs what to scrape, as YAML
   * @param rules groups of rules, as YAML
   */
  PrometheusProcess(Path folder, String jobs, String rules) throws IOException {
    assertThat(PROGRAM).as("prometheus is missing; build it by\n  testbed/build prometheus\nor leave the integration tests out by\n  mvn verify -DskipITs\n").isExecutable();
    port = OperatorProcess.freePort();
    Files.writeString(folder.resolve("rules.yaml"), rules);
    Path config = Files.writeString(folder.resolve("prometheus.yaml"),
        "global: {scrape_interval: 1s, scrape_timeout: 900ms, evaluation_interval: 1s}\nrule_files: [rules.yaml]\nscrape_configs:\n" + jobs);
    process = new ProcessBuilder(PROGRAM.toString(), "--config.file=" + config, "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true).redirectOutput(folder.resolve("prometheus.log").toFile()).start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
  }

  /** What a query gives now. */
  JsonNode now(String query) throws IOException, InterruptedException {
    return data("query?query=" + encoded(query)).get("result");
  }

  /** What a query gives since then, every five seconds. */
  JsonNode since(Instant start, String query) throws IOException, InterruptedException {
    return data("query_range?step=5&start=" + start.getEpochSecond() + "&end=" + Instant.now().getEpochSecond() + "&query=" + encoded(query)).get("result");
  }

  List<String> labelValues(String selector, String label) throws IOException, InterruptedException {
    List<String> values = new ArrayList<>();
    data("label/" + label + "/values?match%5B%5D=" + encoded(selector)).forEach(value -> values.add(value.asText()));
    return values;
  }

  /** Names of all metrics that a query selects, as Prometheus itself parses it. */
  List<String> metrics(String query) throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (JsonNode node : data("parse_query?query=" + encoded(query)).findParents("matchers")) names.add(node.path("name").asText());
    return names;
  }

  private JsonNode data(String question) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + question)).build(), HttpResponse.BodyHandlers.ofString());
    JsonNode json = JSON.readTree(answer.body());
    assertThat(json.path("status").asText()).as("%s\n%s", question, answer.body()).isEqualTo("success");
    return json.get("data");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
