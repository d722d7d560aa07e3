package io.plcfleet.e2e.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.Condition.Status;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.Networks;
import io.plcfleet.operator.FleetOperator;
import io.plcfleet.operator.OperatorConfig;
import io.plcfleet.operator.metrics.Meters;
import io.plcfleet.operator.status.Conditions;
import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.FaultProxy;
import io.plcfleet.simulator.Plant;
import io.plcfleet.simulator.SimulatedPlc;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator that ends at the worst moments: after each single write of a rollout. The next one must bring the rollout to the same end, with
 * the same record but for times, counts and measured values. Real API server, real monitor, real PLC servers.
 */
class RolloutKillIT {
  private static final String NAMESPACE = "plant";
  private static final String FLEET = "line-a";
  private static final int PLCS = 4;
  private static final ObjectMapper JSON = new ObjectMapper();
  /** What is decided; what it waited for in between depends on the machine. */
  private static final Set<String> DECIDED = Set.of("StepPassed", "Succeeded");

  /** What a record has of times, of what was measured, and of which edit it was: they differ from one rollout to the next. What it waited for is in the history. */
  private static final Set<String> VARYING = Set.of("startedAt", "stepStartedAt", "bakingSince", "stoppedAt", "stoppedSeconds", "deadlineAt", "comparedAt", "finishedAt",
      "observedGeneration", "lastTransitionTime", "history", "baseline", "changedBy", "name", "from", "to", "verdict", "canary", "control", "samples", "worstPlc", "times");

  /** What became of a rollout, and what its record says of it. */
  private record End(JsonNode record, int changes, List<String> decided, boolean recorded, Map<String, Boolean> onCandidate, boolean stable, boolean ready) {}

  private final ApiServer server = new ApiServer().withResourceTypes();
  private final KubernetesClient client = server.client();

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void anyWriteMayBeTheLastOne(@TempDir Path folder) throws Exception {
    try (FaultProxy proxy = FaultProxy.start(); Plant plant = plant()) {
      declare(plant, "minimumSamples: 5", "");
      try (LocalNode _ = new LocalNode(client, proxy, folder, NAMESPACE)) {
        Fuse whole = new Fuse(Integer.MAX_VALUE);
        End undisturbed = rollOut(whole, () -> edit(0), "Succeeded");
        assertThat(undisturbed.record.at("/status/cohort/members")).hasSize(PLCS);
        assertThat(undisturbed.recorded).as("the record holds the status of the end").isTrue();
        assertThat(undisturbed.onCandidate).hasSize(PLCS).allSatisfy((_, on) -> assertThat(on).isTrue());
        for (int last = 1; last <= whole.writes().size(); last++) {
          int number = last;
          assertThat(rollOut(new Fuse(last), () -> edit(number), "Succeeded")).as("killed after write %d: %s", last, whole.writes().get(last - 1)).isEqualTo(undisturbed);
        }
        System.out.println("FIGURE operator killed after each of " + whole.writes().size() + " writes of a rollout: " + whole.writes());
      }
    }
  }

  /** Somebody asks again and again for what never has samples enough: each attempt goes back at its deadline. */
  @Test
  void anyWriteMayBeTheLastOneOfARetryThatGoesBack(@TempDir Path folder) throws Exception {
    try (FaultProxy proxy = FaultProxy.start(); Plant plant = plant()) {
      declare(plant, "minimumSamples: 100000", "progressDeadline: 3s, onStuck: Rollback, ");
      try (LocalNode _ = new LocalNode(client, proxy, folder, NAMESPACE)) {
        rollOut(new Fuse(Integer.MAX_VALUE), () -> edit(0), "RolledBack");
        Fuse whole = new Fuse(Integer.MAX_VALUE);
        End undisturbed = rollOut(whole, this::retry, "RolledBack");
        assertThat(undisturbed.record.at("/status/reason").asText()).isEqualTo("DeadlineExceeded");
        assertThat(undisturbed.recorded).as("the record holds the status of the end").isTrue();
        assertThat(undisturbed.onCandidate).hasSize(PLCS).allSatisfy((_, on) -> assertThat(on).isFalse());
        for (int last = 1; last <= whole.writes().size(); last++) {
          assertThat(rollOut(new Fuse(last), this::retry, "RolledBack")).as("killed after write %d: %s", last, whole.writes().get(last - 1)).isEqualTo(undisturbed);
        }
        System.out.println("FIGURE operator killed after each of " + whole.writes().size() + " writes of a retry that goes back: " + whole.writes());
      }
    }
  }

