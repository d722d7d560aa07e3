package io.plcfleet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people may have declared by an older version is still taken: fields stay, with at least the values that they took. The file
 * {@code promised-fields.txt} has what was promised; further fields are no break and come in with the next write. Rules in CEL cannot be
 * compared by a program: a new one must let through what was taken before.
 */
class CompatibilityTest {
  private static final Path PROMISED = Path.of("promised-fields.txt");
  private static final String WRITE = "mvn -pl crds -am test -Dtest=CompatibilityTest -Dsurefire.failIfNoSpecifiedTests=false -Dplcfleet.write=true";
  private static final YAMLMapper YAML = new YAMLMapper();
  /** Smaller is narrower, and so is one where there was none. */
  private static final Set<String> UPPER = Set.of("maxLength", "maxItems", "maximum", "maxProperties");
  /** Greater is narrower, and so is one where there was none. */
  private static final Set<String> LOWER = Set.of("minLength", "minItems", "minimum");
  private static final List<String> EXACT = List.of("type", "pattern", "format", "x-kubernetes-int-or-string");

  @Test
  void whatWasTakenIsStillTaken() throws IOException {
    Map<String, Map<String, String>> now = fields();
    if (Boolean.getBoolean("plcfleet.write")) Files.writeString(PROMISED, text(now));
    List<String> broken = new ArrayList<>();
    for (String line : Files.readAllLines(PROMISED)) {
      List<String> words = List.of(line.split("\t", -1));
      narrowed(facets(words.subList(1, words.size())), now.get(words.getFirst())).forEach(why -> broken.add(words.getFirst() + ": " + why));
    }
    assertThat(Files.readAllLines(PROMISED)).hasSizeGreaterThan(200);
    assertThat(broken).as("fields that take less than was promised. People have such objects in Git: take it back, or make another version of the API. Before a first release:%n  %s%n", WRITE)
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      type=string                 | type=string                    | true
      type=string                 | type=integer                   | false
      type=string                 |                                | false
      type=string                 | type=string required=true      | false
      type=string required=true   | type=string                    | true
      type=string maxLength=10    | type=string maxLength=20       | true
      type=string maxLength=10    | type=string maxLength=9        | false
      type=string                 | type=string maxLength=9        | false
      type=integer minimum=1      | type=integer minimum=0         | true
      type=integer minimum=1      | type=integer minimum=2         | false
      type=string enum=A,B        | type=string enum=A,B,C         | true
      type=string enum=A,B        | type=string enum=A             | false
      type=string                 | type=string enum=A             | false
      type=string pattern=a+      | type=string pattern=a*         | false
      type=string pattern=a+      | type=string                    | true
      """)
  void aNarrowerFieldIsABreak(String promised, @Nullable String now, boolean taken) {
    assertThat(narrowed(facets(List.of(promised.split(" ", -1))), now == null ? null : facets(List.of(now.split(" ", -1)))).isEmpty()).isEqualTo(taken);
  }

  private static List<String> narrowed(Map<String, String> promised, @Nullable Map<String, String> now) {
    if (now == null) return List.of("is gone");
    List<String> why = new ArrayList<>();
    if (now.containsKey("required") && !promised.containsKey("required")) why.add("is required");
    for (String facet : EXACT) {
      if (now.containsKey(facet) && !now.get(facet).equals(promised.get(facet))) why.add(facet + " was " + promised.get(facet) + ", is " + now.get(facet));
    }
    if (promised.containsKey("type") && !now.containsKey("type")) why.add("has no type");
    String values = now.get("enum");
    if (values != null && !(promised.containsKey("enum") && new HashSet<>(Arrays.asList(values.split(",", -1))).containsAll(Arrays.asList(promised.get("enum").split(",", -1))))) {
      why.add("takes " + values + " alone, took " + promised.getOrDefault("enum", "all"));
    }
    UPPER.forEach(bound -> bounded(bound, promised, now, 1).ifPresent(why::add));
    LOWER.forEach(bound -> bounded(bound, promised, now, -1).ifPresent(why::add));
    return List.copyOf(why);
  }

  private static Optional<String> bounded(String bound, Map<String, String> promised, Map<String, String> now, int sign) {
    String is = now.get(bound);
    String was = promised.get(bound);
    if (is == null || (was != null && Double.compare(Double.parseDouble(is) * sign, Double.parseDouble(was) * sign) >= 0)) return Optional.empty();
    return Optional.of(bound + " was " + was + ", is " + is);
  }

  private static Map<String, String> facets(List<String> words) {
    Map<String, String> facets = new LinkedHashMap<>();
    for (String word : words) facets.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
    return facets;
  }

  private static String text(Map<String, Map<String, String>> fields) {
    return fields.entrySet().stream().map(field -> field.getKey() + field.getValue().entrySet().stream().map(f -> "\t" + f.getKey() + "=" + f.getValue())
        .collect(Collectors.joining()) + "\n").collect(Collectors.joining());
  }

  /** Path to what its schema demands. */
  private static Map<String, Map<String, String>> fields() throws IOException {
    Map<String, Map<String, String>> fields = new TreeMap<>();
    for (String kind : List.of("Plc", "MonitorFleet", "ScoringProfile", "ConfigRollout")) {
      JsonNode crd = YAML.readTree(Path.of("generated", kind.toLowerCase(Locale.ROOT) + "s.plcfleet.io.yaml").toFile());
      collect(kind + " spec", crd.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"), false, fields);
    }
    return fields;
  }

  private static void collect(String path, JsonNode schema, boolean required, Map<String, Map<String, String>> fields) {
    Map<String, String> facets = new TreeMap<>();
    if (required) facets.put("required", "true");
    for (String facet : Stream.of(EXACT, UPPER, LOWER).flatMap(Collection::stream).toList()) {
      if (schema.has(facet)) facets.put(facet, schema.get(facet).asText());
    }
    if (schema.has("enum")) facets.put("enum", schema.get("enum").valueStream().map(JsonNode::asText).collect(Collectors.joining(",")));
    fields.put(path, facets);
    if (schema.has("items")) collect(path + "[]", schema.get("items"), false, fields);
    if (schema.path("additionalProperties").isObject()) collect(path + "{}", schema.get("additionalProperties"), false, fields);
    Set<String> demanded = schema.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    schema.path("properties").properties().forEach(field -> collect(path + "." + field.getKey(), field.getValue(), demanded.contains(field.getKey()), fields));
  }
}
