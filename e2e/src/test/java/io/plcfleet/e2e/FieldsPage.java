package io.plcfleet.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page {@code docs/fields.md}, written from the CustomResourceDefinitions. */
final class FieldsPage {
  private static final YAMLMapper YAML = new YAMLMapper();
  /** Types of Kubernetes itself are named, not spelled out. */
  private static final Map<String, String> OF_KUBERNETES =
      Map.of("selector", "LabelSelector", "tolerations", "list of Toleration", "resources", "ResourceRequirements", "conditions", "list of Condition, by `type`");

  private final StringBuilder page = new StringBuilder();

  private FieldsPage() {}

  static String text(Path crds) throws IOException {
    FieldsPage fields = new FieldsPage();
    fields.page.append("""
        # All fields

        Written from `crds/generated`; a change there makes `DocumentsTest` fail with the command that writes this page anew.
        How the fields work together is told in [resources](resources.md).

        A field in **bold** is required within what holds it. Durations are texts such as `800ms`, `1s`, `1m30s`; decimals are texts such as `"0.25"`.
        The API server refuses unknown fields only where it is asked to (`kubectl apply --validate=strict`, the default of kubectl); else it drops them.
        """);
    for (String kind : List.of("plcs", "scoringprofiles", "monitorfleets", "configrollouts")) fields.kind(YAML.readTree(crds.resolve(kind + ".plcfleet.io.yaml").toFile()).get("spec"));
    return fields.page.toString();
  }

  private void kind(JsonNode crd) {
    JsonNode version = crd.at("/versions/0");
    JsonNode names = crd.get("names");
    page.append("\n## ").append(names.get("kind").asText()).append("\n\n`").append(crd.get("group").asText()).append('/').append(version.get("name").asText())
        .append("`, short name `").append(names.at("/shortNames/0").asText()).append("`, category `").append(names.at("/categories/0").asText()).append("`.\n");
    JsonNode schema = version.at("/schema/openAPIV3Schema");
    rules("", schema);
    table("spec", schema.at("/properties/spec"));
    if (schema.at("/properties/status").has("properties")) table("status", schema.at("/properties/status"));
  }

  private void table(String name, JsonNode schema) {
    page.append("\n| ").append(name).append(" | type | |\n|---|---|---|\n");
    List<String> rules = new ArrayList<>();
    rows("", schema, rules);
    rulesOf(name, schema, rules);
    if (!rules.isEmpty()) page.append('\n').append(String.join("\n", rules)).append('\n');
  }

  private void rows(String prefix, JsonNode schema, List<String> rules) {
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(field -> required.add(field.asText()));
    schema.path("properties").properties().forEach(field -> {
      String path = prefix + field.getKey();
      JsonNode property = field.getValue();
      String shown = required.contains(field.getKey()) ? "**`" + path + "`**" : "`" + path + "`";
      String known = OF_KUBERNETES.get(field.getKey());
      page.append("| ").append(shown).append(" | ").append(known == null ? type(property) : known).append(" | ").append(what(property)).append(" |\n");
      if (known != null) return;
      JsonNode inner = property.has("items") ? property.get("items") : property;
      rulesOf("`" + path + "`", inner, rules);
      rows(path + (property.has("items") ? "[]." : "."), inner, rules);
    });
  }

  private void rules(String of, JsonNode schema) {
    List<String> rules = new ArrayList<>();
    rulesOf(of, schema, rules);
    if (!rules.isEmpty()) page.append('\n').append(String.join("\n", rules)).append('\n');
  }

  private static void rulesOf(String of, JsonNode schema, List<String> rules) {
    schema.path("x-kubernetes-validations").forEach(rule -> rules.add("- " + (of.isEmpty() ? "" : of + ": ") + message(rule)));
  }

  /** Where the API server puts a value into the words, the name of its field stands here. */
  private static String message(JsonNode rule) {
    if (rule.has("message")) return rule.get("message").asText();
    return rule.get("messageExpression").asText().replaceAll("' \\+ self\\.(\\w+) \\+ '", "`$1`").replaceAll("^'|'$", "");
  }

  private static String type(JsonNode property) {
    if (property.has("enum")) return property.get("enum").valueStream().map(value -> "`" + value.asText() + "`").collect(Collectors.joining(", "));
    if (property.has("items")) {
      JsonNode key = property.at("/x-kubernetes-list-map-keys/0");
      return key.isMissingNode() ? "list" : "list, by `" + key.asText() + "`";
    }
    if (property.has("additionalProperties")) return "map of texts";
    String type = property.get("type").asText();
    return type.equals("string") ? "text" : type;
  }

  private static String what(JsonNode property) {
    List<String> words = new ArrayList<>();
    if (property.has("description")) words.add(property.get("description").asText().replace("|", "\\|"));
    if (property.has("minimum")) words.add(property.has("maximum") ? property.get("minimum").asInt() + " to " + property.get("maximum").asInt() : "at least " + property.get("minimum").asInt());
    if (property.has("maxItems")) words.add("at most " + property.get("maxItems").asInt());
    return String.join(". ", words);
  }
}
