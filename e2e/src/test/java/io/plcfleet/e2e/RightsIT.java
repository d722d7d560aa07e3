package io.plcfleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.operator.FleetOperator;
import io.plcfleet.operator.OperatorConfig;
import io.plcfleet.operator.metrics.Meters;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/**
 * The operator with nothing but the rights that the manifests give it, on a real API server that enforces them. What it asks for in a whole
 * story is compared with its rules: nothing is refused, and nothing is granted that it does not use.
 */
class RightsIT {
  private static final Path ROOT = Path.of("..");
  private static final Pattern REQUEST = Pattern.compile("/(?:api/v1|apis/([^/]+)/[^/]+)(?:/namespaces/[^/]+)?/([^/]+)(?:/([^/]+))?(?:/([^/]+))?");
  private static final String NAMESPACE = "plant";
  private static final Map<String, String> ENVIRONMENT = Map.of(OperatorConfig.MONITOR_IMAGE, "plcfleet/monitor:test",
      OperatorConfig.POLICY_PROMETHEUS, "monitoring", OperatorConfig.NAMESPACE, "plcfleet-system");
  /** Granted, and not asked for in this story, for the reason given. */
  private static final Map<String, String> NOT_IN_THIS_STORY = Map.of(
      "update plcfleet.io/monitorfleets/finalizers", "checked by clusters with OwnerReferencesPermissionEnforcement, not asked for",
      "update plcfleet.io/configrollouts/finalizers", "the same",
      "delete plcfleet.io/configrollouts", "when there are many",
      "delete apps/controllerrevisions", "when there are many",
      "delete monitoring.coreos.com/servicemonitors", "when a fleet switches it off",
      "delete monitoring.coreos.com/prometheusrules", "when a fleet switches it off",
      "delete networking.k8s.io/networkpolicies", "when the administrator switches them off",
      "get plcfleet.io/configrollouts", "when one of the name that is to be made exists",
      "get apps/controllerrevisions", "the same",
      "get plcfleet.io/monitorfleets", "by the framework, when somebody was faster with a finalizer");

  private final Set<String> used = new ConcurrentSkipListSet<>();
  private final Set<String> refused = new ConcurrentSkipListSet<>();

  @Test
  void areAllThatItNeedsAndNoMore() throws Exception {
    try (ApiServer server = new ApiServer().withResourceTypes()) {
      KubernetesClient admin = server.client();
      try (Stream<Path> files = Files.list(ApiServer.testbed().resolve("prometheus-operator-crds"))) {
        for (Path file : files.filter(f -> f.toString().matches(".*(servicemonitors|prometheusrules)\\.yaml")).toList()) admin.load(Files.newInputStream(file)).serverSideApply();
      }
      admin.load(Files.newInputStream(ROOT.resolve("manifests/all-namespaces.yaml"))).serverSideApply();
      admin.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
      try (KubernetesClient operators = asOperator(server.kubeconfig())) {
        assertThatThrownBy(() -> operators.secrets().inNamespace("kube-system").list()).as("rights are enforced").hasMessageContaining("forbidden");
        refused.clear();
        used.clear();
        try (FleetOperator operator = new FleetOperator(operators, OperatorConfig.of(ENVIRONMENT), new Meters(), Clock.systemUTC())) {
          operator.start();
          story(admin);
        }
      }
    }
    assertThat(refused).as("asked for, and not granted").isEmpty();
    Set<String> unused = granted();
    assertThat(used).as("asked for").isSubsetOf(Stream.concat(granted().stream(), Stream.of("get monitoring.coreos.com/v1")).toList());
    unused.removeAll(used);
    unused.removeAll(NOT_IN_THIS_STORY.keySet());
    assertThat(unused).as("granted, and never asked for").isEmpty();
  }

