package io.plcfleet.operator.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is told to have changed what a rollout tries. */
class ManagersTest {
  @Test
  void whoeverChangedTheSpecTheNewestFirst() {
    assertThat(Managers.of(Stream.of(fleet("{manager: helm, time: \"2026-01-01T06:00:00Z\"}", "{manager: kubectl-edit, time: \"2026-01-03T06:00:00Z\"}"),
        profile("{manager: argocd-controller, time: \"2026-01-02T06:00:00Z\"}")))).containsExactly(
        "MonitorFleet line-a: kubectl-edit at 2026-01-03T06:00:00Z",
        "ScoringProfile press: argocd-controller at 2026-01-02T06:00:00Z",
        "MonitorFleet line-a: helm at 2026-01-01T06:00:00Z");
  }

  @Test
  void notWhoWritesTheStatus() {
    assertThat(Managers.of(Stream.of(fleet("{manager: plc-fleet-operator, subresource: status, time: \"2026-01-03T06:00:00Z\"}",
        "{manager: helm, subresource: \"\", time: \"2026-01-01T06:00:00Z\"}")))).containsExactly("MonitorFleet line-a: helm at 2026-01-01T06:00:00Z");
  }

  @Test
  void anObjectOfWhichTheApiServerKeptNothingTellsNothing() {
    MonitorFleet bare = Serialization.unmarshal("metadata: {name: line-a}\nspec: {selector: {}}", MonitorFleet.class);
    bare.getMetadata().setManagedFields(null);
    assertThat(Managers.of(Stream.of(bare))).isEmpty();
  }

  @Test
  void ofVeryManyTheNewest() {
    String[] many = IntStream.range(10, 40).mapToObj(i -> "{manager: m" + i + ", time: \"2026-01-01T06:00:" + i + "Z\"}").toArray(String[]::new);
    assertThat(Managers.of(Stream.of(fleet(many)))).hasSize(20).startsWith("MonitorFleet line-a: m39 at 2026-01-01T06:00:39Z")
        .endsWith("MonitorFleet line-a: m20 at 2026-01-01T06:00:20Z");
  }

  private static MonitorFleet fleet(String... managers) {
    return Serialization.unmarshal(metadata("line-a", managers) + "\nspec: {selector: {}}", MonitorFleet.class);
  }

  private static ScoringProfile profile(String... managers) {
    return Serialization.unmarshal(metadata("press", managers) + "\nspec: {formula: {linear: {}}}", ScoringProfile.class);
  }

  private static String metadata(String name, String... managers) {
    return "metadata: {name: " + name + ", managedFields: [" + List.of(managers).stream().collect(Collectors.joining(", ")) + "]}";
  }
}
