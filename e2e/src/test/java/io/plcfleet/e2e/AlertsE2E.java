package io.plcfleet.e2e;

import static io.plcfleet.e2e.TestCluster.PLANT;
import static io.plcfleet.e2e.TestCluster.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.e2e.Pager.Page;
import io.plcfleet.scoring.Grade;
import io.plcfleet.simulator.CpuState;
import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.Fault;
import io.plcfleet.simulator.Plant;
import io.plcfleet.simulator.SimulatedPlc;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/**
 * From a spoilt link to whoever is woken: real PLC servers, prometheus-operator, Prometheus, Alertmanager with the configuration that we
 * recommend, a webhook. All faults begin at one time.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("cluster")
class AlertsE2E {
  private static final String DOCS = "https://docs.example/plcfleet";
  private static final List<String> SITE = List.of("linz-1", "linz-2", "linz-3");
  private static final List<Device> DEVICES = Stream.concat(
      Stream.of("slow", "lossy", "frozen", "silent", "refused", "maintained").map(Device::modbus),
      Stream.concat(Stream.of(Device.s7("stopped")), SITE.stream().map(Device::modbus))).toList();
  private static final ExecutorService LOSSES = Executors.newSingleThreadExecutor();
  private static TestCluster cluster;
  private static KubernetesClient client;
  /** The longest wait of the configuration, and as much again for machines that are busy. */
  private static final Duration ON_THE_WAY = Duration.ofSeconds(60);
  private static Plant plant;
  private static Pager pager;
  private static Instant broken = Instant.EPOCH;
  private static Instant declared = Instant.EPOCH;  // when work on a PLC that fires was declared

  @BeforeAll
  static void start() throws IOException {
    cluster = new TestCluster();
    client = cluster.client();
    plant = Plant.start(cluster.hostAddress(), DEVICES);
    pager = new Pager(cluster.hostAddress());
    cluster.alertmanager(configuration());
    for (String name : List.of(SYSTEM, PLANT)) client.resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build()).serverSideApply();
    cluster.run(Duration.ofMinutes(3), "helm", "install", "plc-fleet-operator", TestCluster.root() + "/charts/plc-fleet-operator", "--namespace", SYSTEM,
        "--set", "watch.namespaces={" + PLANT + "},docsUrl=" + DOCS + ",metrics.serviceMonitor.enabled=true,metrics.serviceMonitor.interval=5s,metrics.rules.enabled=true",
        "--wait", "--timeout", "2m");
    apply(ScoringProfile.class, """
        apiVersion: plcfleet.io/v1alpha1
        kind: ScoringProfile
        metadata: {name: press}
        spec:
          formula:
            penalties:
            - {signal: SuccessRatio, points: 60, good: "0.999", bad: "0.90"}
            - {signal: AckP95, points: 40, good: 120ms, bad: 600ms}
        """);
    for (SimulatedPlc plc : plant.plcs()) apply(Plc.class, plc(plc));
    apply(Plc.class, plc(plant.plc("slow")).replace("name: slow", "name: wrong").replace("unitId: 1", "unitId: 2").replace("holding-register:1:INT", "register-one"));
    apply(MonitorFleet.class, """
        apiVersion: plcfleet.io/v1alpha1
        kind: MonitorFleet
        metadata: {name: line-a}
        spec:
          selector: {matchLabels: {plcfleet.io/line: a}}
          profileRef: {name: press}
          defaults: {polling: {interval: 1s, timeout: 800ms}}
          prometheus: {serviceMonitor: {interval: 5s}}
        """);
  }

  @AfterAll
  static void stop() {
    LOSSES.shutdownNow();
    if (plant != null) plant.close();
    Set<String> refused = Set.of();
    if (cluster != null) {
      refused = cluster.refused();
      cluster.close();
    }
    if (pager != null) pager.close();
    assertThat(refused).as("asked for by the operator, and not granted").isEmpty();
  }

  @Test
  @Order(1)
  void whileAllIsWellOnlyTheWatchdogComes() {
    cluster.refreshPrometheus();
    await(90).untilAsserted(() -> assertThat(cluster.query("count(max by (plc) (plc_grade) == 1)"))
        .singleElement().satisfies(s -> assertThat(s.at("/value/1").asInt()).isEqualTo(DEVICES.size())));
    await(90).untilAsserted(() -> {
      assertThat(cluster.query("plcfleet_plc_declared")).hasSize(DEVICES.size() + 1);
      assertThat(pager.fired("PlcFleetWatchdog", "")).isNotEmpty().allSatisfy(page -> assertThat(page.receiver()).isEqualTo("dead-mans-switch"));
    });
    assertThat(cluster.ruleErrors()).isEmpty();
    assertThat(pager.pages()).extracting(Page::alert).containsOnly("PlcFleetWatchdog");
  }

  @Test
  @Order(2)
  void theRightAlertArrivesWithinItsTime() {
    apply(Plc.class, plc(plant.plc("maintained")) + maintenance());
    await(30).until(() -> grade("maintained") == Grade.Maintenance);
    spoil();

    arrives("PlcCpuStopped", "stopped", "on-call", "Critical", 60);
    arrives("PlcLifeSignFrozen", "frozen", "on-call", "Critical", 60);
    arrives("PlcPreFault", "lossy", "on-call", "PreFault", 60);
    arrives("PlcUnreachable", "refused", "on-call", "PreFault", 15);
    arrives("PlcUnreachable", "silent", "on-call", "PreFault", 15);
    assertThat(cluster.ruleErrors()).isEmpty();
  }

  @Test
  @Order(3)
  void aSiteIsToldOnceAndNotItsPlcs() {
    await(60).untilAsserted(() -> assertThat(pager.fired("SiteUnreachable", "").findFirst()).hasValueSatisfying(page -> {
      assertThat(page.receiver()).isEqualTo("on-call");
      assertThat(page.labels()).containsEntry("site", "linz").containsEntry("fleet", "line-a").containsEntry("namespace", PLANT);
      assertThat(page.annotations()).containsEntry("summary", "3 PLCs of site linz do not answer").containsEntry("runbook_url", DOCS + "/runbooks/SiteUnreachable.md");
    }));
    assertThat(cluster.firing("linz-1")).containsExactly("PlcUnreachable");
    assertThat(pager.pages()).extracting(page -> page.labels().get("plc")).doesNotContainAnyElementsOf(SITE);
  }

  @Test
  @Order(4)
  void maintenanceMutesAndWhatIsMendedClears() {
    declared = Instant.now();
    apply(Plc.class, plc(plant.plc("refused")) + maintenance());
    plant.link("silent").heal();
    for (String plc : List.of("stopped", "frozen")) plant.cpu(plc, CpuState.Run);
    for (String plc : SITE) plant.link(plc).heal();
    await(30).until(() -> grade("refused") == Grade.Maintenance);
  }

  /** A precursor: the link is Healthy. And a Plc that nobody reads, since its tag has no address. */
  @Test
  @Order(5)
  void whatIsOnlySlowAndWhatNobodyReadsIsToldWithoutHaste() {
    arrives("PlcAckSlow", "slow", "board", "Healthy", 180);
    Page slow = pager.fired("PlcAckSlow", "slow").findFirst().orElseThrow();
    assertThat(slow.annotations().get("description")).matches("ACK P95 (1[5-9]\\d|2[0-3]\\d)(\\.\\d+)?ms\\. It costs [2-9]\\.\\d points by now, and the grade is still Healthy: .*");
    await(120).untilAsserted(() -> assertThat(pager.fired("NoSeries", "wrong").findFirst()).hasValueSatisfying(page -> {
      assertThat(page.receiver()).isEqualTo("shift");
      assertThat(page.labels()).containsEntry("grade", "Unknown").doesNotContainKey("monitor");
    }));
  }

  @Test
  @Order(6)
  void everyEndIsToldToo() {
    for (Map.Entry<String, String> each : Map.of("silent", "PlcUnreachable", "refused", "PlcUnreachable", "stopped", "PlcCpuStopped", "frozen", "PlcLifeSignFrozen").entrySet()) {
      await(150).untilAsserted(() -> assertThat(pager.pages()).as("the end of " + each).anyMatch(page -> page.resolved() && page.isOf(each.getValue(), each.getKey())));
    }
    await(120).untilAsserted(() -> assertThat(pager.pages()).anyMatch(page -> page.resolved() && page.alert().equals("SiteUnreachable")));
    assertThat(pager.pages()).filteredOn(page -> page.isOf("PlcUnreachable", "refused")).allSatisfy(page ->
        assertThat(page.startsAt()).as("nothing begins during the work").isBefore(declared));
    figure("mended to the message of its end, PlcUnreachable", declared, pager.pages().stream().filter(page -> page.resolved() && page.isOf("PlcUnreachable", "silent"))
        .findFirst().orElseThrow().arrivedAt());
  }

  /** One cause, one page: no grade beside a reason of its own, nothing of a PLC that somebody works on. */
  @Test
  @Order(7)
  void nothingElseHasArrived() {
    Set<String> told = Set.of("PlcFleetWatchdog ", "PlcCpuStopped stopped", "PlcLifeSignFrozen frozen", "PlcPreFault lossy", "PlcUnreachable refused", "PlcUnreachable silent",
        "SiteUnreachable ", "PlcAckSlow slow", "NoSeries wrong");

    assertThat(pager.pages()).extracting(page -> page.alert() + " " + page.labels().getOrDefault("plc", "")).isSubsetOf(told);
  }

  private static void spoil() {
    LOSSES.execute(AlertsE2E::loseNowAndThen);
    plant.link("slow").slow(Duration.ofMillis(150));
    plant.link("silent").freeze();
    for (String plc : List.of("refused", "maintained")) plant.link(plc).refuse();
    for (String plc : SITE) plant.link(plc).refuse();
    for (String plc : List.of("stopped", "frozen")) plant.cpu(plc, CpuState.Stop);
    broken = Instant.now();
  }

  /** Too seldom to be unreachable, and bad enough for PreFault. */
  private static void loseNowAndThen() {
    try {
      while (true) {
        plant.link("lossy").set(new Fault.LoseOne());
        TimeUnit.SECONDS.sleep(3);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** @param seconds from the fault to the firing alert, by Prometheus */
  private static void arrives(String alert, String plc, String receiver, String grade, int seconds) {
    await(200).untilAsserted(() -> assertThat(pager.fired(alert, plc)).isNotEmpty());
    Page page = pager.fired(alert, plc).findFirst().orElseThrow();
    assertThat(page.receiver()).isEqualTo(receiver);
    assertThat(page.labels()).containsEntry("namespace", PLANT).containsEntry("fleet", "line-a").containsEntry("site", "graz").containsEntry("line", "a")
        .containsEntry("cell", "press").containsEntry("criticality", "High").containsEntry("grade", grade).containsKey("severity");
    assertThat(page.annotations().get("summary")).contains("PLC " + plc);
    assertThat(page.annotations().get("description")).doesNotContain("{{").doesNotContain("<no value>");
    assertThat(page.annotations()).containsEntry("runbook_url", DOCS + "/runbooks/" + alert + ".md");
    figure("fault to firing " + alert + " of " + plc + ", by Prometheus", broken, page.startsAt());
    figure("fault to the message of " + alert + " of " + plc, broken, page.arrivedAt());
    assertThat(Duration.between(broken, page.startsAt())).as(alert + " of " + plc).isLessThan(Duration.ofSeconds(seconds));
    assertThat(Duration.between(broken, page.arrivedAt())).as("the message of " + alert + " of " + plc).isLessThan(Duration.ofSeconds(seconds).plus(ON_THE_WAY));
  }

  /** The configuration that we recommend for scrapes every 5 s, with our pager as its receivers and less patience with what nobody is woken for. */
  private static String configuration() throws IOException {
    String example = Files.readString(TestCluster.root().resolve("examples/alertmanager/alertmanager.yaml"));
    for (Map.Entry<String, String> each : Map.of("pager", "on-call", "tickets", "shift", "board", "board", "switch", "dead-mans-switch").entrySet()) {
      assertThat(example).contains("http://" + each.getKey() + ".example/plants");
      example = example.replace("http://" + each.getKey() + ".example/plants", pager.address(each.getValue()).toString());
    }
    return example.replace("group_wait: 1m", "group_wait: 30s").replace("group_wait: 5m", "group_wait: 5s").replace("group_interval: 1m", "group_interval: 5s").replace("group_interval: 1h", "group_interval: 5s");
  }

  private static String plc(SimulatedPlc plc) {
    boolean s7 = plc.name().equals("stopped");
    String endpoint = s7 ? "s7: {host: %s, port: %d, rack: 0, slot: 1}" : "modbus: {host: %s, port: %d, unitId: 1}";
    return """
        apiVersion: plcfleet.io/v1alpha1
        kind: Plc
        metadata:
          name: %s
          labels: {plcfleet.io/site: %s, plcfleet.io/line: a, plcfleet.io/cell: press}
        spec:
          %s
          criticality: High
          polling: {interval: 1s, timeout: 800ms}
          tags:
          - {name: life, address: "%s"%s}
        """.formatted(plc.name(), plc.name().startsWith("linz") ? "linz" : "graz", endpoint.formatted(plc.host(), plc.port()),
        s7 ? "%DB1:0:INT" : "holding-register:1:INT", plc.name().equals("frozen") ? ", role: LifeSign, maxFrozen: 5s" : "");
  }

  private static String maintenance() {
    return "  maintenance: {active: true, reason: belt change, until: \"" + Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS) + "\"}\n";
  }

  private static void apply(Class<? extends HasMetadata> kind, String yaml) {
    client.resource(Serialization.unmarshal(yaml, kind)).inNamespace(PLANT).fieldManager("kubectl").forceConflicts().serverSideApply();
  }

  private static @Nullable Grade grade(String plc) {
    return client.resources(Plc.class).inNamespace(PLANT).withName(plc).get().getStatus().grade();
  }

  private static void figure(String what, Instant from, Instant to) {
    System.out.println("FIGURE " + what + ": " + String.format(Locale.ROOT, "%.1f s", Duration.between(from, to).toMillis() / 1e3));
  }

  private static ConditionFactory await(int seconds) {
    return Awaitility.await().pollInterval(Duration.ofMillis(300)).atMost(Duration.ofSeconds(seconds)).ignoreExceptions();
  }
}
