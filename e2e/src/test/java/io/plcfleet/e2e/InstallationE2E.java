package io.plcfleet.e2e;

import static io.plcfleet.e2e.TestCluster.PLANT;
import static io.plcfleet.e2e.TestCluster.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.operator.status.Conditions;
import io.plcfleet.simulator.Plant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of an installation: installed, tested, upgraded, taken back, with a stand-by, removed and installed again. All the while twelve
 * PLCs are read by one monitor, which keeps its pod and every one of its connections.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("cluster")
class InstallationE2E {
  private static final String NAME = "plc-fleet-operator";
  private static final String CHART = TestCluster.root() + "/charts/" + NAME;
  @TempDir static Path folder = Path.of(".");
  private static TestCluster cluster;
  private static KubernetesClient client;
  private static Plant plant;
  private static ConnectionCount connections;
  private static Map<Integer, Set<String>> connected = Map.of();
  private static Instant installedAgain = Instant.EPOCH;
  private static String monitor = "";  // the pod that reads, and its containers

  @BeforeAll
  static void start() {
    cluster = TestCluster.withoutPrometheus();
    client = cluster.client();
    plant = Plant.start(cluster.hostAddress(), Plant.demo());
    connections = new ConnectionCount(plant);
    cluster.restricted(SYSTEM, PLANT);
    cluster.simulators(PLANT);
  }

  @AfterAll
  static void stop() {
    if (connections != null) connections.close();
    if (plant != null) plant.close();
    if (cluster == null) return;
    cluster.close();
  }

  @Test
  @Order(1)
  void theVersionBeforeIsInstalledAndWell() throws IOException {
    cluster.load(VersionBefore.operatorImage(cluster, Files.createDirectory(folder.resolve("image"))));
    String chart = VersionBefore.chart(folder.resolve("before")).toString();
    helm("install", NAME, chart, "--namespace", SYSTEM, "--set", "watch.namespaces={" + PLANT + "}", "--set", "monitorImage.tag=0.1.0", "--wait", "--timeout", "2m");
    assertThat(image()).endsWith(":" + VersionBefore.NUMBER);
    assertThat(VersionBefore.knowsTheField(kubectl("get", "crd", VersionBefore.TYPE, "-o", "yaml"))).isFalse();
    helm("test", NAME, "--namespace", SYSTEM, "--timeout", "1m");
  }

  /** The examples as a chart: Helm returns when each Plc is monitored as declared, and not before. */
  @Test
  @Order(2)
  void helmWaitsUntilAFleetIsMonitored() throws IOException {
    long began = System.nanoTime();
    helm("install", "line", lineChart("line", "fleet.yaml", "profile.yaml", "plcs-modbus.yaml", "plcs-s7.yaml"), "--namespace", PLANT, "--wait", "--timeout", "3m");
    figure("helm install --wait of a fleet with twelve Plcs", "%.1f s", seconds(began));
    assertThat(condition(fleet(), Conditions.READY)).isEqualTo(Condition.Status.TRUE);
    assertThat(client.resources(Plc.class).inNamespace(PLANT).list().getItems()).hasSize(12)
        .allSatisfy(plc -> assertThat(condition(plc, Conditions.READY)).as(plc.getMetadata().getName()).isEqualTo(Condition.Status.TRUE));
    connected = connections.now();
    monitor = monitor();
    assertThat(connected).as("devices, the gateway's two units behind one connection").hasSize(11);
  }

  @Test
  @Order(3)
  void helmFailsWhereAPlcCannotBeMonitored() throws IOException {
    Path chart = Path.of(lineChart("twin"));
    Files.writeString(chart.resolve("templates/plc.yaml"), example("plcs-modbus.yaml", "press-01").replace("name: press-01", "name: twin"));
    assertThatThrownBy(() -> helm("install", "twin", chart.toString(), "--namespace", PLANT, "--wait", "--timeout", "20s"))
        .hasMessageContaining("resource Plc/plant/twin not ready").hasMessageContaining("is declared already");
    helm("uninstall", "twin", "--namespace", PLANT, "--wait");
    nothingWasLost();
  }

