package io.plcfleet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.operator.metrics.Meters;
import io.plcfleet.operator.metrics.MetricsPage;
import io.plcfleet.operator.monitor.TokenRotation;
import io.plcfleet.operator.report.MetricsToken;
import io.plcfleet.operator.status.Conditions;
import io.plcfleet.testing.ApiServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** Secrets are planted wherever the operator reads one; then everything that it writes and says is searched for them. */
class PlantedSecretsIT {
  private static final String NAMESPACE = "plant";
  private static final String METRICS_TOKEN = "planted-metrics-token-7f3a9c";
  private static final String MONITOR_TOKEN = "planted-monitor-token-51be02";
  private static final String PASSWORD = "planted-opcua-password-c40d88";

  @Test
  void areNowhereButInTheirSecrets() throws Exception {
    PrintStream log = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try (ApiServer server = new ApiServer().withResourceTypes()) {
      KubernetesClient client = server.client();
      plant(client);
      Meters meters = new Meters();
      try (FleetOperator operator = new FleetOperator(client, OperatorConfig.of(Map.of(OperatorConfig.MONITOR_IMAGE, "plcfleet/monitor:test")), meters, Clock.systemUTC())) {
        MetricsToken metricsToken = new MetricsToken(client, NAMESPACE + "/metrics", new TokenRotation(Duration.ofDays(30)), () -> true, Clock.systemUTC());
        assertThat(metricsToken.admits("Bearer " + METRICS_TOKEN)).as("it was read").isTrue();
        operator.start();
        eventually(() -> assertThat(client.apps().statefulSets().inNamespace(NAMESPACE).withName("line-a-0").get()).isNotNull());
        // Something to tell of: a hand edit, and an edit of a Plc that cannot be used.
        client.services().inNamespace(NAMESPACE).withName("line-a-monitors").edit(service -> {
          service.getSpec().getPorts().getFirst().setPort(1);
          return service;
        });
        declare(client, Plc.class, "metadata: {name: press-02, labels: {line: a}}\nspec: {opcUa: {url: \"opc.tcp://press-02:4840\", credentialsRef: {name: nope}}, "
            + "tags: [{name: life, address: \"ns=2;s=Life\"}]}");
        eventually(() -> assertThat(client.events().v1().events().inNamespace(NAMESPACE).list().getItems()).isNotEmpty());
        eventually(() -> {
          Plc refused = client.resources(Plc.class).inNamespace(NAMESPACE).withName("press-02").get();
          assertThat(refused.getStatus()).isNotNull();
          assertThat(Conditions.find(refused.getStatus().conditions(), Conditions.STALLED).filter(c -> c.status() == Condition.Status.TRUE)).isPresent();
        });
        List<String> texts = new ArrayList<>(written(client));
        assertThat(texts).as("objects that were searched").hasSizeGreaterThan(8);
        texts.add(new String(new MetricsPage(operator.board(), meters, Clock.systemUTC()).body(), StandardCharsets.UTF_8));
        texts.add(said.toString(StandardCharsets.UTF_8));
        assertThat(texts.getLast()).as("the log").contains("StatefulSet");
        for (String secret : List.of(METRICS_TOKEN, MONITOR_TOKEN, PASSWORD)) {
          String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
          assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(secret).doesNotContain(encoded));
        }
      }
    } finally {
      System.setErr(log);
    }
  }

  private static void plant(KubernetesClient client) {
    client.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
    secret(client, "metrics", Map.of("token", METRICS_TOKEN));
    secret(client, "line-a-opcua", Map.of("username", "monitor", "password", PASSWORD));
    MonitorFleet fleet = declare(client, MonitorFleet.class, "metadata: {name: line-a}\nspec: {selector: {matchLabels: {line: a}}, "
        + "monitor: {credentials: [{name: opcua, secretRef: {name: line-a-opcua}}]}}");
    client.resource(new SecretBuilder().withNewMetadata().withNamespace(NAMESPACE).withName("line-a-monitor-token").addNewOwnerReference().withApiVersion(fleet.getApiVersion())
        .withKind(fleet.getKind()).withName("line-a").withUid(fleet.getMetadata().getUid()).endOwnerReference().endMetadata().withStringData(Map.of("token", MONITOR_TOKEN)).build()).create();
    declare(client, Plc.class, "metadata: {name: press-01, labels: {line: a}}\nspec: {opcUa: {url: \"opc.tcp://press-01:4840\", credentialsRef: {name: opcua}}, "
        + "tags: [{name: life, address: \"ns=2;s=Life\"}]}");
  }

  /** Everything but the Secrets. */
  private static List<String> written(KubernetesClient client) {
    List<HasMetadata> objects = new ArrayList<>();
    objects.addAll(client.configMaps().inNamespace(NAMESPACE).list().getItems());
    objects.addAll(client.services().inNamespace(NAMESPACE).list().getItems());
    objects.addAll(client.apps().statefulSets().inNamespace(NAMESPACE).list().getItems());
    objects.addAll(client.apps().controllerRevisions().inNamespace(NAMESPACE).list().getItems());
    objects.addAll(client.events().v1().events().inNamespace(NAMESPACE).list().getItems());
    objects.addAll(client.resources(Plc.class).inNamespace(NAMESPACE).list().getItems());
    objects.addAll(client.resources(MonitorFleet.class).inNamespace(NAMESPACE).list().getItems());
    return objects.stream().map(Serialization::asJson).toList();
  }

  private static void secret(KubernetesClient client, String name, Map<String, String> data) {
    client.resource(new SecretBuilder().withNewMetadata().withNamespace(NAMESPACE).withName(name).endMetadata().withStringData(data).build()).create();
  }

  private static <T extends HasMetadata> T declare(KubernetesClient client, Class<T> kind, String yaml) {
    return client.resource(Serialization.unmarshal(yaml, kind)).inNamespace(NAMESPACE).create();
  }

  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).untilAsserted(assertion);
  }
}
