package io.plcfleet.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each file of the corpus against a real API server: valid ones are taken, invalid ones refused with all the messages in
 * the comments that they begin with. */
class SchemaIT {
  private static final Path CORPUS = Path.of("src/test/resources/schema");
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
  Stream<DynamicTest> corpus() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(CORPUS)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(30);
    return files.stream().map(file -> DynamicTest.dynamicTest(CORPUS.relativize(file).toString(), () -> judge(file)));
  }

  private static void judge(Path file) throws IOException {
    String text = Files.readString(file);
    String name = file.getFileName().toString();
    if (name.startsWith("valid-")) {
      apply(text);
    } else if (name.startsWith("invalid-") && text.startsWith("# ")) {
      List<String> expected = text.lines().takeWhile(line -> line.startsWith("# ")).map(line -> line.substring(2)).toList();
      assertThatThrownBy(() -> apply(text)).isInstanceOf(KubernetesClientException.class)
          .satisfies(refusal -> assertThat(refusal.getMessage()).contains(expected));
    } else {
      throw new IllegalArgumentException(file + ": is to be called valid-*.yaml, or invalid-*.yaml and begin with the expected messages, each in a line after #");
    }
  }

  /** As kubectl create --dry-run=server --validate=strict does it. */
  private static void apply(String text) {
    server.client().resource(Serialization.unmarshal(text, GenericKubernetesResource.class)).inNamespace("default")
        .dryRun().fieldValidation(FieldValidateable.Validation.STRICT).create();
  }
}