  @Test
  @Order(4)
  void helmTestFailsWhereTheOperatorCannotServe() throws IOException {
    scale(0);
    assertThatThrownBy(() -> helm("test", NAME, "--namespace", SYSTEM, "--timeout", "1m")).hasMessageContaining(NAME + "-test");
    scale(1);
    helm("test", NAME, "--namespace", SYSTEM, "--timeout", "1m");
    nothingWasLost();
  }

  @Test
  @Order(5)
  void anUpgradeLeavesTheMonitorsAlone() throws IOException {
    String operator = operator().getMetadata().getUid();
    cluster.run(Duration.ofMinutes(1), "bash", "-c", "helm show crds charts/plc-fleet-operator | kubectl apply --server-side --force-conflicts -f -");
    assertThat(VersionBefore.knowsTheField(kubectl("get", "crd", VersionBefore.TYPE, "-o", "yaml"))).isTrue();
    long began = System.nanoTime();
    helm("upgrade", NAME, CHART, "--namespace", SYSTEM, "--reset-then-reuse-values", "--wait", "--timeout", "2m");
    figure("helm upgrade --wait of the operator", "%.1f s", seconds(began));
    assertThat(image()).endsWith(":0.1.0");
    assertThat(operator().getMetadata().getUid()).as("pod of the operator").isNotEqualTo(operator);
    takesUpWhatIsNew(3);
    nothingWasLost();
  }

  @Test
  @Order(6)
  void aRollbackLeavesThemAloneAsWell() throws IOException {
    long began = System.nanoTime();
    helm("rollback", NAME, "1", "--namespace", SYSTEM, "--wait", "--timeout", "2m");
    figure("helm rollback --wait of the operator", "%.1f s", seconds(began));
    assertThat(image()).endsWith(":" + VersionBefore.NUMBER);
    assertThat(VersionBefore.knowsTheField(kubectl("get", "crd", VersionBefore.TYPE, "-o", "yaml"))).as("resource types stay new").isTrue();
    takesUpWhatIsNew(4);
    nothingWasLost();
    helm("rollback", NAME, "2", "--namespace", SYSTEM, "--wait", "--timeout", "2m");
  }

  /** Without the chart, which has no say in it. */
  @Test
  @Order(7)
  void ofTwoOperatorsOneDecides() throws IOException {
    String alone = operator().getMetadata().getName();
    await(60).untilAsserted(() -> assertThat(holder()).as("who is alone holds the Lease as well").isEqualTo(alone));
    await(60).until(() -> watches(operator()));
    scale(2);
    assertThat(operators()).hasSize(2);
    assertThat(holder()).isEqualTo(alone);
    assertThat(operators().stream().filter(InstallationE2E::watches).map(p -> p.getMetadata().getName())).containsExactly(alone);
    nothingWasLost();
  }

  @Test
  @Order(8)
  void whoseTimeIsUpIsReplacedAndWritesNoMore() throws IOException {
    String first = holder();
    String second = operators().stream().map(p -> p.getMetadata().getName()).filter(name -> !name.equals(first)).findFirst().orElseThrow();
    Instant from = Instant.now();
    Optional<Long> frozen = process(first);
    if (frozen.isPresent()) cluster.run(Duration.ofSeconds(5), "kill", "-STOP", String.valueOf(frozen.get()));
    else client.pods().inNamespace(SYSTEM).withName(first).withGracePeriod(0).delete();
    declare(5);
    long began = System.nanoTime();
    await(60).until(() -> holder().equals(second));
    figure("operator frozen to the Lease in other hands", "%.1f s", seconds(began));
    await(60).until(() -> isReady(5));
    figure("operator frozen to a new Plc read", "%.1f s", seconds(began));
    if (frozen.isPresent()) cluster.run(Duration.ofSeconds(5), "kill", "-CONT", String.valueOf(frozen.get()));
    await(60).until(() -> operators().size() == 2 && operators().stream().filter(InstallationE2E::watches).count() == 1);
    assertThat(writers(from)).as("who wrote, one after the other").doesNotHaveDuplicates().endsWith(second);
    nothingWasLost();
  }

