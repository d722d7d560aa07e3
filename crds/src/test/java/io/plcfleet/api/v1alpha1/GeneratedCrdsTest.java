package io.plcfleet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratedCrdsTest {
  private static final Path COMMITTED = Path.of("generated");
  private static final String COMMAND = "mvn -pl crds -am test -Dtest=GeneratedCrdsTest -Dsurefire.failIfNoSpecifiedTests=false -Dplcfleet.write=true";

  @Test
  void committedYamlIsWhatTheTypesSay() throws IOException {
    Map<String, String> generated = CrdYaml.generate();
    if (Boolean.getBoolean("plcfleet.write")) {
      Files.createDirectories(COMMITTED);
      for (Map.Entry<String, String> file : generated.entrySet()) Files.writeString(COMMITTED.resolve(file.getKey()), file.getValue());
    }
    assertThat(committed()).as("crds/generated is stale; write it anew by:\n  " + COMMAND + "\n").isEqualTo(generated);
  }

  private static Map<String, String> committed() throws IOException {
    Map<String, String> files = new TreeMap<>();
    if (!Files.isDirectory(COMMITTED)) return files;
    try (Stream<Path> list = Files.list(COMMITTED)) {
      for (Path file : list.toList()) files.put(file.getFileName().toString(), Files.readString(file));
    }
    return files;
  }
}
