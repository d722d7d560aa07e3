package io.plcfleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.e2e.proof.OperatorProcess;
import io.plcfleet.operator.OperatorConfig;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.monitor.TokenRotation;
import io.plcfleet.testing.ApiServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator with nothing but the rights that the manifests give it, on a real API server that enforces them. What it asks for in a whole
 * story, by the server's audit log, is compared with each rule: nothing is refused, and nothing is granted that it does not use.
 */
class RightsIT {
  private static final Path ROOT = Path.of("..");
  private static final String SYSTEM = "plcfleet-system";
  private static final String OPERATOR = "plc-fleet-operator";
  private static final String METRICS = "plc-fleet-operator-metrics";
  private static final String NAMESPACE = "plant";
  private static final String FLEET = "line-a";
  private static final int ROLLOUTS_KEPT = 10;
  private static final Map<String, String> ENVIRONMENT = Map.of(OperatorConfig.MONITOR_IMAGE, "plcfleet/monitor:test", OperatorConfig.LEASE, SYSTEM + "/" + OPERATOR,
      OperatorConfig.METRICS_SECRET, SYSTEM + "/" + METRICS);
  private static final String AUDIT = """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules: [{level: Metadata, userGroups: ["system:serviceaccounts"]}]
      """;
  /** A rule of the site that refuses to let a fleet go. */
  private static final String HOLD = """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: fleets-stay}
      spec:
        matchConstraints:
          resourceRules: [{apiGroups: [plcfleet.io], apiVersions: [v1alpha1], operations: [UPDATE], resources: [monitorfleets]}]
        validations:
        - expression: "!oldObject.metadata.?finalizers.orValue([]).exists(f, f.startsWith('plcfleet.io/')) || object.metadata.?finalizers.orValue([]).exists(f, f.startsWith('plcfleet.io/'))"
          message: fleets stay for now
          reason: Invalid
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: fleets-stay}
      spec: {policyName: fleets-stay, validationActions: [Deny]}
      """;

  @TempDir @SuppressWarnings("NullAway.Init")  // JUnit fills it in
  Path folder;