  @Test
  @Order(9)
  void whoEndsHandsOverAndNothingIsWrittenTwice() throws IOException {
    String first = holder();
    Map<String, String> children = children();
    Instant from = Instant.now();
    long began = System.nanoTime();
    client.pods().inNamespace(SYSTEM).withName(first).delete();
    await(60).until(() -> !holder().isEmpty() && !holder().equals(first) && operators().stream().anyMatch(p -> p.getMetadata().getName().equals(holder()) && watches(p)));
    figure("pod of the operator deleted to the next one watching", "%.1f s", seconds(began));
    takesUpWhatIsNew(6);
    assertThat(writers(from)).as("who wrote, one after the other").doesNotHaveDuplicates();
    Map<String, String> later = children();
    later.keySet().removeIf(name -> name.equals("ConfigMap demo-0"));  // has the new Plc
    children.remove("ConfigMap demo-0");
    assertThat(later).as("children and their versions").isEqualTo(children);
    nothingWasLost();
  }

  /** Who scaled owns the number of replicas: an upgrade that wants another one takes a word more. */
  @Test
  @Order(10)
  void anUpgradeDoesNotTakeBackWhatSomebodyScaled() throws IOException {
    assertThatThrownBy(() -> helm("upgrade", NAME, CHART, "--namespace", SYSTEM, "--reset-then-reuse-values", "--wait", "--timeout", "2m")).hasMessageContaining(".spec.replicas");
    helm("upgrade", NAME, CHART, "--namespace", SYSTEM, "--reset-then-reuse-values", "--force-conflicts", "--wait", "--timeout", "2m");
    await(60).until(() -> operators().size() == 1);
    nothingWasLost();
  }

  @Test
  @Order(11)
  void uninstallingLeavesAllThatIsDeclaredAndReadAndInstallingTakesItUp() throws IOException {
    assertThat(cluster.refused()).as("asked for, and not granted").isEmpty();
    helm("uninstall", NAME, "--namespace", SYSTEM, "--wait");
    await(60).until(() -> client.pods().inNamespace(SYSTEM).list().getItems().isEmpty());
    installedAgain = Instant.now();
    assertThat(kubectl("get", "crd", "-o", "name")).contains("plcs.plcfleet.io", VersionBefore.TYPE);
    assertThat(client.resources(Plc.class).inNamespace(PLANT).list().getItems()).hasSize(16);
    nothingWasLost();
    long began = System.nanoTime();
    helm("install", NAME, CHART, "--namespace", SYSTEM, "--set", "watch.namespaces={" + PLANT + "}", "--set", "networkPolicy.enabled=true", "--set", "networkPolicy.prometheusNamespaces={monitoring}",
        "--wait", "--timeout", "2m");
    takesUpWhatIsNew(8);
    figure("helm install --wait of the operator to a new Plc read", "%.1f s", seconds(began));
    nothingWasLost();
  }

