package io.plcfleet.e2e.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcStatus;
import io.plcfleet.operator.status.Conditions;
import io.plcfleet.recording.RecordingText;
import io.plcfleet.scoring.Findings;
import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.FaultProxy;
import io.plcfleet.simulator.Plant;
import io.plcfleet.simulator.Protocol;
import io.plcfleet.simulator.SimulatedPlc;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the documents are typed here, but for Maven's and those of {@link RunElsewhere}: against a real API server with a real
 * operator and monitor, one PLC that is slow, one that refuses connections, a rollout that was aborted and one under way. It must end well,
 * and where it asks for something there must be an answer.
 */
class DocumentedCommandsIT {
  private static final String NAMESPACE = "plant";
  private static final String SYSTEM = "plcfleet-system";
  private static final String FLEET = "line-a";
  private static final List<Device> DEVICES = List.of(Device.modbus("press-02"), Device.modbus("press-07"), Device.s7("robot-01"), Device.s7("robot-07"));
  private static final Pattern NAMED_FILE = Pattern.compile("(?ms)^```yaml\\n# ([\\w-]+\\.yaml)\\n(.*?)^```");
  private static final Pattern QUERY = Pattern.compile("(?ms)^```promql\\n(.*?)^```");
  private static final Pattern NEW_NAMESPACE = Pattern.compile("kubectl create namespace (\\S+)");

  @TempDir @SuppressWarnings("NullAway.Init")  // JUnit fills it in
  private static Path folder;
  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
  private static @Nullable KubernetesClient client;
  private static @Nullable CommandShell shell;
  private static String aborted = "";
  private static String live = "";

