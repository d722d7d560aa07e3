package io.plcfleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people apply by hand, by kubectl on a real API server; and what that server says to our pods under the restricted Pod Security Standard. */
class ManifestsIT {
  private static final Path ROOT = Path.of("..");
  private static ApiServer server;
  private static KubernetesClient client;
  private static Path kubeconfig;

  @BeforeAll
  static void start() throws IOException {
    server = new ApiServer();
    client = server.client();
    kubeconfig = Files.writeString(Files.createTempFile("manifests", ".kubeconfig"), server.kubeconfig());
    kubectl("apply", "--server-side", "-f", ROOT.resolve("manifests/crds.yaml").toString());
    kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "plcs.plcfleet.io", "monitorfleets.plcfleet.io");
  }

  @AfterAll
  static void stop() throws IOException {
    Files.deleteIfExists(kubeconfig);
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"own-namespace", "all-namespaces"})
  void areTakenAsAWholeAndASecondTimeChangeNothing(String file) {
    String path = ROOT.resolve("manifests").resolve(file + ".yaml").toString();
    kubectl("apply", "--server-side", "-f", path);
    Deployment operator = client.apps().deployments().inNamespace("plcfleet-system").withName("plc-fleet-operator").get();
    assertThat(operator).isNotNull();
    kubectl("diff", "--server-side", "-f", path);  // ends with 1 when there is a difference
    kubectl("apply", "--server-side", "-f", path);
    assertThat(client.apps().deployments().inNamespace("plcfleet-system").withName("plc-fleet-operator").get().getMetadata().getGeneration())
        .isEqualTo(operator.getMetadata().getGeneration());
  }

  /** By the schemas of this server, with every field known: a program of others, which tells by file and field. */
  @Test
  void kubeconformFindsNothing(@TempDir Path folder) throws IOException {
    for (String type : List.of("servicemonitors", "prometheusrules")) {
      kubectl("apply", "--server-side", "-f", ApiServer.testbed().resolve("prometheus-operator-crds/monitoring.coreos.com_" + type + ".yaml").toString());
    }
    kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "servicemonitors.monitoring.coreos.com", "prometheusrules.monitoring.coreos.com");
    String schemas = Awaitility.await("custom types in the server's description").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(500))
        .until(() -> ServerSchemas.write(client, folder), _ -> Files.exists(folder.resolve("monitoring.coreos.com_v1_prometheusrule.json"))
            && Files.exists(folder.resolve("plcfleet.io_v1alpha1_monitorfleet.json")));
    List<String> command = new ArrayList<>(List.of(ApiServer.testbed().resolve("bin/kubeconform").toString(), "-strict", "-summary", "-schema-location", schemas));
    List<String> files = new ArrayList<>(List.of("manifests/own-namespace.yaml", "manifests/all-namespaces.yaml", "examples/fleet.yaml", "examples/profile.yaml",
        "examples/plcs-modbus.yaml", "examples/plcs-s7.yaml", "examples/policies"));
    for (String golden : List.of("all-namespaces", "defaults", "everything-set", "rules-without-docs")) files.add("e2e/src/test/resources/chart/" + golden + "/out.yaml");
    files.forEach(file -> command.add(ROOT.resolve(file).toString()));
    assertThat(run(command)).contains("Invalid: 0, Errors: 0, Skipped: 0");
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), Files.readString(ROOT.resolve("manifests/own-namespace.yaml")).replace("readOnlyRootFilesystem", "readOnlyRootFileSystem"));
    command.add(wrong.toString());
    assertThatThrownBy(() -> run(command)).as("the check works").hasMessageContaining("readOnlyRootFileSystem");
  }

  @Test
  void kustomizeTakesThem() {
    assertThat(kubectl("kustomize", ROOT.resolve("manifests").toString())).contains("kind: ClusterRoleBinding").contains("name: plcs.plcfleet.io");
  }

  /** The server's own check, in a namespace that enforces it. */
  @Test
  void allPodsRunUnderTheRestrictedStandard() throws IOException {
    restricted("restricted");
    List<PodSpec> pods = new ArrayList<>();
    for (String document : chart().split("(?m)^---$", -1)) {
      if (document.contains("kind: Deployment")) pods.add(Serialization.unmarshal(document, Deployment.class).getSpec().getTemplate().getSpec());
      if (document.contains("kind: Pod\n")) pods.add(Serialization.unmarshal(document, Pod.class).getSpec());
    }
    assertThat(pods).as("the operator and helm test").hasSize(2);
    for (String golden : List.of("smallest/out-StatefulSet-line-a-0.yaml", "all-fields/out-StatefulSet-line-a-0.yaml")) {
      Path file = ROOT.resolve("operator/src/test/resources/golden").resolve(golden);
      pods.add(Serialization.unmarshal(Files.readString(file), StatefulSet.class).getSpec().getTemplate().getSpec());
    }
    for (PodSpec pod : pods) assertThatCode(() -> admitted("restricted", pod)).doesNotThrowAnyException();
    assertThatThrownBy(() -> admitted("restricted", new PodBuilder().withNewSpec().addNewContainer().withName("a").withImage("a").endContainer().endSpec().build().getSpec()))
        .as("the check works").hasMessageContaining("violates PodSecurity");
  }

  @Test
  void theRulesOfASiteAreKept() {
    namespace("site");
    kubectl("apply", "--server-side", "-f", ROOT.resolve("examples/policies/site-rules.yaml").toString());
    String labels = "labels: {plcfleet.io/site: graz, plcfleet.io/line: a}";
    Awaitility.await("the policy is in force").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(500)).until(() -> refusal(plc("", "modbus: {host: 10.1.7.7}")).contains("plcfleet.io/site"));
    assertThat(refusal(plc("", "modbus: {host: 10.1.7.7}"))).contains("a Plc needs the labels plcfleet.io/site and plcfleet.io/line");
    assertThat(refusal(plc(labels, "modbus: {host: 10.2.7.7}"))).contains("host 10.2.7.7 is not of the plant");
    assertThat(refusal(plc(labels, "opcUa: {url: \"opc.tcp://press-07.elsewhere:4840\"}"))).contains("host press-07.elsewhere is not of the plant");
    for (String protocol : List.of("modbus: {host: 10.1.7.7}", "s7: {host: press-07.plant.example}", "opcUa: {url: \"opc.tcp://press-07.plant.example:4840/a\"}",
        "eip: {host: 10.1.7.7}")) {
      assertThat(refusal(plc(labels, protocol))).as(protocol).isEmpty();
    }
  }

  /** The folder for Argo CD is one that kustomize builds; the pod of its validation is admitted where only restricted pods are. */
  @Test
  void theFolderForArgoCdIsWhole() {
    restricted("gitops");
    String built = kubectl("kustomize", ROOT.resolve("examples/argocd").toString());
    assertThat(built).contains("fleet.yaml: |").contains("plcs.yaml: |").contains("argocd.argoproj.io/hook: PreSync");
    for (String document : built.split("(?m)^---$", -1)) {
      HasMetadata object = Serialization.unmarshal(document);
      assertThatCode(() -> client.resource(object).inNamespace("gitops").dryRun().create()).as(document).doesNotThrowAnyException();
      if (object instanceof Job job) admitted("gitops", job.getSpec().getTemplate().getSpec());
    }
  }

  @Test
  void theNetworkPolicyIsOne() {
    namespace("networks");
    assertThat(kubectl("apply", "--server-side", "--namespace", "networks", "-f", ROOT.resolve("examples/policies/monitors.yaml").toString())).contains("serverside-applied");
  }

  private static Plc plc(String labels, String protocol) {
    return Serialization.unmarshal("metadata: {name: press-07, namespace: site" + (labels.isEmpty() ? "" : ", " + labels) + "}\nspec: {" + protocol
        + ", tags: [{name: life, address: \"coil:1\"}]}", Plc.class);
  }

  /** Empty when it would be taken. */
  private static String refusal(HasMetadata object) {
    try {
      client.resource(object).dryRun().create();
      return "";
    } catch (KubernetesClientException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void admitted(String namespace, PodSpec spec) {
    client.resource(new PodBuilder().withNewMetadata().withNamespace(namespace).withName("pod").endMetadata().withSpec(spec).build()).dryRun().create();
  }

  private static void restricted(String name) {
    client.resource(new NamespaceBuilder().withNewMetadata().withName(name).addToLabels("pod-security.kubernetes.io/enforce", "restricted").endMetadata().build()).create();
    for (String account : List.of("default", "fleet-plc-fleet-operator")) {
      client.resource(new ServiceAccountBuilder().withNewMetadata().withNamespace(name).withName(account).endMetadata().build()).create();
    }
  }

  private static void namespace(String name) {
    client.resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build()).create();
  }

  /** With the pod of helm test, unlike the chart as it is rendered elsewhere. */
  private static String chart() {
    return run(List.of(ApiServer.testbed().resolve("bin/helm").toString(), "template", "fleet", ROOT.resolve("charts/plc-fleet-operator").toString(),
        "--namespace", "restricted", "--kube-version", "v1.36.3"));
  }

  private static String kubectl(String... arguments) {
    List<String> command = new ArrayList<>(List.of(ApiServer.testbed().resolve("bin/kubectl").toString(), "--kubeconfig", kubeconfig.toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static String run(List<String> command) {
    try {
      Path out = Files.createTempFile("kubectl", ".out");
      Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      if (!ended) process.destroyForcibly();
      String text = Files.readString(out);
      Files.delete(out);
      assertThat(ended && process.exitValue() == 0).as("%s%n%s", command, text).isTrue();
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
