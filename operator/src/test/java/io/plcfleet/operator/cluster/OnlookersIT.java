package io.plcfleet.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.operator.selection.Server;
import io.plcfleet.operator.selection.Sight;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an account with the chart's rules sees of prometheus-operator's objects, and what it does not. */
class OnlookersIT {
  private static final String ACCOUNT = "operator";
  private static final String ROLE = """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: operator, namespace: plant}
      rules:
      - {apiGroups: [monitoring.coreos.com], resources: [prometheuses, prometheusagents, thanosrulers], verbs: [list]}
      - {apiGroups: [""], resources: [namespaces], verbs: [get]}
      """;
  private static final String BINDING = """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: operator, namespace: plant}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: operator}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: operator}]
      """;

  private final ApiServer server = new ApiServer();
  private final KubernetesClient admin = server.client();

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void aClusterWithoutTheTypesHasNobodyAndSaysNothingOfRefusal() {
    assertThat(seen(admin, Set.of("plant"), "plant")).isEqualTo(new Sight(List.of(), "namespace plant", List.of(), Map.of()));
  }

  @Test
  void aRoleOfANamespaceShowsItsServersAndItsLabelsAndNoOthers() throws Exception {
    types();
    for (String name : Set.of("plant", "monitoring")) {
      admin.resource(new NamespaceBuilder().withNewMetadata().withName(name).addToLabels("of", name).endMetadata().build()).create();
      admin.resource(prometheus(name)).create();
    }
    Stream.of(ROLE, BINDING).forEach(text -> admin.resource((HasMetadata) Serialization.unmarshal(text)).create());
    Config config = Config.fromKubeconfig(server.kubeconfig());
    config.setImpersonateUsername(ACCOUNT);
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      Sight plant = seen(client, Set.of("plant", "monitoring"), "plant");
      assertThat(plant.servers()).extracting(Server::namespace).containsExactly("plant");
      assertThat(plant.servers().getFirst().scrapes()).isNotNull();
      assertThat(plant.refused()).containsExactly("monitoring");
      assertThat(plant.namespaceLabels()).containsEntry("of", "plant").containsEntry("kubernetes.io/metadata.name", "plant");
      assertThat(seen(client, Set.of("plant", "monitoring"), "monitoring").namespaceLabels()).isNull();
    }
    assertThat(seen(admin, Set.of(), "plant").servers()).extracting(Server::namespace).containsExactlyInAnyOrder("plant", "monitoring");
  }

  /** The first answer is that nobody has looked yet; then one is told, once. */
  private static Sight seen(KubernetesClient client, Set<String> places, String namespace) {
    List<String> told = new CopyOnWriteArrayList<>();
    try (Onlookers onlookers = new Onlookers(client, places, told::add).start()) {
      assertThat(onlookers.sight(namespace)).isEqualTo(Sight.NOTHING);
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !told.isEmpty());
      assertThat(told).containsExactly(namespace);
      return onlookers.sight(namespace);
    }
  }

  private void types() throws IOException {
    try (Stream<Path> files = Files.list(ApiServer.testbed().resolve("prometheus-operator-crds"))) {
      for (Path file : files.filter(f -> f.toString().endsWith("_prometheuses.yaml")).toList()) admin.load(Files.newInputStream(file)).serverSideApply();
    }
    Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions()
        .until(() -> admin.genericKubernetesResources("monitoring.coreos.com/v1", "Prometheus").inAnyNamespace().list().getItems().isEmpty());
  }

  private static GenericKubernetesResource prometheus(String namespace) {
    return Serialization.unmarshal("apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: k8s, namespace: " + namespace + "}\nspec: {serviceMonitorSelector: {}}",
        GenericKubernetesResource.class);
  }
}
