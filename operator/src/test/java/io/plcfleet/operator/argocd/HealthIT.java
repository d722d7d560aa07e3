package io.plcfleet.operator.argocd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.operator.fleet.FleetFixtures;
import io.plcfleet.operator.plc.PlcFixtures;
import io.plcfleet.operator.rollout.RolloutFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What Argo CD makes of objects whose status the operator's own code has written; they are kept in the layout of Argo CD's own tests. */
class HealthIT {
  private static final String WRITE = "mvn -pl operator -am verify -Dit.test=HealthIT -Dfailsafe.failIfNoSpecifiedTests=false -Dplcfleet.write=true";
  private static final YAMLMapper YAML = YAMLMapper.builder(
      new YAMLFactory().enable(YAMLGenerator.Feature.MINIMIZE_QUOTES).disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).disable(YAMLGenerator.Feature.SPLIT_LINES))
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  static final List<String> KINDS = Customizations.KINDS;

  private record Fixture(String name, HasMetadata object, String health) {}

  @ParameterizedTest
  @FieldSource("KINDS")
  void isWhatPeopleExpect(String kind) {
    for (Fixture fixture : fixtures(kind)) {
      assertThat(Lua.run(Customizations.health(kind), fixture.object).get("status").asText()).as(kind + " " + fixture.name).isEqualTo(fixture.health);
    }
  }

  /** A dead device holds up nobody's sync, and says so. */
  @Test
  void theGradeIsInTheMessage() {
    JsonNode dead = Lua.run(Customizations.health("Plc"), Objects.requireNonNull(PlcFixtures.all().get("dead-device")));
    assertThat(dead.get("message").asText()).isEqualTo("monitored as declared; grade PreFault: Unreachable");
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void theFixturesAreWhatTheOperatorWrites(String kind) throws IOException {
    Path folder = Customizations.SCRIPTS.resolve(kind);
    Map<String, String> made = new TreeMap<>();
    List<Map<String, Object>> tests = new ArrayList<>();
    for (Fixture fixture : fixtures(kind)) {
      String file = "testdata/" + fixture.name + ".yaml";
      made.put(file, YAML.writeValueAsString(Serialization.yamlMapper().valueToTree(fixture.object)));
      JsonNode health = Lua.run(Customizations.health(kind), fixture.object);
      tests.add(new TreeMap<>(Map.of("inputPath", file, "healthStatus", health)));
    }
    made.put("health_test.yaml", YAML.writeValueAsString(Map.of("tests", tests)));
    if (Boolean.getBoolean("plcfleet.write")) write(folder, made);
    assertThat(there(folder)).as("files below %s are stale:%n  %s%n", folder, WRITE).isEqualTo(made);
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    for (String stale : there(folder).keySet()) Files.delete(folder.resolve(stale));
    Files.createDirectories(folder.resolve("testdata"));
    for (Map.Entry<String, String> file : files.entrySet()) Files.writeString(folder.resolve(file.getKey()), file.getValue());
  }

  private static Map<String, String> there(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).collect(Collectors.toMap(f -> folder.relativize(f).toString(), Customizations::read, (a, _) -> a, TreeMap::new));
    }
  }

  private static List<Fixture> fixtures(String kind) {
    return switch (kind) {
      case "Plc" -> PlcFixtures.all().entrySet().stream().map(f -> new Fixture(f.getKey(), f.getValue(), switch (f.getKey()) {
        case "healthy", "dead-device" -> "Healthy";
        case "bad-tag", "no-fleet" -> "Degraded";
        default -> "Progressing";
      })).toList();
      case "MonitorFleet" -> FleetFixtures.all().entrySet().stream().map(f -> new Fixture(f.getKey(), f.getValue(), switch (f.getKey()) {
        case "ready" -> "Healthy";
        case "profile-missing", "rollout-rolled-back", "rollout-frozen" -> "Degraded";
        case "rollout-paused" -> "Suspended";
        default -> "Progressing";
      })).toList();
      case "ConfigRollout" -> RolloutFixtures.all().entrySet().stream().map(f -> new Fixture(f.getKey(), f.getValue(), switch (f.getKey()) {
        case "succeeded", "superseded" -> "Healthy";
        case "rolled-back", "frozen" -> "Degraded";
        case "paused" -> "Suspended";
        default -> "Progressing";
      })).toList();
      case "ScoringProfile" -> List.of(new Fixture("linear", Serialization.unmarshal(
          "metadata: {name: linear, namespace: plant}\nspec: {formula: {linear: {successRatio: \"100\", latencyMillis: \"-0.3\", errors: \"-2.5\"}}}", ScoringProfile.class), "Healthy"));
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
