package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes the CustomResourceDefinitions from the types. What annotations cannot say stands here: list keys, columns and their order. */
final class CrdYaml {
  /** Amounts of the Kubernetes API, without a sign: <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>. */
  private static final String QUANTITY = "^[0-9]+(\\.[0-9]+)?([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$";
  private static final Map<String, String> LIST_KEYS = Map.of("tags", "name", "overrides", "name", "penalties", "signal", "conditions", "type", "credentials", "name");
  private static final Set<String> TIMES = Set.of("until");
  /** Kinds that people declare and the operator makes ready. ConfigRollouts are its own. */
  private static final Set<String> AWAITED = Set.of("Plc", "MonitorFleet");
  private static final CustomResourceColumnDefinition AGE = column("Age", "date", ".metadata.creationTimestamp", 0);
  private static final Map<String, List<CustomResourceColumnDefinition>> COLUMNS = Map.of(
      "Plc", List.of(
          column("Grade", "string", ".status.grade", 0), column("Score", "integer", ".status.score", 0),
          column("Reason", "string", ".status.reason", 0), column("Ready", "string", ready("status"), 0),
          column("Diagnosis", "string", ".status.diagnosis.class", 1), column("Fleet", "string", ".status.fleet", 1),
          column("Shard", "string", ".status.shard", 1), column("Interval", "string", ".status.effective.interval", 1),
          column("Maintenance", "string", condition("Maintenance", "status"), 1), AGE),
      "ScoringProfile", List.of(column("Window", "string", ".spec.window", 0), AGE),
      "MonitorFleet", List.of(
          column("Plcs", "integer", ".status.plcs.total", 0), column("Healthy", "integer", ".status.plcs.healthy", 0),
          column("Warning", "integer", ".status.plcs.warning", 0), column("Critical", "integer", ".status.plcs.critical", 0),
          column("PreFault", "integer", ".status.plcs.preFault", 0), column("Ready", "string", ready("status"), 0),
          column("Rollout", "string", ".status.rollout.phase", 0),
          column("Reason", "string", ready("reason"), 0), AGE),
      "ConfigRollout", List.of(
          column("Fleet", "string", ".spec.fleetRef.name", 0), column("Phase", "string", ".status.phase", 0),
          column("Step", "integer", ".status.step", 0), column("Updated", "integer", ".status.cohort.updated", 0),
          column("Of", "integer", ".status.cohort.total", 0), column("Reason", "string", ".status.reason", 0),
          column("From", "string", ".spec.from", 1), column("To", "string", ".spec.to", 1), column("Message", "string", ".status.message", 1), AGE));
  private static final Map<String, List<String>> SHORT_NAMES =
      Map.of("Plc", List.of("plc"), "ScoringProfile", List.of("sprof"), "MonitorFleet", List.of("mfleet"));

  private CrdYaml() {}

  /** File name to content. */
  static Map<String, String> generate() throws IOException {
    Path folder = Files.createTempDirectory("crds");
    new CRDGenerator()
        .customResourceClasses(List.of(Plc.class, ScoringProfile.class, MonitorFleet.class, ConfigRollout.class))
        .forCRDVersions("v1")
        .withImplicitPreserveUnknownFields(false)
        .withPostProcessor(new CRDPostProcessor() {
          @Override
          public HasMetadata process(HasMetadata crd, String version) {
            return finished((CustomResourceDefinition) crd);
          }
        })
        .inOutputDir(folder.toFile())
        .generate();
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> made = Files.list(folder)) {
      for (Path file : made.toList()) files.put(file.getFileName().toString().replace("-v1.yml", ".yaml"), Files.readString(file));
    }
    return files;
  }

  private static CustomResourceDefinition finished(CustomResourceDefinition crd) {
    String kind = crd.getSpec().getNames().getKind();
    crd.getSpec().getNames().setCategories(List.of("plcfleet"));
    crd.getSpec().getNames().setShortNames(SHORT_NAMES.get(kind));
    crd.getSpec().getVersions().forEach(version -> {
      version.setAdditionalPrinterColumns(COLUMNS.get(kind));
      JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
      keyLists(schema);
      if (kind.equals("ScoringProfile")) PenaltySchema.write(schema);
      if (AWAITED.contains(kind)) notYetLookedAt(schema);
    });
    return crd;
  }

  /**
   * Until the operator has seen an object, nothing of its generations is looked at. Without a word of status, kstatus takes an object for
   * ready: Helm would not wait for it.
   */
  private static void notYetLookedAt(JSONSchemaProps schema) {
    Objects.requireNonNull(schema.getProperties().get("status")).setDefault(JsonNodeFactory.instance.objectNode().put("observedGeneration", 0));
  }

  private static void keyLists(JSONSchemaProps schema) {
    if (schema.getProperties() == null) return;
    schema.getProperties().forEach((name, property) -> {
      String key = LIST_KEYS.get(name);
      if (key != null && property.getItems() != null && has(property.getItems().getSchema(), key)) {
        property.setXKubernetesListType("map");
        property.setXKubernetesListMapKeys(List.of(key));
      }
      if (TIMES.contains(name)) property.setFormat("date-time");
      quantities(property);
      keyLists(property);
    });
  }

  /** The type says int or string alone; a text that is no quantity would stop whoever reads the object. */
  private static void quantities(JSONSchemaProps property) {
    JSONSchemaProps each = property.getAdditionalProperties() == null ? null : property.getAdditionalProperties().getSchema();
    if (each != null && Boolean.TRUE.equals(each.getXKubernetesIntOrString())) each.setPattern(QUANTITY);
  }

  private static boolean has(JSONSchemaProps schema, String property) {
    return schema.getProperties() != null && schema.getProperties().containsKey(property);
  }

  private static String ready(String field) {
    return condition("Ready", field);
  }

  private static String condition(String type, String field) {
    return ".status.conditions[?(@.type==\"" + type + "\")]." + field;
  }

  private static CustomResourceColumnDefinition column(String name, String type, String path, int priority) {
    return new CustomResourceColumnDefinitionBuilder().withName(name).withType(type).withJsonPath(path)
        .withPriority(priority == 0 ? null : priority).build();
  }
}
