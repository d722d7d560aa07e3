package io.plcfleet.e2e.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.contract.Metric;
import io.plcfleet.contract.OperatorMetric;
import io.plcfleet.operator.status.Conditions;
import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.FaultProxy;
import io.plcfleet.simulator.Plant;
import io.plcfleet.simulator.Protocol;
import io.plcfleet.simulator.SimulatedPlc;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every panel of every dashboard, asked of a real Prometheus that has scraped a real monitor and a real operator, while one PLC is slow, one
 * refuses connections, one refuses a tag, and a change of the scoring is half rolled out. There is no Grafana: it is asked as Grafana asks.
 */
class DashboardsIT {
  private static final String NAMESPACE = "plant";
  private static final String FLEET = "line-a";
  private static final List<Device> DEVICES = List.of(Device.modbus("press-01"), Device.modbus("press-02"), Device.modbus("press-03"), Device.modbus("press-04"),
      Device.s7("robot-01"), Device.s7("robot-02"));
  private static final String PROFILE = """
      metadata: {name: quick, namespace: %s}
      spec:
        window: 1m
        formula:
          penalties:
          - {signal: SuccessRatio, points: 50, good: "0.999", bad: "0.5"}
          - {signal: AckP95, points: 50, good: %s, bad: 400ms}
        hysteresis: {points: 1, worseAfter: 3s, betterAfter: 3s}
      """;

  private final ApiServer server = new ApiServer().withResourceTypes();
  private final KubernetesClient client = server.client();
  private final Instant start = Instant.now();

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void everyPanelShowsARealPlant(@TempDir Path folder) throws Exception {
    withTypesOfPrometheusOperator();
    try (FaultProxy proxy = FaultProxy.start(); Plant plant = Plant.start("127.0.0.1", DEVICES)) {
      declare(plant);
      try (LocalNode _ = new LocalNode(client, proxy, folder, NAMESPACE); OperatorProcess operator = OperatorProcess.of(folder, server.kubeconfig(), NAMESPACE)) {
        await().until(this::isScored);
        try (PrometheusProcess prometheus = new PrometheusProcess(folder, jobs(operator), rules())) {
          breakSome(plant);
          rollOutHalf(prometheus);
          isLookedAt();
          for (GrafanaBoard board : boards()) {
            asksForKnownMetrics(board, prometheus);
            hasData(board, prometheus);
            draw(board, prometheus);
          }
          drillsDown(prometheus);
          countsSeries(prometheus);
          forgetsWhatIsDeleted(prometheus);
        }
      }
    }
  }

