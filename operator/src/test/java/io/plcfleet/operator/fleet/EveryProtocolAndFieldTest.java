package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.selection.Sight;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Runbooks;
import io.plcfleet.testing.CrdFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a new protocol or a new field needs here, and no compiler sees. */
class EveryProtocolAndFieldTest {
  private static final String FLEET = """
      metadata: {name: line-a, namespace: plant, uid: fleet, creationTimestamp: "2026-01-01T00:00:00Z"}
      spec: {selector: {}}
      """;

  @ParameterizedTest
  @MethodSource("protocols")
  void isOneProtocolByItself(String protocol) {
    assertThat(PlcCheck.problems(plc("press-01", protocol), Map.of())).extracting(Problem::reason).doesNotContain(ConditionReason.InvalidSpec);
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void theSecondPlcOfADeviceIsNotRead(String protocol) {
    MonitorFleet fleet = Serialization.unmarshal(FLEET, MonitorFleet.class);
    List<Plc> plcs = List.of(plc("press-01", protocol), plc("press-02", protocol));
    Observed observed = new Observed(Instant.EPOCH, plcs, List.of(fleet), Map.of(), List.of(), Map.of(), Map.of(), null, List.of(), true, true, Sight.NOTHING, Map.of(), List.of(), HouseRules.of("monitor:test"), Runbooks.below("https://docs.example/plcfleet/"));
    Rivals rivals = new Rivals(fleet, observed);

    assertThat(rivals.against(plcs.get(0))).isEmpty();
    assertThat(rivals.against(plcs.get(1))).hasValueSatisfying(rival -> assertThat(rival.reason()).isEqualTo(ConditionReason.DuplicateEndpoint));
  }

  /** Else nobody sees what a field does to the children. */
  @ParameterizedTest
  @ValueSource(strings = {"Plc", "ScoringProfile", "MonitorFleet"})
  void everyFieldIsInTheGoldenCaseOfAllFields(String kind) throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden/all-fields"))) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("in-" + kind + "-")).toList()) {
        used.addAll(CrdFields.used(new YAMLMapper().readTree(file.toFile())));
      }
    }
    assertThat(used).containsAll(CrdFields.ofSpec(Path.of("../crds/generated"), kind));
  }

  private static Plc plc(String name, String protocol) {
    return Serialization.unmarshal("""
        metadata: {name: %1$s, namespace: plant, uid: %1$s, creationTimestamp: "2026-01-01T00:00:00Z"}
        spec: {%2$s: {%3$s}, tags: []}
        """.formatted(name, protocol, protocol.equals("opcUa") ? "url: \"opc.tcp://press-01.graz.example\"" : "host: press-01.graz.example"), Plc.class);
  }

  private static Stream<String> protocols() {
    return Arrays.stream(Endpoint.class.getPermittedSubclasses()).map(Class::getSimpleName)
        .map(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
  }
}
