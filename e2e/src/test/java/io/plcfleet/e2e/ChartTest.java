package io.plcfleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart as Helm itself reads it; the golden folders are rendered with their values.yaml into out.yaml. */
class ChartTest {
  private static final Path CHART = Path.of("..", "charts", "plc-fleet-operator");
  private static final Path GENERATED_CRDS = Path.of("..", "crds", "generated");
  private static final Path MANIFESTS = Path.of("..", "manifests");
  private static final Path GOLDEN = Path.of("src", "test", "resources", "chart");
  private static final String WRITE = "mvn -pl e2e -am test -Dtest=ChartTest -Dsurefire.failIfNoSpecifiedTests=false -Dplcfleet.write=true";
  private static final YAMLMapper YAML = new YAMLMapper();

  @Test
  void passesHelmsStrictLint() {
    var result = new Helm(CHART).lint().strict().call();

    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("goldenFolders")
  void rendersWhatTheGoldenFolderSays(Path folder) throws IOException {
    var rendered = render(folder);
    var out = folder.resolve("out.yaml");
    if (Boolean.getBoolean("plcfleet.write")) Files.writeString(out, rendered);

    assertThat(rendered).as("the chart renders something else than %s; if that is wanted:%n  %s%n", out, WRITE).isEqualTo(Files.readString(out));
  }

  /** A wildcard would grow by itself with every resource that Kubernetes or another operator adds. */
  @ParameterizedTest
  @MethodSource("goldenFolders")
  void grantsNoWildcard(Path folder) throws IOException {
    for (var rule : rules(folder)) {
      assertThat(rule.toString()).doesNotContain("*");
    }
  }

  /** A watch would put all Secrets of the namespaces into the operator's memory. */
  @ParameterizedTest
  @MethodSource("goldenFolders")
  void neverListsSecrets(Path folder) throws IOException {
    var ofSecrets = rules(folder).stream().filter(rule -> texts(rule.get("resources")).contains("secrets")).toList();

    assertThat(ofSecrets).isNotEmpty();
    for (var rule : ofSecrets) {
      assertThat(texts(rule.get("verbs"))).isNotEmpty().isSubsetOf("get", "create", "patch", "update");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      replica                 | 2              | additional properties 'replica' not allowed
      replicas                | 0              | minimum
      podDisruptionBudget.enabled | true       | minimum
      affinity.podAfinity     | x              | additional properties 'podAfinity' not allowed
      allowedCidrs[0]         | plant          | does not match pattern
      allowedCidrs[0]         | 10.1.0.0-16    | does not match pattern
      allowedCidrs[0]         | 10.300.0.0/16  | does not match pattern
      allowedCidrs[0]         | 10.1.0.0/33    | does not match pattern
      allowedCidrs[0]         | 2001:db8::/129 | does not match pattern
      monitorImagePullSecrets[0] | registry    | got string, want object
      image.tagg              | 1              | additional properties 'tagg' not allowed
      watch.namespace         | plant          | additional properties 'namespace' not allowed
      imagePullPolicy         | Sometimes      | value must be one of
      watch.allNamespaces     | maybe          | got string, want boolean
      watch.namespaces[0]     | Not_A_Name     | does not match pattern
      image.repository        | ''             | minLength
      docsUrl                 | docs.example   | does not match pattern
      resources.limit.memory  | 1Gi            | additional properties 'limit' not allowed
      networkPolicy.enabled   | true           | minItems
      networkPolicy.prometheusNamespaces[0] | Not_A_Name | does not match pattern
      prometheusSources.plant | prometheus     | does not match pattern
      prometheusSources.Plant | http://a:9090  | invalid propertyName 'Plant'
      """)
  void refusesValuesThatItDoesNotKnow(String path, String value, String because) {
    assertThatThrownBy(() -> new Helm(CHART).template().set(path, value).call()).hasMessageContaining(because);
  }

  @Test
  void refusesNamespacesBesideAllNamespaces() {
    var command = new Helm(CHART).template().set("watch.allNamespaces", true).set("watch.namespaces[0]", "plant");

    assertThatThrownBy(command::call).hasMessageContaining("/watch/namespaces");
  }

  @Test
  void refusesAnUnnamedServiceAccountOfOthers() {
    var command = new Helm(CHART).template().set("serviceAccount.create", false);

    assertThatThrownBy(command::call).hasMessageContaining("/serviceAccount/name");
  }

  @Test
  void bringsTheGeneratedResourceTypes() throws IOException {
    assertThat(files(CHART.resolve("crds")))
        .as("the chart's CRDs are stale; from the project's root:%n  cp crds/generated/*.yaml charts/plc-fleet-operator/crds/%n")
        .isEqualTo(files(GENERATED_CRDS));
  }

  /** For people without Helm; what is there for Helm alone is left out. */
  @ParameterizedTest
  @CsvSource({"own-namespace, false", "all-namespaces, true"})
  void thePlainManifestsAreWhatTheChartSays(String file, boolean all) throws IOException {
    var chart = new Helm(CHART).template().withName("plc-fleet-operator").withNamespace("plcfleet-system").withKubeVersion("v1.36.3").set("watch.allNamespaces", all).call();
    var documents = Arrays.stream(chart.split("(?m)^---$", -1)).map(String::strip).filter(document -> document.lines().anyMatch(line -> !line.startsWith("#")))
        .filter(document -> !document.contains("helm.sh/hook")).map(document -> document.lines().filter(line -> !line.matches("# Source:.*|\\s*helm.sh/chart:.*"))
            .map(line -> line.replace("app.kubernetes.io/managed-by: Helm", "app.kubernetes.io/managed-by: kubectl")).collect(Collectors.joining("\n")));
    assertWritten(MANIFESTS.resolve(file + ".yaml"), """
        # Written from the chart by ChartTest. The resource types are in crds.yaml and come first.
        # kubectl apply --server-side -f manifests/crds.yaml -f manifests/%s.yaml
        apiVersion: v1
        kind: Namespace
        metadata:
          name: plcfleet-system
          labels:
            pod-security.kubernetes.io/enforce: restricted
        """.formatted(file) + documents.map(document -> "---\n" + document + "\n").collect(Collectors.joining()));
  }

  @Test
  void thePlainResourceTypesAreTheGeneratedOnes() throws IOException {
    assertWritten(MANIFESTS.resolve("crds.yaml"), "# Written from crds/generated by ChartTest.\n" + files(GENERATED_CRDS).values().stream()
        .map(crd -> "---\n" + crd.replaceFirst("\\A---\n", "")).collect(Collectors.joining()));
  }

  private static void assertWritten(Path file, String text) throws IOException {
    if (Boolean.getBoolean("plcfleet.write")) Files.writeString(file, text);
    assertThat(Files.readString(file)).as("%s is stale:%n  %s%n", file, WRITE).isEqualTo(text);
  }

  private static List<Path> goldenFolders() throws IOException {
    try (var folders = Files.list(GOLDEN)) {
      return folders.sorted().toList();
    }
  }

  private static String render(Path folder) {
    return new Helm(CHART).template().withName("fleet").withNamespace("plant").withKubeVersion("v1.36.3")
        .withValuesFile(folder.resolve("values.yaml")).call();
  }

  private static List<JsonNode> rules(Path folder) throws IOException {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(render(folder))) {
      return documents.readAll().stream().flatMap(document -> elements(document.path("rules"))).toList();
    }
  }

  private static List<String> texts(JsonNode list) {
    return elements(list).map(JsonNode::asText).toList();
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return list.valueStream();
  }

  private static Map<String, String> files(Path folder) throws IOException {
    try (var list = Files.list(folder)) {
      var files = new TreeMap<String, String>();
      list.forEach(file -> files.put(file.getFileName().toString(), read(file)));
      return files;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
