package io.plcfleet.e2e;

import static io.plcfleet.e2e.TestCluster.PLANT;
import static io.plcfleet.e2e.TestCluster.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.operator.status.Conditions;
import io.plcfleet.simulator.Plant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Edits of what twelve PLCs share: a bad one is caught on the first Plcs, a good one reaches all, one of the scoring is tried beside. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("cluster")
class RolloutE2E {
  private static final int PLCS = 12;
  private static TestCluster cluster;
  private static KubernetesClient client;
  private static Plant plant;
  private static ConnectionCount connections;

  @BeforeAll
  static void start() throws IOException {
    cluster = new TestCluster();
    client = cluster.client();
    plant = Plant.start(cluster.hostAddress(), Plant.demo());
    connections = new ConnectionCount(plant);
    cluster.restricted(SYSTEM, PLANT);
    cluster.simulators(PLANT);
    cluster.run(Duration.ofMinutes(3), "helm", "install", "plc-fleet-operator", TestCluster.root() + "/charts/plc-fleet-operator",
        "--namespace", SYSTEM, "--set", "watch.namespaces={" + PLANT + "}", "--wait", "--timeout", "2m");
    plant.link("press-02").slow(Duration.ofMillis(150));
    for (String file : List.of("plcs-modbus.yaml", "plcs-s7.yaml", "profile.yaml")) {
      apply(example(file).replaceAll("(name: press-02\n(?s:.*?)spec:\n)", "$1  criticality: Low\n"));  // so it is among the first
    }
    apply(fleet("1s", "800ms"));
    await(90).until(() -> plcs().size() == PLCS && plcs().stream().allMatch(p -> p.getStatus() != null && p.getStatus().score() != null));
    await(90).until(RolloutE2E::isReady);
  }

  @AfterAll
  static void stop() {
    if (connections != null) connections.close();
    if (plant != null) plant.close();
    if (cluster == null) return;
    Set<String> refused = cluster.refused();
    cluster.close();
    assertThat(refused).as("asked for by the operator, and not granted").isEmpty();
  }

  @Test
  @Order(1)
  void anEditThatASlowPlcCannotBearGoesNoFurther() throws IOException {
    String stable = stable();
    long edited = System.nanoTime();
    apply(fleet("200ms", "100ms"));
    await(30).until(() -> count(revision -> !revision.equals(stable)) > 0);
    figure("edit to the first cohort reading by it", "%.1f s", seconds(edited));
    specIsAsApplied(fleet("200ms", "100ms"));
    await(60).until(() -> phase() == Phase.RollingBack || phase() == Phase.RolledBack);
    assertThat(Objects.requireNonNull(newest().getStatus().step())).as("step that it came to").isEqualTo(1);
    long back = System.nanoTime();
    await(30).until(() -> count(revision -> revision.equals(stable)) == PLCS);
    figure("decision to all Plcs on the stable revision", "%.1f s", seconds(back));
    await(30).until(() -> phase() == Phase.RolledBack);
    specIsAsApplied(fleet("200ms", "100ms"));
    ConfigRolloutStatus status = newest().getStatus();
    assertThat(status.reason()).isEqualTo("CanaryWorse");
    assertThat(status.message()).contains("press-02");
    await(30).untilAsserted(() -> {
      Condition stalled = condition("Stalled");
      assertThat(stalled.status()).isEqualTo(Condition.Status.TRUE);
      assertThat(stalled.reason()).isEqualTo("CanaryWorse");
      assertThat(stalled.message()).contains("RolledBack").contains("press-02").contains("retry");
    });
    assertThat(client.resources(Event.class).inNamespace(PLANT).list().getItems()).filteredOn(e -> e.getRegarding().getKind().equals("MonitorFleet"))
        .as("Events of the fleet").anySatisfy(e -> {
          assertThat(e.getReason()).isEqualTo("CanaryWorse");
          assertThat(e.getNote()).contains("press-02");
        });
    assertThat(connections.crowds()).as("one connection per PLC").isEmpty();
  }

  @Test
  @Order(2)
  void takingTheEditBackClearsTheFailure() {
    apply(fleet("1s", "800ms"));
    await(30).untilAsserted(() -> assertThat(condition("Ready").status()).isEqualTo(Condition.Status.TRUE));
  }

  @Test
  @Order(3)
  void aGoodEditReachesAll() throws IOException {
    String stable = stable();
    apply(fleet("900ms", "800ms"));
    await(20).until(() -> phase() == Phase.Progressing);
    assertThat(condition("Reconciling").status()).isEqualTo(Condition.Status.TRUE);
    specIsAsApplied(fleet("900ms", "800ms"));
    await(150).until(() -> phase() == Phase.Succeeded);
    await(30).until(() -> count(revision -> !revision.equals(stable)) == PLCS && isReady());
    assertThat(stable()).isNotEqualTo(stable);
    specIsAsApplied(fleet("900ms", "800ms"));
    assertThat(connections.crowds()).as("one connection per PLC").isEmpty();
  }

