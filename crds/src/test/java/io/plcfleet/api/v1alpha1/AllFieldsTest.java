package io.plcfleet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plcfleet.testing.CrdFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field of a spec stands in a valid case of the corpus, hence {@link SchemaIT} has an API server accept it. */
class AllFieldsTest {
  @ParameterizedTest
  @ValueSource(strings = {"Plc", "ScoringProfile", "MonitorFleet", "ConfigRollout"})
  void everyFieldHasAValidCase(String kind) throws IOException {
    Set<String> used = new TreeSet<>();
    Path corpus = Path.of("src/test/resources/schema", kind.toLowerCase(Locale.ROOT));
    for (Path file : files(corpus)) used.addAll(CrdFields.used(read(file)));

    assertThat(used).as("fields in the valid cases of " + corpus).containsAll(CrdFields.ofSpec(Path.of("generated"), kind));
  }

  private static JsonNode read(Path file) throws IOException {
    return new YAMLMapper().readTree(file.toFile());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("valid-")).toList();
    }
  }
}
