package io.plcfleet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The range API of a Prometheus, for one range.
 *
 * @param address base address, as {@code http://localhost:9090}
 */
record PrometheusServer(URI address, Instant start, Instant end, Duration step) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A PLC as Prometheus knows it; namespace and fleet are empty where the target has no such labels. */
  record Series(String namespace, String fleet, String plc) {
    static Series of(JsonNode labels) {
      return new Series(labels.path("namespace").asText(""), labels.path("fleet").asText(""), labels.path("plc").asText(""));
    }
  }

  HttpClient client() {
    return HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  }

  /** The same range, begun so many steps earlier that they cover a time. */
  PrometheusServer begunEarlier(Duration by) {
    long steps = Math.ceilDiv(by.toMillis(), step.toMillis());
    return new PrometheusServer(address, start.minus(step.multipliedBy(steps)), end, step);
  }

  /** By PLC: time in milliseconds to value; nothing where there is none. */
  Map<Series, Map<Long, Double>> range(HttpClient client, String query) throws IOException, InterruptedException {
    return rangeBy(client, query, "").getOrDefault("", Map.of());
  }

  /** The same by the values of a further label. */
  Map<String, Map<Series, Map<Long, Double>>> rangeBy(HttpClient client, String query, String label) throws IOException, InterruptedException {
    String parameters = "query=" + encoded(query) + "&start=" + seconds(start.toEpochMilli()) + "&end=" + seconds(end.toEpochMilli()) + "&step=" + seconds(step.toMillis());
    HttpRequest request = HttpRequest.newBuilder(URI.create(address.toString().replaceAll("/$", "") + "/api/v1/query_range?" + parameters)).timeout(PATIENCE).build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new Unusable(address + " answers " + response.statusCode() + " to " + query + ": " + response.body().strip());
    }
    Map<String, Map<Series, Map<Long, Double>>> found = new HashMap<>();
    for (JsonNode series : JSON.readTree(response.body()).at("/data/result")) {
      Map<Long, Double> values = found.computeIfAbsent(series.get("metric").path(label).asText(""), _ -> new HashMap<>())
          .computeIfAbsent(Series.of(series.get("metric")), _ -> new TreeMap<>());
      for (JsonNode sample : series.get("values")) values.put(Math.round(sample.get(0).asDouble() * 1000), number(sample.get(1).asText()));
    }
    return found;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static String seconds(long millis) {
    return String.valueOf(millis / 1000.0);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