  @Test
  void areAllThatItNeedsAndNoMore() throws Exception {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), AUDIT);
    AuditLog audit = new AuditLog(Files.createFile(folder.resolve("audit.log")));
    List<HasMetadata> manifests;
    Instant began;
    try (ApiServer server = new ApiServer(List.of("--audit-policy-file=" + policy, "--audit-log-path=" + folder.resolve("audit.log"))).withResourceTypes()) {
      KubernetesClient admin = server.client();
      try (Stream<Path> files = Files.list(ApiServer.testbed().resolve("prometheus-operator-crds"))) {
        for (Path file : files.filter(f -> f.toString().matches(".*(servicemonitors|prometheusrules)\\.yaml")).toList()) admin.load(Files.newInputStream(file)).serverSideApply();
      }
      manifests = admin.load(Files.newInputStream(ROOT.resolve("manifests/all-namespaces.yaml"))).serverSideApply();
      admin.resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
      Path kubeconfig = kubeconfig(server);
      try (KubernetesClient operators = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(Files.readString(kubeconfig))).build()) {
        assertThatThrownBy(() -> operators.secrets().inNamespace("kube-system").list()).as("rights are enforced").hasMessageContaining("forbidden");
      }
      assertThat(requests(audit)).as("and the log tells").singleElement().matches(AuditLog::refused);
      began = Instant.now();
      Path log = Path.of("target", "RightsIT-operator.log");
      try (OperatorProcess _ = new OperatorProcess(kubeconfig, log, with(OperatorConfig.POD_NAME, "first", OperatorConfig.POLICY_PROMETHEUS, "monitoring", OperatorConfig.NAMESPACE, SYSTEM))) {
        grows(admin);
      }
      meanwhile(admin);
      try (OperatorProcess operator = new OperatorProcess(kubeconfig, log, with(OperatorConfig.POD_NAME, "second"))) {
        goesOn(admin);
        shrinks(admin, operator);
        ends(admin, audit);
      }
    }
    Rights granted = Rights.of(manifests);
    List<AuditLog.Request> asked = requests(audit).stream().filter(request -> request.at().isAfter(began)).toList();
    assertThat(AuditLog.rights(asked, AuditLog::refused)).as("asked for, and not granted").isEmpty();
    assertThat(granted.lacking(asked)).as("asked for, and covered by no rule").isEmpty();
    assertThat(granted.unused(asked)).as("granted, and never asked for").extracting(Rights.Grant::right).containsExactlyInAnyOrderElementsOf(Rights.TRIED_NOWHERE.keySet());
    assertThat(granted.names()).as("said to be tried here alone").containsAll(Rights.TRIED_IN_RIGHTS_IT.keySet());
  }

  /** A fleet is made and edited before it has a Plc; then it has one, ten rollouts behind it, and an edit that begins another one. */
  private static void grows(KubernetesClient admin) {
    declare(admin, MonitorFleet.class, "metadata: {name: line-a}\nspec: {selector: {matchLabels: {line: a}}, defaults: {polling: {interval: 2s}}}");
    eventually(() -> assertThat(revisions(admin)).hasSize(1));
    String first = revisions(admin).getFirst().getMetadata().getName();
    edit(admin, "{\"defaults\":{\"polling\":{\"interval\":\"3s\"}}}");
    eventually(() -> assertThat(revisions(admin)).as("nobody can go back to the first one").hasSize(1).noneMatch(revision -> revision.getMetadata().getName().equals(first)));
    declare(admin, Plc.class, "metadata: {name: press-01, labels: {line: a}}\nspec: {modbus: {host: press-01}, tags: [{name: life, address: \"coil:1\"}]}");
    eventually(() -> assertThat(admin.apps().statefulSets().inNamespace(NAMESPACE).withName("line-a-0").get()).isNotNull());
    eventually(() -> assertThat(admin.network().v1().networkPolicies().inNamespace(NAMESPACE).list().getItems()).isNotEmpty());
    IntStream.rangeClosed(1, ROLLOUTS_KEPT).forEach(number -> succeededBefore(admin, number));
    eventually(() -> assertThat(admin.configMaps().inNamespace(NAMESPACE).withName("line-a-old-10-record").get()).isNotNull());
    edit(admin, "{\"defaults\":{\"polling\":{\"interval\":\"1s\"}}}");
    eventually(() -> assertThat(underWay(admin).getStatus()).isNotNull());
    eventually(() -> assertThat(admin.resources(ConfigRollout.class).inNamespace(NAMESPACE).withName("line-a-old-1").get()).as("the oldest").isNull());
  }

  /** While no operator is there: somebody takes labels away, so the next one does not know what is there already; and a month goes by. */
  private static void meanwhile(KubernetesClient admin) {
    ConfigRollout rollout = underWay(admin);
    String noLabel = "{\"metadata\":{\"labels\":{\"" + ChildLabels.MANAGED_BY + "\":null}}}";
    patch(admin.resource(rollout), noLabel);
    patch(admin.apps().controllerRevisions().inNamespace(NAMESPACE).withName(FLEET + "-" + rollout.getSpec().to()), noLabel);
    patch(admin.secrets().inNamespace(SYSTEM).withName(METRICS), "{\"metadata\":{\"annotations\":{\"" + TokenRotation.SINCE + "\":\"2020-01-01T00:00:00Z\"}}}");
  }

  /** A monitor's pod comes, and somebody edits a Service by hand. */
  private static void goesOn(KubernetesClient admin) {
    eventually(() -> assertThat(admin.network().v1().networkPolicies().inNamespace(NAMESPACE).list().getItems()).as("wanted no more").isEmpty());
    Map<String, String> labels = admin.apps().statefulSets().inNamespace(NAMESPACE).withName("line-a-0").get().getSpec().getTemplate().getMetadata().getLabels();
    admin.resource(new PodBuilder().withNewMetadata().withNamespace(NAMESPACE).withName("line-a-0-0").withLabels(labels).endMetadata()
        .withNewSpec().addNewContainer().withName("monitor").withImage("plcfleet/monitor:test").endContainer().endSpec().build()).create();
    eventually(() -> assertThat(admin.pods().inNamespace(NAMESPACE).withName("line-a-0-0").get().getMetadata().getAnnotations()).as("touched").containsKey(ChildLabels.SERIAL));
    admin.services().inNamespace(NAMESPACE).withName("line-a-monitors").edit(service -> {
      service.getSpec().getPorts().getFirst().setPort(1);
      return service;
    });
    eventually(() -> assertThat(admin.events().v1().events().inNamespace(NAMESPACE).list().getItems()).anyMatch(event -> event.getAction().equals("Repaired")));
  }

  /** The fleet wants no objects for Prometheus any more, and the operator's own token is a month old. */
  private static void shrinks(KubernetesClient admin, OperatorProcess operator) {
    assertThat(admin.resources(ServiceMonitor.class).inNamespace(NAMESPACE).list().getItems()).isNotEmpty();
    edit(admin, "{\"prometheus\":{\"serviceMonitor\":{\"enabled\":false},\"rules\":{\"enabled\":false}}}");
    eventually(() -> assertThat(admin.resources(ServiceMonitor.class).inNamespace(NAMESPACE).list().getItems()).isEmpty());
    eventually(() -> assertThat(admin.resources(PrometheusRule.class).inNamespace(NAMESPACE).list().getItems()).isEmpty());
    eventually(() -> {
      assertThat(operator.code("/metrics")).as("without a token").isEqualTo(401);
      assertThat(admin.secrets().inNamespace(SYSTEM).withName(METRICS).get().getData()).containsKey(TokenRotation.NEXT);
    });
  }

  /** The fleet is deleted; a rule of the site refuses at first to let it go. */
  private static void ends(KubernetesClient admin, AuditLog audit) {
    var hold = admin.load(new ByteArrayInputStream(HOLD.getBytes(StandardCharsets.UTF_8)));
    hold.create();
    admin.pods().inNamespace(NAMESPACE).withName("line-a-0-0").withGracePeriod(0).delete();
    PatchContext trial = new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).withDryRun(List.of("All")).build();
    eventually(() -> assertThatThrownBy(() -> fleet(admin).patch(trial, "{\"metadata\":{\"finalizers\":null}}")).hasMessageContaining("fleets stay for now"));
    fleet(admin).delete();
    eventually(() -> assertThat(AuditLog.rights(requests(audit), request -> true)).as("asked again").contains("get plcfleet.io/monitorfleets"));
    hold.delete();
    eventually(() -> assertThat(fleet(admin).get()).isNull());
  }

  /** A rollout of the fleet as it was left long ago: to have so many, a monitor would have to answer for each. */
  private static void succeededBefore(KubernetesClient admin, int number) {
    ConfigRollout rollout = Serialization.unmarshal("metadata: {name: line-a-old-" + number + "}\nspec: {fleetRef: {name: line-a}, from: older, to: old}\nstatus: {phase: Succeeded}", ConfigRollout.class);
    rollout.getMetadata().setLabels(ChildLabels.of(FLEET, ChildLabels.Component.ROLLOUT));
    rollout.getMetadata().setAnnotations(Map.of(ChildLabels.SEQUENCE, String.valueOf(number)));
    MonitorFleet fleet = fleet(admin).get();
    rollout.getMetadata().setOwnerReferences(List.of(new OwnerReferenceBuilder().withApiVersion(fleet.getApiVersion()).withKind(fleet.getKind()).withName(FLEET)
        .withUid(fleet.getMetadata().getUid()).withController(true).withBlockOwnerDeletion(true).build()));
    ConfigRollout made = admin.resource(rollout).inNamespace(NAMESPACE).create();
    made.setStatus(rollout.getStatus());
    admin.resource(made).updateStatus();
  }

  private static ConfigRollout underWay(KubernetesClient admin) {
    List<ConfigRollout> rollouts = admin.resources(ConfigRollout.class).inNamespace(NAMESPACE).list().getItems().stream().filter(r -> !r.getSpec().to().equals("old")).toList();
    assertThat(rollouts).hasSize(1);
    return rollouts.getFirst();
  }

  private static List<ControllerRevision> revisions(KubernetesClient admin) {
    return admin.apps().controllerRevisions().inNamespace(NAMESPACE).list().getItems();
  }

  private static Resource<MonitorFleet> fleet(KubernetesClient admin) {
    return admin.resources(MonitorFleet.class).inNamespace(NAMESPACE).withName(FLEET);
  }

  private static void edit(KubernetesClient admin, String spec) {
    patch(fleet(admin), "{\"spec\":" + spec + "}");
  }

  private static void patch(Resource<? extends HasMetadata> object, String patch) {
    object.patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private static List<AuditLog.Request> requests(AuditLog audit) {
    return audit.requests(SYSTEM, OPERATOR);
  }

  /** As its pod would have it: the server, and the token of its service account. */
  private Path kubeconfig(ApiServer server) throws IOException {
    String token = server.client().serviceAccounts().inNamespace(SYSTEM).withName(OPERATOR).tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build()).getStatus().getToken();
    YAMLMapper yaml = new YAMLMapper();
    JsonNode config = yaml.readTree(server.kubeconfig());
    ((ObjectNode) config.at("/users/0/user")).removeAll().put("token", token);
    return Files.writeString(folder.resolve("kubeconfig"), yaml.writeValueAsString(config));
  }

  private static Map<String, String> with(String... more) {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    for (int i = 0; i < more.length; i += 2) environment.put(more[i], more[i + 1]);
    return environment;
  }

  private static void declare(KubernetesClient client, Class<? extends HasMetadata> kind, String yaml) {
    client.resource(Serialization.unmarshal(yaml, kind)).inNamespace(NAMESPACE).create();
  }

  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).untilAsserted(assertion);
  }
}
