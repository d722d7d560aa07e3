package io.plcfleet.e2e.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A dashboard as Grafana uses one: variables are filled from Prometheus, one after the other, and queries with what is chosen. */
record GrafanaBoard(JsonNode json) {
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** @param now whether it asks for the end of the time on view, and not for all of it */
  record Asked(String panel, String query, boolean now) {}

  static GrafanaBoard of(String text) throws IOException {
    return new GrafanaBoard(JSON.readTree(text));
  }

  String title() {
    return json.get("title").asText();
  }

  /** All that it asks for: panels and marks on the time axis. */
  List<Asked> queries() {
    List<Asked> all = new ArrayList<>();
    for (JsonNode panel : json.get("panels")) {
      panel.path("targets").forEach(target -> all.add(new Asked(panel.get("title").asText(), target.get("expr").asText(), target.get("instant").asBoolean())));
    }
    json.at("/annotations/list").forEach(event -> all.add(new Asked("events \"" + event.get("name").asText() + "\"", event.get("expr").asText(), false)));
    return all;
  }

  List<JsonNode> variables() {
    return StreamSupport.stream(json.at("/templating/list").spliterator(), false).filter(variable -> variable.get("type").asText().equals("query")).toList();
  }

  /** What a variable offers when those before it are chosen. */
  List<String> offered(PrometheusProcess prometheus, JsonNode variable, Map<String, String> chosen) throws IOException, InterruptedException {
    Matcher asked = LABEL_VALUES.matcher(filled(variable.at("/query/query").asText(), chosen));
    if (!asked.matches()) throw new AssertionError("not what Grafana understands: " + variable);
    return prometheus.labelValues(asked.group(1), asked.group(2));
  }

  /** All that can be chosen: everything of variables that allow several values, and each value of those that allow one. */
  List<Map<String, String>> choices(PrometheusProcess prometheus) throws IOException, InterruptedException {
    List<Map<String, String>> choices = List.of(Map.of());
    for (JsonNode variable : variables()) {
      List<Map<String, String>> further = new ArrayList<>();
      for (Map<String, String> chosen : choices) {
        List<String> offered = offered(prometheus, variable, chosen);
        if (offered.isEmpty()) throw new AssertionError(title() + ": " + variable.get("name") + " offers nothing with " + chosen);
        if (variable.get("multi").asBoolean()) further.add(with(chosen, variable, variable.get("allValue").asText()));
        else offered.forEach(value -> further.add(with(chosen, variable, value)));
      }
      choices = further;
    }
    return choices;
  }

  JsonNode ask(PrometheusProcess prometheus, Asked asked, Map<String, String> chosen, Instant start) throws IOException, InterruptedException {
    String query = filled(asked.query, chosen);
    return asked.now ? prometheus.now(query) : prometheus.since(start, query);
  }

  static String filled(String text, Map<String, String> chosen) {
    String filled = text.replace("$__rate_interval", "20s");
    for (Map.Entry<String, String> one : chosen.entrySet()) filled = filled.replaceAll("\\$" + one.getKey() + "\\b", Matcher.quoteReplacement(one.getValue()));
    return filled;
  }

  private static Map<String, String> with(Map<String, String> chosen, JsonNode variable, String value) {
    Map<String, String> more = new HashMap<>(chosen);
    more.put(variable.get("name").asText(), value);
    return more;
  }
}
