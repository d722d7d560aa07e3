package io.plcfleet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every resource that a document shows, and every example, is taken by a real API server as it stands; a block of YAML is one, or is named here. */
class DocumentsIT {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");
  /** Resources of others, whose types are not at hand. */
  private static final Set<String> OF_OTHERS = Set.of("kind: GrafanaDashboard");
  private static ApiServer server;

  @BeforeAll
  static void start() {
    server = new ApiServer().withResourceTypes();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> resources() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : files()) {
      for (String resource : resources(file)) {
        tests.add(DynamicTest.dynamicTest(ROOT.relativize(file) + " " + tests.size(), () -> server.client()
            .resource(Serialization.unmarshal(resource, GenericKubernetesResource.class)).inNamespace("default")
            .dryRun().fieldValidation(FieldValidateable.Validation.STRICT).create()));
      }
    }
    assertThat(tests).hasSizeGreaterThan(15);
    return tests.stream();
  }

  @Test
  void noBlockOfYamlIsLeftOut() throws IOException {
    for (Path file : files()) {
      if (!file.toString().endsWith(".md")) continue;
      for (String block : blocks(file)) {
        assertThat(block.split("(?m)^---$", -1)).as(file.toString()).allMatch(part -> part.contains("apiVersion: plcfleet.io/") || OF_OTHERS.stream().anyMatch(part::contains));
      }
    }
  }

  private static List<String> blocks(Path file) throws IOException {
    return BLOCK.matcher(Files.readString(file)).results().map(block -> block.group(1)).toList();
  }

  private static List<String> resources(Path file) throws IOException {
    List<String> blocks = file.toString().endsWith(".yaml") ? List.of(Files.readString(file)) : blocks(file);
    return blocks.stream().flatMap(block -> Stream.of(block.split("(?m)^---$", -1))).filter(r -> r.contains("apiVersion: plcfleet.io/")).toList();
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md"), ROOT.resolve("testbed/README.md")));
    for (String folder : List.of("docs", "examples")) {
      try (Stream<Path> walk = Files.walk(ROOT.resolve(folder))) {
        walk.filter(file -> file.toString().matches(".*\\.(md|yaml)")).sorted().forEach(files::add);
      }
    }
    return files;
  }
}
