package io.plcfleet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Networks;
import io.plcfleet.operator.monitor.HouseRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationTest {
  private static final String FLEET = """
      apiVersion: plcfleet.io/v1alpha1
      kind: MonitorFleet
      metadata: {name: line-a}
      spec: {selector: {matchLabels: {line: a}}}
      """;

  @TempDir @SuppressWarnings("NullAway.Init")  // JUnit fills it in
  Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private HouseRules house = HouseRules.of("plcfleet/monitor:1");

  @Test
  void theExamplesAreInOrder() {
    Path examples = Path.of("..", "examples");
    for (List<String> set : List.of(List.of("fleet.yaml", "profile.yaml", "profile-linear.yaml", "profile-stability.yaml", "plcs-modbus.yaml", "plcs-s7.yaml"),
        List.of("settings"), List.of("argocd"), List.of("protocols/eip.yaml"), List.of("protocols/ads.yaml"))) {
      assertThat(run(set.stream().map(file -> examples.resolve(file).toString()).toList())).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }
  }

  @Test
  void allProblemsAreNamed() throws IOException {
    write("fleet.yaml", FLEET.replace("spec: {", "spec: {profileRef: {name: nope}, "));
    write("profile.yaml", """
        apiVersion: plcfleet.io/v1alpha1
        kind: ScoringProfile
        metadata: {name: press}
        spec: {formula: {penalties: [{signal: SuccessRatio, points: 90, good: "0.9", bad: "0.99"}]}}
        """);
    write("plcs.yaml", plc("press-01", "a", "modbus: {host: press}", "coil:1") + plc("press-02", "a", "modbus: {host: press}", "coil:1")
        + plc("press-03", "a", "modbus: {host: press-03}", "nonsense") + plc("press-04", "b", "modbus: {host: press-04}", "coil:1")
        + plc("press-05", "a", "modbus: {hots: press-05}", "coil:1"));
    assertThat(run()).isEqualTo(1);
    assertThat(lines()).anyMatch(line -> line.startsWith("ScoringProfile press: spec.formula.penalties[0]: good 0.9 must be above bad 0.99"))
        .anyMatch(line -> line.startsWith("ScoringProfile press: spec.formula.penalties: the points must add up to 100"))
        .anyMatch(line -> line.startsWith("MonitorFleet line-a: spec.profileRef.name: \"nope\" is no ScoringProfile of this namespace"))
        .anyMatch(line -> line.startsWith("Plc press-02: ") && line.contains("press-01"))
        .anyMatch(line -> line.startsWith("Plc press-03: spec.tags[0].address: "))
        .anyMatch(line -> line.equals("Plc press-04: no MonitorFleet here selects it"))
        .anyMatch(line -> line.startsWith("Plc press-05: spec.modbus.hots: no such field; known are [host"))
        .noneMatch(line -> line.startsWith("Plc press-01"));
  }

  @Test
  void theAdministratorsRulesHold() throws IOException {
    house = new HouseRules("plcfleet/monitor:1", List.of(), List.of("registry.example/"), Networks.parse("10.1.0.0/16"));
    write("all.yaml", FLEET.replace("spec: {", "spec: {monitor: {image: \"elsewhere/monitor:1\"}, ") + plc("press-01", "a", "modbus: {host: 10.2.0.1}", "coil:1"));
    assertThat(run()).isEqualTo(1);
    assertThat(lines()).anyMatch(line -> line.startsWith("MonitorFleet line-a: spec.monitor.image: \"elsewhere/monitor:1\" is not among"))
        .anyMatch(line -> line.startsWith("Plc press-01: spec.modbus.host: 10.2.0.1 is not among"));
  }

  @Test
  void whatIsNotOursIsPassedOver() throws IOException {
    write("all.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n" + FLEET);
    assertThat(run()).isZero();
    assertThat(lines()).containsExactly("1 objects, no problem");
  }

  @Test
  void nothingToLookAtIsNoSuccess() throws IOException {
    write("all.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    assertThat(run()).isEqualTo(2);
    assertThat(run(List.of(folder.resolve("missing.yaml").toString()))).isEqualTo(2);
  }

  @Test
  void whatIsNoYamlAndWhatLacksAFieldAreProblems() throws IOException {
    write("a.yaml", "apiVersion: {");
    write("b.yaml", FLEET + "---\napiVersion: plcfleet.io/v1alpha1\nkind: Plc\nmetadata: {name: p, labels: {line: a}}\nspec: {modbus: {host: a}}\n");
    assertThat(run()).isEqualTo(1);
    assertThat(lines()).anyMatch(line -> line.contains("a.yaml: no YAML")).anyMatch(line -> line.contains("a required field is missing"));
  }

  private int run() {
    return run(List.of(folder.toString()));
  }

  private int run(List<String> paths) {
    said.reset();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return Validation.run(paths, house, Instant.parse("2026-11-23T08:00:00Z"), out, out);
  }

  private List<String> lines() {
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private static String plc(String name, String line, String protocol, String address) {
    return """
        ---
        apiVersion: plcfleet.io/v1alpha1
        kind: Plc
        metadata: {name: %s, labels: {line: %s}}
        spec:
          %s
          tags: [{name: life, address: "%s"}]
        """.formatted(name, line, protocol, address);
  }
}
