package io.plcfleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the images and the command line is in their bills of materials, and may be given away under Apache-2.0. */
class ShippedIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  /** As licences are named in POMs: permissive ones (Go's is BSD with three clauses), and EPL-2.0, which asks nothing of those who use its jars unchanged. */
  private static final Set<String> PERMITTED = Set.of(
      "Apache-2.0", "Apache 2 License", "MIT", "BSD-2-Clause", "BSD-3-Clause", "EPL-2.0", "Public Domain", "Bouncy Castle Licence", "Go License");
  /** What the programs run on, not what they are made of. */
  private static final Set<String> PERMITTED_BELOW = Set.of("GPL-2.0-with-classpath-exception", "LGPL-2.1-or-later");

  @ParameterizedTest
  @ValueSource(strings = {"operator", "monitor-image"})
  void everyJarInAnImageIsInItsBill(String module) throws IOException {
    Set<String> billed = components(module + "/target/sbom.json").stream()
        .map(c -> c.get("name").asText() + "-" + c.get("version").asText() + ".jar").collect(Collectors.toCollection(TreeSet::new));
    billed.add(module + "-" + version() + ".jar");
    assertThat(jars(module)).hasSizeGreaterThan(10).isSubsetOf(billed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "monitor-image", "cli"})
  void everyLicenceIsOneThatMayBeShipped(String module) throws IOException {
    List<JsonNode> components = components(module + "/target/sbom.json");
    assertThat(components).isNotEmpty().allSatisfy(c -> assertThat(licences(c)).as(c.get("name").asText()).isNotEmpty().containsAnyElementsOf(PERMITTED));
  }

  @Test
  void whatComesFromTheBuildMachineIsTheJavaRuntimeAndTheCLibrary() throws IOException {
    List<JsonNode> components = components("target/image-root.sbom.json");
    assertThat(components).extracting(c -> c.get("name").asText()).contains("Java runtime").anyMatch(name -> name.endsWith("/libc.so.6"));
    assertThat(components).allSatisfy(c -> assertThat(PERMITTED_BELOW).containsAll(licences(c)));
  }

  private static List<JsonNode> components(String file) throws IOException {
    return StreamSupport.stream(JSON.readTree(TestCluster.root().resolve(file).toFile()).get("components").spliterator(), false).toList();
  }

  /** Ids, names, or what an expression offers to choose from. */
  private static Set<String> licences(JsonNode component) {
    Set<String> all = new TreeSet<>();
    for (JsonNode each : component.path("licenses")) {
      JsonNode licence = each.path("license");
      if (each.has("expression")) all.addAll(List.of(each.get("expression").asText().replaceAll("[()]", "").split(" OR ")));
      else all.add(licence.has("id") ? licence.get("id").asText() : licence.path("name").asText());
    }
    return all;
  }

  /** File names of the jars in all layers; the runtime's own, /opt/java, is in another bill. */
  private static Set<String> jars(String module) throws IOException {
    Path image = TestCluster.root().resolve(module).resolve("target/image.tar");
    String script = "for layer in $(tar -tf \"$0\" | grep tar.gz); do tar -xOf \"$0\" \"$layer\" | tar -tz; done | sed -n 's|^app/.*/\\([^/]*\\.jar\\)$|\\1|p'";
    Process list = new ProcessBuilder("bash", "-c", script, image.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines = list.inputReader()) {
      return lines.lines().collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String version() throws IOException {
    return JSON.readTree(TestCluster.root().resolve("operator/target/sbom.json").toFile()).at("/metadata/component/version").asText();
  }
}
