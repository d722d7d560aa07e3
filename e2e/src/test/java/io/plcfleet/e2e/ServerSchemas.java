package io.plcfleet.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The schemas by which an API server describes its types, custom ones among them, as files that kubeconform reads. */
final class ServerSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DEFINITIONS = "definitions.json";
  private static final String QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";

  private ServerSchemas() {}

  /**
   * Writes them into a folder.
   *
   * @return where kubeconform finds the schema of a resource, as its option -schema-location takes it
   */
  static String write(KubernetesClient client, Path folder) throws IOException {
    ObjectNode definitions = (ObjectNode) JSON.readTree(client.raw("/openapi/v2")).get("definitions");
    for (var definition : definitions.properties()) {
      ObjectNode schema = (ObjectNode) definition.getValue();
      strict(schema);
      for (JsonNode kind : schema.path("x-kubernetes-group-version-kind")) {
        JSON.writeValue(folder.resolve(file(kind)).toFile(), JsonNodeFactory.instance.objectNode().put("$ref", DEFINITIONS + "#/definitions/" + definition.getKey()));
      }
    }
    ((ObjectNode) definitions.get(QUANTITY)).remove("type");  // the server takes 1 as well as "1"
    JSON.writeValue(folder.resolve(DEFINITIONS).toFile(), JsonNodeFactory.instance.objectNode().set("definitions", definitions));
    return folder + "/{{.Group}}_{{.ResourceAPIVersion}}_{{.ResourceKind}}.json";
  }

  /** The group of the core has no name; kubeconform takes the version for it. */
  private static String file(JsonNode kind) {
    String group = kind.get("group").asText();
    String version = kind.get("version").asText();
    return (group.isEmpty() ? version : group) + "_" + version + "_" + kind.get("kind").asText().toLowerCase(Locale.ROOT) + ".json";
  }

  /** A field that is not in the schema is a mistake, on every level. A number that may be a text is either. */
  private static void strict(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      if (object.has("properties") && object.get("properties").isObject() && !object.has("additionalProperties")
          && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) object.put("additionalProperties", false);
      if (object.path("format").asText().equals("int-or-string")) object.remove("type");
    }
    for (JsonNode part : schema) strict(part);
  }
}