  /** By the audit log of the API server. The story is made whole by what it lacks: a hand edit, a change of what the Plcs share, an end. */
  @Test
  @Order(12)
  void theOperatorHasTheRightsThatItUsesAndNoOthers() throws IOException {
    Rights granted = granted();
    client.services().inNamespace(PLANT).withName("demo-monitors").edit(service -> {
      service.getSpec().getPorts().getFirst().setPort(1);
      return service;
    });
    Path chart = Path.of(lineChart("line", "fleet.yaml", "profile.yaml", "plcs-modbus.yaml", "plcs-s7.yaml"));
    Path fleet = chart.resolve("templates/fleet.yaml");
    Files.writeString(fleet, Files.readString(fleet).replace("interval: 5s, timeout: 4500ms", "interval: 6s, timeout: 4500ms")
        .replace("  prometheus:\n", "  rollout: {steps: [{cohort: \"100%\"}]}\n  prometheus:\n"));
    helm("upgrade", "line", chart.toString(), "--namespace", PLANT, "--wait", "--timeout", "3m");
    assertThat(condition(fleet(), Conditions.READY)).isEqualTo(Condition.Status.TRUE);
    assertThat(connections.crowds()).as("one connection per PLC").isEmpty();
    helm("uninstall", "line", "--namespace", PLANT, "--wait", "--timeout", "2m");
    assertThat(client.apps().statefulSets().inNamespace(PLANT).list().getItems()).isEmpty();
    if (cluster.audit().isEmpty()) return;  // a cluster of somebody else; RightsIT compares on an API server of its own
    assertThat(cluster.refused(installedAgain)).as("asked for, and not granted").isEmpty();
    assertThat(granted.lacking(cluster.asked())).as("asked for, and covered by no rule").isEmpty();
    List<AuditLog.Request> asked = cluster.audit().get().requests(SYSTEM, NAME);  // other stories on this cluster use rights as well
    assertThat(granted.unused(asked)).as("granted, and never asked for").extracting(Rights.Grant::right)
        .isSubsetOf(Stream.of(Rights.TRIED_NOWHERE, Rights.TRIED_IN_RIGHTS_IT).flatMap(rights -> rights.keySet().stream()).toList());
    assertThat(AuditLog.rights(asked, request -> true)).as("said to be tried nowhere").doesNotContainAnyElementsOf(Rights.TRIED_NOWHERE.keySet());
  }

  /** By the Roles of the release, in all namespaces. */
  private static Rights granted() {
    Rights granted = Rights.of(client.rbac().roles().inAnyNamespace().withLabel("app.kubernetes.io/part-of", NAME).list().getItems());
    assertThat(granted.grants()).isNotEmpty();
    return granted;
  }

  /** No connection to a PLC is another one than in the beginning, none came on top, and the monitor is the same process. */
  private static void nothingWasLost() throws IOException {
    assertThat(monitor()).as("pod of the monitor and its containers").isEqualTo(monitor);
    assertThat(connections.now()).as("connections, by the device's port").isEqualTo(connected);
    assertThat(connections.crowds()).as("one connection per PLC").isEmpty();
  }

  private static String monitor() {
    List<Pod> pods = client.pods().inNamespace(PLANT).list().getItems();
    assertThat(pods).as("monitors").hasSize(1);
    return pods.getFirst().getMetadata().getName() + " " + pods.getFirst().getMetadata().getUid() + " "
        + pods.getFirst().getStatus().getContainerStatuses().stream().map(c -> c.getContainerID() + " " + c.getRestartCount()).toList();
  }

  /** An operator that decides gives a new unit of the gateway to the monitor that has the gateway's connection. */
  private static void takesUpWhatIsNew(int unit) throws IOException {
    declare(unit);
    await(60).until(() -> isReady(unit));
  }

  private static void declare(int unit) throws IOException {
    client.resource(Serialization.unmarshal(example("plcs-modbus.yaml", "dryer-02").replace("dryer-02", "dryer-0" + unit).replace("unitId: 2", "unitId: " + unit), Plc.class))
        .inNamespace(PLANT).create();
  }

  private static boolean isReady(int unit) {
    return condition(client.resources(Plc.class).inNamespace(PLANT).withName("dryer-0" + unit).get(), Conditions.READY) == Condition.Status.TRUE;
  }

  /** What the operator made for the fleet, with the version of each; that of a StatefulSet is also written by Kubernetes. */
  private static Map<String, String> children() {
    Map<String, String> children = new TreeMap<>();
    Stream.of(client.configMaps(), client.secrets(), client.services()).flatMap(kind -> kind.inNamespace(PLANT).withLabel("app.kubernetes.io/managed-by", NAME).list().getItems().stream())
        .forEach(child -> children.put(child.getKind() + " " + child.getMetadata().getName(), child.getMetadata().getResourceVersion()));
    client.apps().statefulSets().inNamespace(PLANT).list().getItems()
        .forEach(child -> children.put("StatefulSet " + child.getMetadata().getName(), "generation " + child.getMetadata().getGeneration()));
    assertThat(children).hasSizeGreaterThan(3);
    return children;
  }

