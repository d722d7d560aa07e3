package io.plcfleet.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The rules of the chart as a table: each with the comment that stands before it. */
final class RightsTable {
  private static final String BEGIN = "<!-- rights: written by DocumentsTest -->\n";
  private static final String END = "<!-- end -->";

  private RightsTable() {}

  /** The page with the table anew. */
  static String in(String page, String rules) throws IOException {
    return page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table(rules) + page.substring(page.indexOf(END));
  }

  private static String table(String rules) throws IOException {
    StringBuilder table = new StringBuilder("| resource | group | may | why |\n|---|---|---|---|\n");
    String why = "";
    for (String rule : parts(rules)) {
      if (rule.startsWith("#")) {
        why = rule.substring(1).strip();
        continue;
      }
      JsonNode each = new YAMLMapper().readTree(rule).get(0);
      table.append("| ").append(words(each.get("resources"))).append(" | ").append(each.at("/apiGroups/0").asText()).append(" | ")
          .append(words(each.get("verbs"))).append(" | ").append(why).append(" |\n");
    }
    return table.toString();
  }

  /** Comments and rules in their order; of what Helm's language says nothing. */
  private static List<String> parts(String rules) {
    List<String> parts = new ArrayList<>();
    for (String line : rules.lines().filter(l -> !l.startsWith("{{")).toList()) {
      if (line.startsWith("#") || line.startsWith("- ")) parts.add(line);
      else parts.set(parts.size() - 1, parts.getLast() + "\n" + line);
    }
    return parts;
  }

  private static String words(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).collect(Collectors.joining(", "));
  }
}
