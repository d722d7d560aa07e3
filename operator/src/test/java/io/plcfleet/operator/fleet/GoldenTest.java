package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.contract.Networks;
import io.plcfleet.operator.apply.Desired;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.plc.PlcVerdict;
import io.plcfleet.operator.selection.Sight;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.Runbooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder is a case: {@code in-*.yaml} is what the cluster holds, {@code out-*.yaml} are the children and the fleet's status. What the
 * administrator says, where it matters, is {@code in-house.yaml}.
 * A file that nobody asks for fails. {@code -Dplcfleet.write=true} writes the out-files anew; Git shows what changed.
 */
class GoldenTest {
  private static final Path FOLDERS = Path.of("src/test/resources/golden");
  private static final String HOUSE = "in-house.yaml";
  private static final String IMAGE = "plcfleet/monitor:test";
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of("MonitorFleet", MonitorFleet.class, "Plc", Plc.class, "ScoringProfile", ScoringProfile.class, "ConfigMap", ConfigMap.class);
  private static final ObjectMapper YAML = new YAMLMapper(
      new YAMLFactory().enable(YAMLGenerator.Feature.MINIMIZE_QUOTES).enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).disable(YAMLGenerator.Feature.SPLIT_LINES))
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  @TestFactory
  Stream<DynamicTest> folders() throws IOException {
    List<Path> folders;
    try (Stream<Path> list = Files.list(FOLDERS)) {
      folders = list.filter(Files::isDirectory).sorted().toList();
    }
    assertThat(folders).isNotEmpty();
    return folders.stream().map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
  }

  private static void check(Path folder) throws IOException {
    Map<String, String> expected = new TreeMap<>();
    List<HasMetadata> given = new ArrayList<>();
    HouseRules house = HouseRules.of(IMAGE);
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.equals(HOUSE)) house = house(file);
        else if (name.startsWith("in-") && name.endsWith(".yaml")) given.add(Serialization.unmarshal(Files.readString(file), KINDS.get(name.substring(3, name.indexOf('-', 3)))));
        else expected.put(name, Files.readString(file));
      }
    }
    Map<String, String> made = render(given, house);
    if (Boolean.getBoolean("plcfleet.write")) {
      for (String stale : expected.keySet()) Files.delete(folder.resolve(stale));
      for (Map.Entry<String, String> file : made.entrySet()) Files.writeString(folder.resolve(file.getKey()), file.getValue());
      expected = made;
    }
    assertThat(expected.keySet()).as("files of " + folder).isEqualTo(made.keySet());
    for (Map.Entry<String, String> file : made.entrySet()) {
      assertThat(expected.get(file.getKey())).as("%s/%s; if the new text is right: mvn -pl operator -am test -Dtest=GoldenTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dplcfleet.write=true", folder, file.getKey()).isEqualTo(file.getValue());
    }
  }

  /** The middle, from one end to the other. */
  private static Map<String, String> render(List<HasMetadata> given, HouseRules house) throws IOException {
    MonitorFleet fleet = given.stream().filter(o -> o instanceof MonitorFleet).map(o -> (MonitorFleet) o).findFirst().orElseThrow();
    Observed observed = observed(given, house);
    Inspection.Result result = Inspection.of(fleet, observed).result(null);
    List<Problem> problems = result.problems();
    FleetModel model = result.model();
    ShardPlan plan = ShardPlan.of(model.planned(observed));
    Map<String, PlcVerdict> verdicts = FleetVerdicts.of(model, plan, observed, problems);
    Map<String, String> files = new TreeMap<>();
    Desired desired = FleetRender.render(model, plan, observed);
    for (HasMetadata child : Stream.of(desired.monitors(), desired.others()).flatMap(List::stream).toList()) {
      files.put("out-" + child.getKind() + "-" + child.getMetadata().getName() + ".yaml", YAML.writeValueAsString(child));
    }
    files.put("out-status.yaml", YAML.writeValueAsString(FleetStatus.of(model, plan, observed, problems, verdicts, new Standing(desired.held(), List.copyOf(desired.edited().values())), FleetLooking.of(model.fleet(), plan.shards(), observed))));
    return files;
  }

  private static Observed observed(List<HasMetadata> given, HouseRules house) throws IOException {
    List<ShardRecord> shards = new ArrayList<>();
    for (ConfigMap map : only(given, ConfigMap.class)) shards.add(Gather.record(map));
    Map<String, ScoringProfile> profiles = given.stream().filter(o -> o instanceof ScoringProfile).map(o -> (ScoringProfile) o)
        .collect(Collectors.toMap(p -> Objects.requireNonNull(p.getMetadata().getName()), p -> p));
    return new Observed(NOW, only(given, Plc.class), only(given, MonitorFleet.class), profiles, shards, Map.of(), Map.of(), null,
        List.of(), true, true, Sight.NOTHING, Map.of(), List.of(), house, Runbooks.below("https://docs.example/plcfleet/"));
  }

  private static HouseRules house(Path file) throws IOException {
    JsonNode said = YAML.readTree(Files.readString(file));
    List<String> prometheus = new ArrayList<>();
    said.path("prometheusNamespaces").forEach(namespace -> prometheus.add(namespace.asText()));
    return new HouseRules(IMAGE, List.of(), List.of(), Networks.parse(said.path("allowedCidrs").asText()), new HouseRules.Callers(said.path("namespace").asText(), prometheus));
  }

  private static <T> List<T> only(List<HasMetadata> given, Class<T> kind) {
    return given.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