  /** Pods of the operator that wrote since then, each as often as it came after another one; without the Lease, which all ask for. */
  private static List<String> writers(Instant from) {
    List<String> writers = new ArrayList<>();
    if (cluster.audit().isEmpty()) return List.of(holder());
    for (AuditLog.Request request : cluster.audit().get().requests(SYSTEM, NAME)) {
      if (!request.writes() || request.resource().endsWith("/leases") || request.at().isBefore(from)) continue;
      if (writers.isEmpty() || !writers.getLast().equals(request.pod())) writers.add(request.pod());
    }
    return writers;
  }

  private static String holder() {
    return Objects.requireNonNullElse(client.leases().inNamespace(SYSTEM).withName(NAME).get().getSpec().getHolderIdentity(), "");
  }

  private static boolean watches(Pod pod) {
    return client.pods().inNamespace(SYSTEM).withName(pod.getMetadata().getName()).getLog().contains("watching [" + PLANT + "] after");
  }

  private static List<Pod> operators() {
    return client.pods().inNamespace(SYSTEM).withLabel("app.kubernetes.io/component", "operator").list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null).toList();
  }

  private static Pod operator() {
    assertThat(operators()).hasSize(1);
    return operators().getFirst();
  }

  private static String image() {
    return operator().getSpec().getContainers().getFirst().getImage();
  }

  /** The number of the operator's process in a pod, where the pods run on this machine. */
  private static Optional<Long> process(String pod) {
    return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(pid -> {
      try {
        return Files.readString(Path.of("/proc/" + pid + "/cmdline")).contains("io.plcfleet.operator.Main")
            && Files.readString(Path.of("/proc/" + pid + "/environ")).contains("PLCFLEET_POD_NAME=" + pod + "\0");
      } catch (IOException e) {
        return false;  // it ended meanwhile, or is none of ours
      }
    }).findFirst();
  }

  private static void scale(int replicas) {
    kubectl("--namespace", SYSTEM, "scale", "deployment/" + NAME, "--replicas=" + replicas);
    kubectl("--namespace", SYSTEM, "rollout", "status", "deployment/" + NAME, "--timeout=90s");
    await(60).until(() -> operators().size() == replicas);
  }

  /** A chart of resources: its templates are files of the examples, with such patience that no busy machine costs a connection. */
  private static String lineChart(String name, String... examples) throws IOException {
    Path chart = Files.createDirectories(folder.resolve(name));
    Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n");
    Path templates = Files.createDirectories(chart.resolve("templates"));
    for (String example : examples) Files.writeString(templates.resolve(example), example(example).replace("interval: 1s, timeout: 800ms", "interval: 5s, timeout: 4500ms"));
    return chart.toString();
  }

  private static String example(String file) throws IOException {
    return Files.readString(TestCluster.root().resolve("examples").resolve(file));
  }

  /** One document of an example file. */
  private static String example(String file, String name) throws IOException {
    return Stream.of(example(file).split("(?m)^---$", -1)).filter(document -> document.contains("name: " + name + "\n")).findFirst().orElseThrow();
  }

  private static MonitorFleet fleet() {
    return client.resources(MonitorFleet.class).inNamespace(PLANT).withName("demo").get();
  }

  private static Condition.Status condition(HasMetadata object, String type) {
    List<Condition> conditions = object instanceof Plc plc ? Objects.requireNonNull(plc.getStatus()).conditions()
        : Objects.requireNonNull(((MonitorFleet) object).getStatus()).conditions();
    return Conditions.find(conditions, type).orElseThrow().status();
  }

  private static String helm(String... words) {
    return cluster.run(Duration.ofMinutes(4), Stream.concat(Stream.of("helm"), Stream.of(words)).toArray(String[]::new));
  }

  private static String kubectl(String... words) {
    return cluster.run(Duration.ofMinutes(2), Stream.concat(Stream.of("kubectl"), Stream.of(words)).toArray(String[]::new));
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