  private static Plant plant() throws Exception {
    return Plant.start("127.0.0.1", IntStream.range(0, PLCS).mapToObj(i -> Device.modbus("press-" + i)).toList());
  }

  private void edit(int number) {
    client.resources(MonitorFleet.class).inNamespace(NAMESPACE).withName(FLEET)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"defaults\":{\"polling\":{\"interval\":\"" + (300 + 10 * (number % 2)) + "ms\"}}}}");
  }

  private void retry() {
    client.resources(ConfigRollout.class).inNamespace(NAMESPACE).withName(name(newest())).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"retry\":true}}");
  }

  /** A rollout from what somebody asks for to its end, by an operator that may be killed, and by another one then. */
  private End rollOut(Fuse fuse, Runnable ask, String phase) throws Exception {
    String before;
    try (KubernetesClient fused = fused(fuse); FleetOperator _ = operator(fused)) {
      await().until(() -> isSettled() && isScored());
      before = name(newest());
      fuse.arm();
      ask.run();
      String last = before;
      await().until(() -> fuse.isBlown() || isOver(last, phase));
    }
    try (KubernetesClient next = fused(new Fuse(Integer.MAX_VALUE)); FleetOperator _ = operator(next)) {
      String last = before;
      await().until(() -> isOver(last, phase));
      return whatCame();
    }
  }

  private boolean isOver(String before, String phase) {
    JsonNode newest = newest();
    return !name(newest).equals(before) && newest.at("/status/phase").asText().equals(phase) && recordOf(newest) != null && isSettled();
  }

  private static String name(JsonNode rollout) {
    return rollout.at("/metadata/name").asText();
  }

  /** The fleet's status knows how its newest rollout ended. */
  private boolean isSettled() {
    JsonNode newest = newest();
    if (newest.isMissingNode() || newest.at("/status/phase").asText().equals("Succeeded")) return isReady() && (newest.isMissingNode() || stable().equals(newest.at("/spec/to").asText()));
    MonitorFleet fleet = fleet();
    return Objects.equals(fleet.getStatus().observedGeneration(), fleet.getMetadata().getGeneration()) && fleet.getStatus().rollout() != null
        && fleet.getStatus().rollout().name().equals(name(newest)) && fleet.getStatus().rollout().phase().isOver();
  }

  private @Nullable ConfigMap recordOf(JsonNode rollout) {
    return client.configMaps().inNamespace(NAMESPACE).withName(rollout.at("/metadata/name").asText() + "-record").get();
  }

  private End whatCame() throws IOException {
    JsonNode rollout = newest();
    JsonNode status = rollout.get("status");
    String to = rollout.at("/spec/to").asText();
    Map<String, Boolean> on = new TreeMap<>();
    for (JsonNode plc : JSON.readTree(client.configMaps().inNamespace(NAMESPACE).withName(FLEET + "-0").get().getData().get("monitor.json")).get("plcs")) {
      on.put(plc.get("name").asText(), plc.get("revision").asText().equals(to));
    }
    List<String> decided = new ArrayList<>();
    status.get("history").forEach(event -> decided.add(event.get("what").asText()));
    decided.retainAll(DECIDED);
    JsonNode record = JSON.readTree(Objects.requireNonNull(recordOf(rollout)).getData().get("record.json"));
    return new End(comparable(record), status.get("changes").size(), decided, record.get("status").equals(JSON.readTree(JSON.writeValueAsString(status))), on,
        stable().equals(to), isReady());
  }

  private static JsonNode comparable(JsonNode record) {
    JsonNode copy = record.deepCopy();
    ((ObjectNode) copy.get("status")).remove("changes");
    for (JsonNode comparison : copy.at("/status/analysis")) ((ObjectNode) comparison).remove("message");
    // which Plcs come first is another draw for each edit
    for (JsonNode step : copy.at("/status/finishedSteps")) ((ObjectNode) step.get("cohort")).remove(List.of("members", "hash"));
    for (JsonNode object : copy.findParents("name")) ((ObjectNode) object).put("named", object.get("name").asText().startsWith(FLEET) ? FLEET : object.get("name").asText());
    // it names times and counts
    for (JsonNode object : copy.findParents("message")) ((ObjectNode) object).put("message", object.get("message").asText().replaceAll("[0-9]+", "0"));
    VARYING.forEach(field -> copy.findParents(field).forEach(object -> ((ObjectNode) object).remove(field)));
    return copy;
  }

  private JsonNode newest() {
    return client.resources(ConfigRollout.class).inNamespace(NAMESPACE).list().getItems().stream()
        .max(Comparator.comparingLong(r -> Long.parseLong(r.getMetadata().getAnnotations().get("plcfleet.io/sequence"))))
        .<JsonNode>map(JSON::valueToTree).orElse(MissingNode.getInstance());
  }

  private MonitorFleet fleet() {
    return client.resources(MonitorFleet.class).inNamespace(NAMESPACE).withName(FLEET).get();
  }

  private String stable() {
    MonitorFleet fleet = fleet();
    return fleet.getStatus() == null || fleet.getStatus().revision() == null ? "" : fleet.getStatus().revision().stable();
  }

  private boolean isReady() {
    MonitorFleet fleet = fleet();
    return fleet.getStatus() != null && Objects.equals(fleet.getStatus().observedGeneration(), fleet.getMetadata().getGeneration())
        && Conditions.find(fleet.getStatus().conditions(), Conditions.READY).filter(c -> c.status() == Status.TRUE).isPresent();
  }

  /** What nobody has measured cannot be compared with. */
  private boolean isScored() {
    return client.resources(Plc.class).inNamespace(NAMESPACE).list().getItems().stream().allMatch(p -> p.getStatus() != null && p.getStatus().score() != null);
  }

  private KubernetesClient fused(Fuse fuse) {
    return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(server.kubeconfig()))
        .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("fuse", fuse)).build();
  }

  private static FleetOperator operator(KubernetesClient client) throws Exception {
    return new FleetOperator(client, OperatorConfig.of(Map.of(OperatorConfig.WATCH_NAMESPACES, NAMESPACE, OperatorConfig.MONITOR_IMAGE, "plcfleet/monitor:test",
        Networks.VARIABLE, "127.0.0.0/8")),
        new Meters(), Clock.systemUTC()).start();
  }

  private void declare(Plant plant, String samples, String deadline) {
    client.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
    for (SimulatedPlc plc : plant.plcs()) {
      client.resource(Serialization.unmarshal("metadata: {name: " + plc.name() + ", namespace: " + NAMESPACE + "}\nspec: {modbus: {host: " + plc.host() + ", port: "
          + plc.port() + "}, tags: [{name: life, address: \"holding-register:1:INT\"}]}", Plc.class)).create();
    }
    client.resource(Serialization.unmarshal("""
        metadata: {name: %s, namespace: %s}
        spec:
          selector: {}
          defaults: {polling: {interval: 200ms}}
          rollout: {%ssteps: [{cohort: 50%%, bake: 2s}, {cohort: 100%%}], analysis: {interval: 1s, %s, metrics: [{signal: SuccessRatio, maxDrop: "0.5"}]}}
        """.formatted(FLEET, NAMESPACE, deadline, samples), MonitorFleet.class)).create();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100)).ignoreExceptions();
  }
}
