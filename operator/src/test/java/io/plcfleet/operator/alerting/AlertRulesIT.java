package io.plcfleet.operator.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.status.Runbooks;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The rendered rules in Prometheus' own engine, against the stories in {@code src/test/resources/alerts}: one file for each alert. */
class AlertRulesIT {
  private static final Path STORIES = Path.of("src/test/resources/alerts");
  private static final Path RECORDINGS = Path.of("src/test/resources/recordings.yaml");
  private static final Path PROMTOOL = ApiServer.testbed().resolve("bin/promtool");
  private static Path folder;

  @BeforeAll
  static void render(@TempDir Path made) throws IOException {
    folder = made;
    assertThat(PROMTOOL).as("promtool is missing; build it by\n  testbed/build prometheus\nor leave the integration tests out by\n  mvn verify -DskipITs\n")
        .isExecutable();
    MonitorFleet fleet = Serialization.unmarshal("spec: {selector: {}, prometheus: {serviceMonitor: {interval: 5s}}}", MonitorFleet.class);
    fleet.setMetadata(new ObjectMetaBuilder().withNamespace("plant").withName("line-a").build());
    Files.writeString(folder.resolve("operator.yaml"), Serialization.asYaml(Map.of("groups", List.of(Alerts.operatorRules()))));
    Files.writeString(folder.resolve("rules.yaml"), Serialization.asYaml(Map.of("groups", Alerts.prometheusRule(fleet, Runbooks.below("https://docs.example/plcfleet")).getSpec().getGroups())));
    Files.copy(RECORDINGS, folder.resolve(RECORDINGS.getFileName()));
    for (Path story : stories()) Files.copy(story, folder.resolve(story.getFileName()));
  }

  @Test
  void prometheusTakesTheRules() throws Exception {
    promtool("check", "rules", "--lint=all", "--lint-fatal", "rules.yaml", "operator.yaml");
  }

  @Test
  void everyAlertHasItsStories() throws IOException {
    Set<String> told = stories().stream().map(AlertRulesIT::alert).collect(Collectors.toSet());
    assertThat(told).as("files in operator/" + STORIES + ", against the lists of Alerts")
        .containsExactlyInAnyOrderElementsOf(Alerts.allNames());
  }

  @TestFactory
  Stream<DynamicTest> storiesComeTrue() throws IOException {
    Stream<DynamicTest> alerts = stories().stream().map(story -> DynamicTest.dynamicTest(alert(story), () -> {
      assertThat(Files.readString(story)).as("what a story of an alert tells").contains("name: fires").contains("name: stays silent").contains("name: clears")
          .contains("exp_labels:").contains("summary:").contains("description:").contains("runbook_url:");
      promtool("test", "rules", story.getFileName().toString());
    }));
    return Stream.concat(alerts, Stream.of(DynamicTest.dynamicTest("recordings", () -> promtool("test", "rules", RECORDINGS.getFileName().toString()))));
  }

  private static List<Path> stories() throws IOException {
    try (Stream<Path> files = Files.list(STORIES)) {
      return files.sorted().toList();
    }
  }

  private static String alert(Path story) {
    return story.getFileName().toString().replace(".yaml", "");
  }

  private static void promtool(String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(PROMTOOL.toString()));
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", words) + "\n" + output).isZero();
  }
}
