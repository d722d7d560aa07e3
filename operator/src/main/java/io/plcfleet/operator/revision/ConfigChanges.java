package io.plcfleet.operator.revision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plcfleet.operator.shard.ShardJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What differs between two revisions, field by field, for people. */
public final class ConfigChanges {
  private static final int LONGEST_VALUE = 120;
  private static final int MOST = 100;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  /** Where the parts of a revision are declared. */
  private static final Map<String, String> DECLARED = Map.of("profileRef", "spec.profileRef.name", "defaults", "spec.defaults", "overrides", "spec.overrides",
      "image", "spec.monitor.image", "profiles", "ScoringProfile");

  private ConfigChanges() {}

  /** For example {@code spec.defaults.polling.interval: "1s" -> "100ms"}, sorted; of very many the last are only counted. */
  public static List<String> between(SharedConfig from, SharedConfig to) {
    Map<String, String> before = new TreeMap<>();
    Map<String, String> after = new TreeMap<>();
    flatten("", tree(from), before);
    flatten("", tree(to), after);
    List<String> changes = new ArrayList<>();
    for (String field : new TreeSet<>(union(before, after))) {
      String was = before.getOrDefault(field, "absent");
      String is = after.getOrDefault(field, "absent");
      if (!was.equals(is)) changes.add(field + ": " + was + " -> " + is);
    }
    if (changes.size() <= MOST) return changes;
    List<String> first = new ArrayList<>(changes.subList(0, MOST - 1));
    first.add("and " + (changes.size() - first.size()) + " more");
    return first;
  }

  private static List<String> union(Map<String, String> one, Map<String, String> other) {
    List<String> all = new ArrayList<>(one.keySet());
    all.addAll(other.keySet());
    return all;
  }

  private static JsonNode tree(SharedConfig config) {
    try {
      return MAPPER.readTree(ShardJson.text(config));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written as JSON is none", e);
    }
  }

  private static void flatten(String path, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      node.properties().forEach(field -> flatten(step(path, field.getKey()), field.getValue(), into));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) flatten(path + "[" + name(node.get(i), i) + "]", node.get(i), into);
    } else if (!node.isNull()) {
      String value = node.toString();
      into.put(path, value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE - 3) + "...");
    }
  }

  private static String step(String path, String field) {
    if (path.isEmpty()) return DECLARED.getOrDefault(field, field);
    return path.equals("ScoringProfile") ? "ScoringProfile/" + field + " spec" : path + "." + field;
  }

  /** Overrides and penalties are known by their name, not by their place. */
  private static String name(JsonNode element, int index) {
    if (element.path("name").isTextual()) return element.get("name").asText();
    return element.path("signal").isTextual() ? element.get("signal").asText() : String.valueOf(index);
  }
}
