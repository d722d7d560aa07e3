package io.plcfleet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The fields of a spec as paths like {@code tags.address}: those that a resource type has, and those that an object uses. */
public final class CrdFields {
  private static final YAMLMapper YAML = new YAMLMapper();
  /** Types of Kubernetes itself: the field is asked for, not what is in it. */
  private static final Set<String> OF_KUBERNETES = Set.of("selector", "tolerations", "resources");

  private CrdFields() {}

  /** @param generated folder of the CustomResourceDefinitions */
  public static Set<String> ofSpec(Path generated, String kind) throws IOException {
    JsonNode crd = YAML.readTree(generated.resolve(kind.toLowerCase(Locale.ROOT) + "s.plcfleet.io.yaml").toFile());
    Set<String> fields = new TreeSet<>();
    declared("", crd.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"), fields);
    return fields;
  }

  /** Of an object with a spec. */
  public static Set<String> used(JsonNode object) {
    Set<String> fields = new TreeSet<>();
    used("", object.path("spec"), fields);
    return fields;
  }

  private static void declared(String prefix, JsonNode schema, Set<String> fields) {
    JsonNode inner = schema.has("items") ? schema.get("items") : schema;
    inner.path("properties").properties().forEach(field -> {
      fields.add(prefix + field.getKey());
      if (!OF_KUBERNETES.contains(field.getKey())) declared(prefix + field.getKey() + ".", field.getValue(), fields);
    });
  }

  private static void used(String prefix, JsonNode value, Set<String> fields) {
    if (value.isArray()) value.forEach(element -> used(prefix, element, fields));
    value.properties().forEach(field -> {
      fields.add(prefix + field.getKey());
      used(prefix + field.getKey() + ".", field.getValue(), fields);
    });
  }
}