  @Test
  @Order(4)
  void anotherProfileIsTriedBesideAndGoesNoFurther() throws IOException {
    apply(example("profile.yaml").replace("good: 120ms, bad: 200ms", "good: 1ms, bad: 5ms"));  // no PLC answers so fast
    await(60).until(() -> phase() == Phase.RolledBack);
    ConfigRolloutStatus status = newest().getStatus();
    assertThat(status.reason()).isEqualTo("TooManyGradeChanges");
    assertThat(Objects.requireNonNull(status.shadow()).changed()).isPositive();
    assertThat(status.shadow().scored()).isGreaterThan(PLCS / 2);
    assertThat(count(revision -> revision.equals(stable()))).as("nothing has changed").isEqualTo(PLCS);
  }

  private static String example(String file) throws IOException {
    return Files.readString(TestCluster.root().resolve("examples").resolve(file));
  }

  private static String fleet(String interval, String timeout) {
    return """
        apiVersion: plcfleet.io/v1alpha1
        kind: MonitorFleet
        metadata: {name: demo, namespace: plant}
        spec:
          selector: {matchLabels: {plcfleet.io/line: demo}}
          profileRef: {name: demo}
          defaults: {polling: {interval: %s, timeout: %s}}
          rollout:
            steps: [{shadow: 10s, maxGradeChanges: "5%%"}, {cohort: "10%%", bake: 30s}, {cohort: "30%%", bake: 10s}, {cohort: "100%%"}]
            analysis: {interval: 5s, minimumSamples: 10, metrics: [{signal: SuccessRatio, maxDrop: "0.02"}]}
        """.formatted(interval, timeout);
  }

  /** As whoever keeps the fleet in Git sees it: the operator has changed nothing of what was applied. */
  private static void specIsAsApplied(String yaml) throws IOException {
    Path file = Files.writeString(Files.createTempFile("fleet", ".yaml"), yaml);
    cluster.run(Duration.ofSeconds(30), "kubectl", "--namespace", PLANT, "diff", "--server-side", "--force-conflicts", "--field-manager=kubectl", "-f", file.toString());
    Files.delete(file);
  }

  private static void apply(String yaml) {
    for (String document : yaml.split("(?m)^---$", -1)) {
      Class<? extends HasMetadata> kind = document.contains("kind: Plc") ? Plc.class
          : document.contains("kind: MonitorFleet") ? MonitorFleet.class : ScoringProfile.class;
      client.resource(Serialization.unmarshal(document, kind)).inNamespace(PLANT).fieldManager("kubectl").forceConflicts().serverSideApply();
    }
  }

  private static List<Plc> plcs() {
    return client.resources(Plc.class).inNamespace(PLANT).list().getItems();
  }

  /** Plcs whose status names such a revision. */
  private static long count(Predicate<String> revision) {
    return plcs().stream().filter(p -> p.getStatus() != null && p.getStatus().revision() != null && revision.test(p.getStatus().revision())).count();
  }

  private static MonitorFleet fleet() {
    return client.resources(MonitorFleet.class).inNamespace(PLANT).withName("demo").get();
  }

  private static String stable() {
    return Objects.requireNonNull(Objects.requireNonNull(fleet().getStatus()).revision()).stable();
  }

  private static Condition condition(String type) {
    return Conditions.find(Objects.requireNonNull(fleet().getStatus()).conditions(), type).orElseThrow();
  }

  private static boolean isReady() {
    return condition("Ready").status() == Condition.Status.TRUE && Objects.equals(fleet().getStatus().observedGeneration(), fleet().getMetadata().getGeneration());
  }

  private static Optional<ConfigRollout> rollout() {
    return client.resources(ConfigRollout.class).inNamespace(PLANT).list().getItems().stream()
        .max(Comparator.comparingLong(r -> Long.parseLong(r.getMetadata().getAnnotations().get("plcfleet.io/sequence"))));
  }

  private static ConfigRollout newest() {
    return rollout().orElseThrow();
  }

  private static @Nullable Phase phase() {
    return rollout().map(ConfigRollout::getStatus).map(ConfigRolloutStatus::phase).orElse(null);
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static void figure(String what, String format, Object value) {
    System.out.println("FIGURE " + what + ": " + String.format(Locale.ROOT, format, value));
  }

  private static ConditionFactory await(int seconds) {
    return Awaitility.await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(200)).ignoreExceptions();
  }
}