  /** A fleet is made, read, edited by hand, given other settings, made smaller, and deleted. */
  private static void story(KubernetesClient admin) {
    declare(admin, MonitorFleet.class, "metadata: {name: line-a}\nspec: {selector: {matchLabels: {line: a}}, defaults: {polling: {interval: 2s}}}");
    declare(admin, Plc.class, "metadata: {name: press-01, labels: {line: a}}\nspec: {modbus: {host: press-01}, tags: [{name: life, address: \"coil:1\"}]}");
    eventually(() -> assertThat(admin.apps().statefulSets().inNamespace(NAMESPACE).withName("line-a-0").get()).isNotNull());
    Map<String, String> labels = admin.apps().statefulSets().inNamespace(NAMESPACE).withName("line-a-0").get().getSpec().getTemplate().getMetadata().getLabels();
    admin.resource(new PodBuilder().withNewMetadata().withNamespace(NAMESPACE).withName("line-a-0-0").withLabels(labels).endMetadata()
        .withNewSpec().addNewContainer().withName("monitor").withImage("plcfleet/monitor:test").endContainer().endSpec().build()).create();
    eventually(() -> assertThat(admin.pods().inNamespace(NAMESPACE).withName("line-a-0-0").get().getMetadata().getAnnotations()).as("touched").containsKey("plcfleet.io/serial"));
    admin.services().inNamespace(NAMESPACE).withName("line-a-monitors").edit(service -> {
      service.getSpec().getPorts().getFirst().setPort(1);
      return service;
    });
    eventually(() -> assertThat(admin.events().v1().events().inNamespace(NAMESPACE).list().getItems()).isNotEmpty());
    admin.resources(MonitorFleet.class).inNamespace(NAMESPACE).withName("line-a").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"defaults\":{\"polling\":{\"interval\":\"1s\"}}}}");
    eventually(() -> assertThat(admin.resources(ConfigRollout.class).inNamespace(NAMESPACE).list().getItems()).anySatisfy(r -> assertThat(r.getStatus()).isNotNull()));
    admin.resources(MonitorFleet.class).inNamespace(NAMESPACE).withName("line-a").delete();
    admin.pods().inNamespace(NAMESPACE).withName("line-a-0-0").withGracePeriod(0).delete();
    eventually(() -> assertThat(admin.resources(MonitorFleet.class).inNamespace(NAMESPACE).withName("line-a").get()).isNull());
  }

  private KubernetesClient asOperator(String kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig);
    config.setImpersonateUsername("system:serviceaccount:plcfleet-system:plc-fleet-operator");
    config.setImpersonateGroups("system:serviceaccounts", "system:authenticated");
    return new KubernetesClientBuilder().withConfig(config).withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("rights", new Interceptor() {
      @Override
      public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        note(request, response.code());
      }
    })).build();
  }

  private void note(HttpRequest request, int code) {
    Matcher matcher = REQUEST.matcher(request.uri().getPath());
    if (!matcher.matches()) return;  // discovery, which everybody may
    String query = request.uri().getQuery() == null ? "" : request.uri().getQuery();
    String resource = (matcher.group(1) == null ? "" : matcher.group(1)) + "/" + matcher.group(2) + (matcher.group(4) == null ? "" : "/" + matcher.group(4));
    String verb = switch (request.method()) {
      case "GET" -> query.contains("watch=true") ? "watch" : matcher.group(3) == null || query.contains("fieldSelector=metadata.name") ? "list" : "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "DELETE" -> "delete";
      default -> "patch";
    };
    if (code == 403) refused.add(verb + " " + resource);
    used.add(verb + " " + resource);
    if (verb.equals("patch") && code == 201) used.add("create " + resource);  // by server-side apply
  }

  /** Of the ClusterRole, a line for each verb and resource. */
  private static Set<String> granted() throws IOException {
    Set<String> granted = new TreeSet<>();
    try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(ROOT.resolve("manifests/all-namespaces.yaml").toFile())) {
      for (JsonNode document : documents.readAll()) {
        if (!document.path("kind").asText().equals("ClusterRole")) continue;
        for (JsonNode rule : document.path("rules")) {
          for (JsonNode group : rule.path("apiGroups")) {
            for (JsonNode resource : rule.path("resources")) {
              for (JsonNode verb : rule.path("verbs")) granted.add(verb.asText() + " " + group.asText() + "/" + resource.asText());
            }
          }
        }
      }
    }
    return granted;
  }

  private static void declare(KubernetesClient client, Class<? extends HasMetadata> kind, String yaml) {
    client.resource(Serialization.unmarshal(yaml, kind)).inNamespace(NAMESPACE).create();
  }

  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).untilAsserted(assertion);
  }
}