  @BeforeAll
  static void start() throws Exception {
    ApiServer server = opened(new ApiServer().withResourceTypes());
    client = server.client();
    typesOfPrometheusOperator();
    shell = opened(new CommandShell(Files.createDirectories(folder.resolve("root")), server.kubeconfig()));
    shell().run("kubectl config set-context --current --namespace=" + NAMESPACE);
    for (String name : List.of(NAMESPACE, SYSTEM, "argocd")) client().resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build()).create();
    client().resource(new ConfigMapBuilder().withNewMetadata().withNamespace("argocd").withName("argocd-cm").endMetadata().build()).create();
    FaultProxy proxy = opened(FaultProxy.start());
    Plant plant = opened(Plant.start("127.0.0.1", DEVICES));
    declare(plant);
    opened(new LocalNode(client(), proxy, folder, NAMESPACE));
    opened(OperatorProcess.of(folder, server.kubeconfig(), NAMESPACE));
    await().until(() -> ready() == Condition.Status.TRUE && client().resources(Plc.class).inNamespace(NAMESPACE).list().getItems().stream().allMatch(p -> p.getStatus().score() != null));
    plant.link("press-02").slow(Duration.ofMillis(250));
    plant.link("robot-01").refuse();
    rollOuts();
    await().until(() -> status("robot-01").diagnosis() != null && status("press-02").action() != null);
    repair();
    record();
    namedFiles();
  }

  @AfterAll
  static void stop() throws Exception {
    while (!OPEN.isEmpty()) OPEN.pop().close();
  }

  /** Helm's come in their order; the release of each installation is gone before the next. */
  @TestFactory
  Stream<DynamicTest> commands() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (DocumentedCommand command : DocumentedCommand.all()) {
      if (!command.runsHere()) continue;
      if (!seen.add(command.text()) && !installs(command.text())) continue;
      tests.add(DynamicTest.dynamicTest(command.document() + ":" + command.line() + " " + command.text(), () -> type(command.text())));
    }
    assertThat(tests).hasSizeGreaterThan(40);
    return tests.stream();
  }

  /** Prometheus' own program reads what is to be asked of it. */
  @TestFactory
  Stream<DynamicTest> queries() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path document : DocumentedCommand.documents()) {
      for (Matcher block = QUERY.matcher(Files.readString(DocumentedCommand.ROOT.resolve(document))); block.find(); ) {
        String query = block.group(1);
        tests.add(DynamicTest.dynamicTest(document + " " + query, () -> shell().run("promtool --experimental promql format '" + query + "'")));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static void type(String text) throws Exception {
    Matcher namespace = NEW_NAMESPACE.matcher(text);
    if (namespace.matches()) text = text + "-anew";  // this one is there
    if (installs(text)) uninstall();
    String printed = shell().run(filled(text));
    boolean asks = text.matches("kubectl (-n \\S+ )?get .*") && !text.contains(" > ");
    assertThat(!asks || !(printed.isBlank() || printed.strip().equals("null"))).as("an answer to %s", text).isTrue();
    if (installs(text)) operatorPod();
  }

  private static boolean installs(String text) {
    return text.startsWith("helm install");
  }

  /** The words that stand for a name of the reader's own. */
  private static String filled(String text) {
    boolean ofTheAborted = text.contains("\"retry\"") || text.contains("-record");
    Map<String, String> names = new LinkedHashMap<>();
    names.put("NAMESPACE", text.contains("component=operator") ? SYSTEM : NAMESPACE);
    names.put("FLEET", FLEET);
    names.put("PLC", "robot-01");
    names.put("SITE", "graz");
    names.put("(MONITOR|POD)", FLEET + "-0-0");
    names.put("(ROLLOUT|NAME)", ofTheAborted ? aborted : live);
    names.put("(STEP|GENERATION)", "1");
    names.put("REGISTRY", "registry.example");
    String filled = text;
    for (Map.Entry<String, String> name : names.entrySet()) filled = filled.replaceAll("(?<![\\w$])" + name.getKey() + "(?![\\w=])", name.getValue());
    return filled;
  }

  private static void uninstall() throws Exception {
    String releases = shell().run("helm list --all-namespaces --output json | jq -r '.[] | \"\\(.name) --namespace \\(.namespace)\"'");
    for (String release : releases.lines().toList()) shell().run(CommandShell.FOR_GOOD + " helm uninstall " + release);
  }

  /** Nobody makes pods of Deployments here. */
  private static void operatorPod() {
    Deployment operator = client().apps().deployments().inNamespace(SYSTEM).withName("plc-fleet-operator").get();
    if (operator == null || client().pods().inNamespace(SYSTEM).withName("plc-fleet-operator").get() != null) return;
    PodTemplateSpec template = operator.getSpec().getTemplate();
    client().resource(new PodBuilder().withNewMetadata().withNamespace(SYSTEM).withName("plc-fleet-operator").withLabels(template.getMetadata().getLabels()).endMetadata()
        .withSpec(template.getSpec()).build()).create();
  }

  private static void typesOfPrometheusOperator() throws IOException {
    try (Stream<Path> files = Files.list(ApiServer.testbed().resolve("prometheus-operator-crds"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*(servicemonitors|prometheusrules|prometheuses)\\.yaml")).toList()) {
        client().load(Files.newInputStream(file)).serverSideApply();
      }
    }
  }

  /** As {@code kubectl apply --server-side} would, so that the commands meet no other manager of a field. */
  private static void declare(Plant plant) {
    for (SimulatedPlc plc : plant.plcs()) {
      boolean modbus = plc.protocol() == Protocol.Modbus;
      apply(Plc.class, """
          metadata: {name: %s, namespace: %s, labels: {plcfleet.io/site: graz, plcfleet.io/line: a, plcfleet.io/cell: %s}}
          spec:
            %s: {host: %s, port: %d}
            firmware: v4.4.2
            tags: [{name: life, address: "%s"}]
          """.formatted(plc.name(), NAMESPACE, plc.name(), modbus ? "modbus" : "s7", plc.host(), plc.port(), modbus ? "holding-register:1:INT" : "%DB1:0:INT"));
    }
    declareFleet("300ms");
  }

  private static void declareFleet(String interval) {
    apply(MonitorFleet.class, """
        metadata: {name: %s, namespace: %s}
        spec:
          selector: {matchLabels: {plcfleet.io/line: a}}
          defaults: {polling: {interval: %s}}
          overrides:
          - {name: fw44, version: v4.4, set: {connection: {maxTagsPerRequest: 10}}}
          - {name: graz, region: graz, set: {polling: {timeout: 700ms}}}
          rollout:
            steps: [{cohort: 50%%, bake: 1h}, {cohort: 100%%}]
            analysis: {onNoData: Proceed, metrics: [{signal: SuccessRatio, maxDrop: "0.9"}]}
        """.formatted(FLEET, NAMESPACE, interval));
  }

  private static <T extends HasMetadata> void apply(Class<T> kind, String yaml) {
    client().resource(Serialization.unmarshal(yaml, kind)).fieldManager("kubectl").serverSideApply();
  }

  /** One that somebody aborts, and one that stays in its first step. */
  private static void rollOuts() {
    aborted = rollOut("400ms");
    client().resources(ConfigRollout.class).inNamespace(NAMESPACE).withName(aborted).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"abort\":true}}");
    await().until(() -> phase(aborted) == Phase.RolledBack && client().configMaps().inNamespace(NAMESPACE).withName(aborted + "-record").get() != null);
    live = rollOut("500ms");
  }

  /** Its name, once it is in its first step. */
  private static String rollOut(String interval) {
    Set<String> before = new HashSet<>(rollouts());
    declareFleet(interval);
    return await().until(() -> rollouts().stream().filter(name -> !before.contains(name) && phase(name) == Phase.Progressing).findFirst().orElse(null), Objects::nonNull);
  }

  private static List<String> rollouts() {
    return client().resources(ConfigRollout.class).inNamespace(NAMESPACE).list().getItems().stream().map(r -> r.getMetadata().getName()).toList();
  }

  private static @Nullable Phase phase(String rollout) {
    return client().resources(ConfigRollout.class).inNamespace(NAMESPACE).withName(rollout).get().getStatus().phase();
  }

  private static Condition.Status ready() {
    return Conditions.find(client().resources(MonitorFleet.class).inNamespace(NAMESPACE).withName(FLEET).get().getStatus().conditions(), "Ready").orElseThrow().status();
  }

  /** A hand edit, so that there is an Event of its repair. */
  private static void repair() {
    client().services().inNamespace(NAMESPACE).withName(FLEET + "-monitors").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"app.kubernetes.io/part-of\":\"me\"}}}");
    await().until(() -> client().v1().events().inNamespace(NAMESPACE).list().getItems().stream().anyMatch(event -> event.getReason().equals("Repaired")));
  }

  /** As a monitor would have written it. */
  private static void record() throws IOException {
    StringBuilder text = new StringBuilder(RecordingText.HEADING + "\n");
    RecordingText link = new RecordingText(text, "press-02", Instant.parse("2026-11-22T19:00:00Z"));
    long second = 1_000_000_000;
    link.interval(0, second);
    for (int i = 1; i <= 60; i++) {
      link.answered(i * second, second / 100, second / 100);
      link.judged(i * second, Findings.NONE);
    }
    try (Writer file = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(shell().folder().resolve("press-02.gz"))), StandardCharsets.UTF_8)) {
      file.write(text.toString());
    }
  }

  /** Blocks of YAML that begin with the name of a file: what the reader is told to write. */
  private static void namedFiles() throws IOException {
    for (Path document : DocumentedCommand.documents()) {
      for (Matcher block = NAMED_FILE.matcher(Files.readString(DocumentedCommand.ROOT.resolve(document))); block.find(); ) {
        Files.writeString(shell().folder().resolve(block.group(1)), block.group(2));
      }
    }
  }

  private static PlcStatus status(String plc) {
    return Objects.requireNonNull(client().resources(Plc.class).inNamespace(NAMESPACE).withName(plc).get().getStatus());
  }

  private static <T extends AutoCloseable> T opened(T resource) {
    OPEN.push(resource);
    return resource;
  }

  private static KubernetesClient client() {
    return Objects.requireNonNull(client);
  }

  private static CommandShell shell() {
    return Objects.requireNonNull(shell);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(200)).ignoreExceptions();
  }
}