  private void withTypesOfPrometheusOperator() throws IOException {
    try (Stream<Path> files = Files.list(ApiServer.testbed().resolve("prometheus-operator-crds"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*(servicemonitors|prometheusrules|prometheuses)\\.yaml")).toList()) {
        client.load(Files.newInputStream(file)).serverSideApply();
      }
    }
  }

  private void declare(Plant plant) {
    client.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
    client.resource(Serialization.unmarshal(PROFILE.formatted(NAMESPACE, "100ms"), ScoringProfile.class)).create();
    for (SimulatedPlc plc : plant.plcs()) {
      boolean modbus = plc.protocol() == Protocol.Modbus;
      String wrong = plc.name().equals("press-04") ? ", {name: wrong, address: \"holding-register:5000:INT\"}" : "";
      client.resource(Serialization.unmarshal("""
          metadata: {name: %s, namespace: %s, labels: {plcfleet.io/site: %s, plcfleet.io/line: a, plcfleet.io/cell: %s}}
          spec:
            %s: {host: %s, port: %d}
            cpuModel: %s
            tags: [{name: life, address: "%s"}%s]
          """.formatted(plc.name(), NAMESPACE, modbus ? "graz" : "linz", plc.name(), modbus ? "modbus" : "s7", plc.host(), plc.port(), modbus ? "M340" : "S7-1516",
          modbus ? "holding-register:1:INT" : "%DB1:0:INT", wrong), Plc.class)).create();
    }
    client.resource(Serialization.unmarshal("""
        metadata: {name: %s, namespace: %s}
        spec:
          selector: {}
          profileRef: {name: quick}
          defaults: {polling: {interval: 250ms}}
          rollout:
            steps: [{shadow: 8s, maxGradeChanges: 100%%}, {cohort: 50%%, bake: 1h}, {cohort: 100%%}]
            analysis: {interval: 1s, minimumSamples: 5, onNoData: Proceed, metrics: [{signal: SuccessRatio, maxDrop: "0.9"}]}
        """.formatted(FLEET, NAMESPACE), MonitorFleet.class)).create();
  }

  private void breakSome(Plant plant) {
    plant.link("press-02").slow(Duration.ofMillis(250));
    plant.link("press-03").refuse();
    await().until(() -> grade("press-03").equals("PreFault") && !grade("press-02").equals("Healthy"));
  }

  /** Profiles are what is tried beside first. */
  private void rollOutHalf(PrometheusProcess prometheus) {
    client.resources(ScoringProfile.class).inNamespace(NAMESPACE).withName("quick")
        .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("spec", Map.of("formula", Serialization.unmarshal(
            PROFILE.formatted(NAMESPACE, "120ms"), ScoringProfile.class).getSpec().formula()))));
    await().until(() -> newest().getStatus().phase() == Phase.Progressing && newest().getStatus().analysis() != null && Objects.requireNonNull(newest().getStatus().cohort()).updated() == DEVICES.size() / 2);
    await().until(() -> !prometheus.since(start, "plcfleet_rollout_analysis").isEmpty() && prometheus.now("count by (revision) (plc_info)").size() == 2
        && !prometheus.now("ALERTS{alertstate=\"firing\",plc=\"press-03\"}").isEmpty());
  }

  /** By the word of its monitor: the Prometheus object is there, but nobody makes a server of it; ours scrapes. */
  private void isLookedAt() {
    client.resource(Serialization.unmarshal("""
        apiVersion: monitoring.coreos.com/v1
        kind: Prometheus
        metadata: {name: k8s, namespace: %s}
        spec: {serviceMonitorSelector: {}, ruleSelector: {}}
        """.formatted(NAMESPACE), GenericKubernetesResource.class)).create();
    await().untilAsserted(() -> {
      MonitorFleet fleet = client.resources(MonitorFleet.class).inNamespace(NAMESPACE).withName(FLEET).get();
      Condition monitored = Conditions.find(fleet.getStatus().conditions(), "Monitored").orElseThrow();
      assertThat(monitored.message()).startsWith("Prometheus plant/k8s takes the ServiceMonitor, Prometheus plant/k8s takes the PrometheusRule; all monitors (1) were scraped within");
      assertThat(monitored.status()).isEqualTo(Condition.Status.TRUE);
    });
  }

  private static void asksForKnownMetrics(GrafanaBoard board, PrometheusProcess prometheus) throws Exception {
    Set<String> known = new HashSet<>(Set.of("ALERTS"));
    Arrays.stream(OperatorMetric.values()).forEach(m -> known.addAll(series(m.metricName(), m.type())));
    Arrays.stream(Metric.values()).forEach(m -> known.addAll(series(m.metricName(), m.type())));
    for (GrafanaBoard.Asked asked : board.queries()) {
      assertThat(prometheus.metrics(GrafanaBoard.filled(asked.query(), Map.of()))).as(asked.toString()).isNotEmpty().allMatch(known::contains);
    }
  }

  private static List<String> series(String name, Metric.Type type) {
    return type == Metric.Type.Histogram ? List.of(name + "_bucket", name + "_sum", name + "_count") : List.of(name);
  }

  /** With something to choose, there is a choice that shows something: not every PLC fails in every way. */
  private void hasData(GrafanaBoard board, PrometheusProcess prometheus) throws Exception {
    List<Map<String, String>> choices = board.choices(prometheus);
    List<String> empty = new ArrayList<>();
    for (GrafanaBoard.Asked asked : board.queries()) {
      int shown = 0;
      for (Map<String, String> chosen : choices) shown += board.ask(prometheus, asked, chosen, start).size();
      if (shown == 0) empty.add(asked.toString());
    }
    assertThat(empty).as("queries of \"%s\" without data", board.title()).isEmpty();
    System.out.println("FIGURE dashboard \"" + board.title() + "\": " + board.queries().size() + " queries, " + choices.size() + " choices, all with data");
  }

  /** For people to look at: target/dashboards. */
  private void draw(GrafanaBoard board, PrometheusProcess prometheus) throws Exception {
    List<Map<String, String>> choices = board.choices(prometheus);
    for (Map<String, String> chosen : choices) {
      String name = board.title().replaceAll("[^a-zA-Z0-9-]+", "-") + (choices.size() > 1 ? "-" + chosen.get("plc") : "");
      new BoardPicture(prometheus, start, chosen).write(board, Path.of("target", "dashboards", name + ".svg"));
    }
  }

  /** What is declared of a Plc leads to it, and to it alone. */
  private void drillsDown(PrometheusProcess prometheus) throws Exception {
    GrafanaBoard board = boards().stream().filter(b -> b.title().endsWith("one PLC")).findFirst().orElseThrow();
    for (Plc plc : client.resources(Plc.class).inNamespace(NAMESPACE).list().getItems()) {
      JsonNode info = prometheus.now("plc_info{plc=\"" + plc.getMetadata().getName() + "\"}").get(0).get("metric");
      Map<String, String> chosen = new HashMap<>();
      for (JsonNode variable : board.variables()) {
        String name = variable.get("name").asText();
        List<String> offered = board.offered(prometheus, variable, chosen);
        if (name.equals("plc")) assertThat(offered).containsExactly(plc.getMetadata().getName());
        else if (info.has(name)) assertThat(offered).contains(info.get(name).asText());
        chosen.put(name, info.has(name) ? info.get(name).asText().replace(".", "[.]") : ".*");
      }
    }
  }

  private static void countsSeries(PrometheusProcess prometheus) throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode plc : prometheus.now("count by (plc) ({__name__=~\"plc_.+\",plc!=\"\"})")) counts.put(plc.at("/metric/plc").asText(), plc.at("/value/1").asInt());
    System.out.println("FIGURE series of each Plc: " + counts);
    assertThat(counts).hasSize(DEVICES.size()).allSatisfy((_, count) -> assertThat(count).isBetween(40, 80));
  }

  private void forgetsWhatIsDeleted(PrometheusProcess prometheus) {
    client.resources(Plc.class).inNamespace(NAMESPACE).withName("press-01").delete();
    await().until(() -> prometheus.now("{__name__=~\"plc_.+\",plc=\"press-01\"}").isEmpty());
    await().until(() -> prometheus.now("count(plc_up)").get(0).at("/value/1").asInt() == DEVICES.size() - 1);
  }

  private String jobs(OperatorProcess operator) {
    Pod pod = client.pods().inNamespace(NAMESPACE).withName(FLEET + "-0-0").get();
    String token = new String(Base64.getDecoder().decode(client.secrets().inNamespace(NAMESPACE).withName(FLEET + "-monitor-token").get().getData().get("token")),
        StandardCharsets.UTF_8);
    return """
        - job_name: monitor
          authorization: {credentials: "%s"}
          static_configs: [{targets: ["%s:9400"], labels: {namespace: %s, fleet: %s, pod: %s}}]
        - job_name: operator
          honor_labels: true
          authorization: {credentials: "%s"}
          static_configs: [{targets: ["127.0.0.1:%d"], labels: {namespace: plcfleet-system}}]
        """.formatted(token, pod.getStatus().getPodIP(), NAMESPACE, FLEET, pod.getMetadata().getName(), operator.token(client, NAMESPACE), operator.port());
  }

  private String rules() {
    PrometheusRule rule = client.resources(PrometheusRule.class).inNamespace(NAMESPACE).withName(FLEET).get();
    return Serialization.asYaml(Map.of("groups", rule.getSpec().getGroups()));
  }

  private List<GrafanaBoard> boards() throws IOException {
    List<GrafanaBoard> boards = new ArrayList<>();
    for (var map : client.configMaps().inNamespace(NAMESPACE).withLabel("grafana_dashboard", "1").list().getItems()) {
      for (String text : map.getData().values()) boards.add(GrafanaBoard.of(text));
    }
    assertThat(boards).hasSize(3);
    boards.add(GrafanaBoard.of(Files.readString(Path.of("../charts/plc-fleet-operator/files/operator-dashboard.json"))));
    return boards;
  }

  private boolean isScored() {
    List<Plc> plcs = client.resources(Plc.class).inNamespace(NAMESPACE).list().getItems();
    return plcs.stream().allMatch(p -> p.getStatus() != null && p.getStatus().score() != null);
  }

  private String grade(String plc) {
    return String.valueOf(Objects.requireNonNull(client.resources(Plc.class).inNamespace(NAMESPACE).withName(plc).get().getStatus()).grade());
  }

  private ConfigRollout newest() {
    return client.resources(ConfigRollout.class).inNamespace(NAMESPACE).list().getItems().stream()
        .max(Comparator.comparing(r -> r.getMetadata().getCreationTimestamp())).orElseThrow();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(200)).ignoreExceptions();
  }
}
