package io.plcfleet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plcfleet.cli.Timeline.Change;
import io.plcfleet.cli.Timeline.Moment;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.GradeChange;
import io.plcfleet.scoring.Scorer;
import io.plcfleet.scoring.SignalName;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signals of one PLC as Prometheus kept them. What Prometheus does not know shares its points out among the others, as at a start; see
 * {@link PrometheusQueries} for what is exact and what is rebuilt.
 *
 * @param server base address, as {@code http://localhost:9090}
 * @param matchers further matchers of the series, as {@code fleet="line-a"}
 */
record PrometheusRange(URI server, String matchers, Instant start, Instant end, Duration step) implements Source {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public List<Timeline> replay(@Nullable String plc, List<ProfileFile> profiles, Duration alertsEvery) throws IOException, InterruptedException {
    if (plc == null) throw new Unusable("--plc is needed with --from-prometheus");
    PrometheusQueries queries = new PrometheusQueries(plc, matchers);
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      Map<Long, Double> up = range(client, queries.up());
      if (up.isEmpty()) throw new Unusable(server + " has no series plc_up of PLC " + plc + " from " + start + " to " + end);
      Map<SignalName, Map<Long, Double>> measured = new EnumMap<>(SignalName.class);
      for (Map.Entry<SignalName, String> query : queries.signals().entrySet()) measured.put(query.getKey(), range(client, query.getValue()));
      return profiles.stream().map(profile -> timeline(plc, profile, up, measured, alertsEvery)).toList();
    }
  }

  private static Timeline timeline(String plc, ProfileFile profile, Map<Long, Double> up, Map<SignalName, Map<Long, Double>> measured, Duration alertsEvery) {
    Scorer scorer = new Scorer(profile.profile());
    List<Moment> moments = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    up.forEach((millis, answers) -> {
      Instant at = Instant.ofEpochMilli(millis);
      boolean unreachable = answers == 0;
      GradeChange change = scorer.assessMeasured(signal -> measured.getOrDefault(signal, Map.of()).getOrDefault(millis, Double.NaN),
          new Findings(unreachable, false, false, false), millis * 1_000_000);
      moments.add(new Moment(at, scorer.score(), scorer.grade(), scorer.reason(), unreachable));
      if (change != null) {
        changes.add(new Change(at, change.from(), change.to(), change.reason(), scorer.score(), scorer.assessment().explanation()));
      }
    });
    return new Timeline(plc, profile.name(), moments, changes, AlertReplay.of(moments, alertsEvery));
  }

  /** Time in milliseconds to value; nothing where there is none. */
  private Map<Long, Double> range(HttpClient client, String query) throws IOException, InterruptedException {
    String parameters = "query=" + encoded(query) + "&start=" + seconds(start.toEpochMilli()) + "&end=" + seconds(end.toEpochMilli()) + "&step=" + seconds(step.toMillis());
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.toString().replaceAll("/$", "") + "/api/v1/query_range?" + parameters)).timeout(PATIENCE).build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new Unusable(server + " answers " + response.statusCode() + " to " + query + ": " + response.body().strip());
    }
    Map<Long, Double> values = new TreeMap<>();
    for (JsonNode series : JSON.readTree(response.body()).at("/data/result")) {
      for (JsonNode sample : series.get("values")) values.put(Math.round(sample.get(0).asDouble() * 1000), number(sample.get(1).asText()));
    }
    return values;
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
