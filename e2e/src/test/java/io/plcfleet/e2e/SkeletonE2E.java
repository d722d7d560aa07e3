package io.plcfleet.e2e;

import static io.plcfleet.e2e.TestCluster.PLANT;
import static io.plcfleet.e2e.TestCluster.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcStatus;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import io.plcfleet.simulator.CpuState;
import io.plcfleet.simulator.Fault;
import io.plcfleet.simulator.Plant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
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

/** The whole way, in one story: chart, examples, real PLC servers, scores, Prometheus, faults, recovery, removal. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("cluster")
class SkeletonE2E {
  private static final int PLCS = 12;
  private static TestCluster cluster;
  private static KubernetesClient client;
  private static Plant plant;
  private static Instant broken = Instant.EPOCH;  // when links were spoilt

  @BeforeAll
  static void start() {
    cluster = new TestCluster();
    client = cluster.client();
    plant = Plant.start(cluster.hostAddress(), Plant.demo());
    cluster.restricted(SYSTEM, PLANT);
    cluster.simulators(PLANT);
  }

  @AfterAll
  static void stop() {
    if (plant != null) plant.close();
    if (cluster == null) return;
    cluster.close();
  }

  @Test
  @Order(1)
  void helmReturnsWhenTheOperatorWatches() {
    long began = System.nanoTime();
    cluster.run(Duration.ofMinutes(3), "helm", "install", "plc-fleet-operator", TestCluster.root() + "/charts/plc-fleet-operator",
        "--namespace", SYSTEM, "--set", "watch.namespaces={" + PLANT + "}", "--wait", "--timeout", "2m");
    figure("helm install --wait", "%.1f s", seconds(began));
    String log = client.pods().inNamespace(SYSTEM).withName(operatorPod().getMetadata().getName()).getLog();
    assertThat(log).contains("watching [" + PLANT + "] after");
    figure("operator, start of the JVM to watching", "%s", log.replaceAll("(?s).*watching \\S+ after (\\d+ ms).*", "$1"));
  }

  @Test
  @Order(2)
  void examplesAreReadAndScored() throws IOException {
    long began = System.nanoTime();
    for (Path file : examples()) apply(Files.readString(file));
    await().atMost(Duration.ofSeconds(60)).until(() -> plcs().stream().anyMatch(p -> score(p).isPresent()));
    figure("first Plc created, first pod of the fleet: first score in status", "%.1f s", seconds(began));
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
      assertThat(plcs()).hasSize(PLCS);
      assertThat(plcs().stream().filter(p -> !isWell(p)).map(p -> p.getMetadata().getName() + " " + p.getStatus())).isEmpty();
      assertThat(condition(fleet("demo"), "Ready").status()).isEqualTo(Condition.Status.TRUE);
    });
    figure("all " + PLCS + " Plcs scored", "%.1f s", seconds(began));
    assertThat(Objects.requireNonNull(fleet("demo").getStatus().plcs()).healthy()).isEqualTo(PLCS);
    figure("RSS of the monitor with " + PLCS + " PLCs", "%s", rss("io.plcfleet.monitor.Main"));
    figure("RSS of the operator", "%s", rss("io.plcfleet.operator.Main"));
    for (String module : List.of("operator", "monitor-image")) {
      figure("image of " + module + ", tar", "%.1f MB", Files.size(TestCluster.root().resolve(module + "/target/image.tar")) / 1e6);
    }
  }

  @Test
  @Order(3)
  void prometheusHasTheScoreOfEachPlc() {
    await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
      List<JsonNode> scores = cluster.query("plc_score");
      assertThat(scores).hasSize(PLCS).allSatisfy(s -> {
        assertThat(s.at("/metric/namespace").asText()).isEqualTo(PLANT);
        assertThat(s.at("/metric/fleet").asText()).isEqualTo("demo");
        assertThat(s.at("/value/1").asDouble()).isBetween(80.0, 100.0);
      });
      assertThat(scores.stream().map(s -> s.at("/metric/plc").asText())).contains("press-01", "dryer-02", "robot-04");
      assertThat(cluster.query("count by (protocol) (plc_info)")).hasSize(2);
      assertThat(cluster.ruleErrors()).isEmpty();
    });
  }

  @Test
  @Order(4)
  void aNewPlcHasItsScoreWithinSeconds() throws IOException {
    List<Double> seconds = new ArrayList<>();
    for (int unit = 3; unit <= 5; unit++) {
      String name = "dryer-0" + unit;
      long began = System.nanoTime();
      apply(example("plcs-modbus.yaml", "dryer-02").replace("dryer-02", name).replace("unitId: 2", "unitId: " + unit));
      await().atMost(Duration.ofSeconds(30)).until(() -> score(plc(name)).isPresent());
      seconds.add(seconds(began));
    }
    figure("Plc created, monitor runs: first score in status (three Plcs)", "%s s", seconds.stream().map(s -> "%.1f".formatted(s)).toList());
  }

  @Test
  @Order(5)
  void anUnreachablePlcIsGradedAndAlertedAlone() {
    long began = System.nanoTime();
    plant.link("robot-01").refuse();
    plant.link("press-02").slow(Duration.ofMillis(300));
    plant.link("press-03").slow(Duration.ofMillis(150));
    plant.cpu("robot-03", CpuState.Stop);
    broken = Instant.now();
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
      Plc robot = plc("robot-01");
      assertThat(robot.getStatus().grade()).isEqualTo(Grade.PreFault);
      assertThat(robot.getStatus().reason()).isEqualTo(Reason.Unreachable);
      assertThat(robot.getStatus().score()).isZero();
      assertThat(condition(robot, "Reachable").status()).isEqualTo(Condition.Status.FALSE);
      assertThat(condition(robot, "Reachable").message()).contains("refused");
    });
    figure("fault to grade PreFault in status", "%.1f s", seconds(began));
    assertThat(condition(plc("robot-01"), "Ready").status()).as("a dead PLC blocks no sync").isEqualTo(Condition.Status.TRUE);
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(cluster.firing("robot-01")).containsExactly("PlcUnreachable"));
    figure("fault to firing alert, scraped and evaluated every 5 s", "%.1f s", seconds(began));
    assertThat(plcs().stream().filter(p -> p.getStatus().grade() == Grade.PreFault)).hasSize(1);
  }

  @Test
  @Order(6)
  void aSlowPlcIsGradedByItsLatency() {
    await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
      PlcStatus slow = plc("press-02").getStatus();
      assertThat(slow.grade()).isIn(Grade.Warning, Grade.Critical);
      assertThat(slow.score()).isBetween(50, 89);
      assertThat(String.join("\n", Objects.requireNonNull(slow.explanation()))).contains("ACK P95").contains("costs 30 of 30 points");
    });
    assertThat(condition(plc("press-02"), "Reachable").status()).isEqualTo(Condition.Status.TRUE);
  }

  @Test
  @Order(7)
  void deadUnitsOfAGatewayLeaveItsNeighboursAlone() throws IOException {
    for (int unit : List.of(7, 8, 18)) {  // 7 and 18 are dead
      String name = "dryer-%02d".formatted(unit);
      apply(example("plcs-modbus.yaml", "dryer-02").replace("dryer-02", name).replace("unitId: 2", "unitId: " + unit));
    }
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
      assertThat(plc("dryer-07").getStatus().reason()).isEqualTo(Reason.Unreachable);
      assertThat(plc("dryer-18").getStatus().reason()).isEqualTo(Reason.Unreachable);
      for (String living : List.of("dryer-01", "dryer-02", "dryer-08")) {
        assertThat(condition(plc(living), "Reachable").status()).as(living).isEqualTo(Condition.Status.TRUE);
      }
    });
    for (String dead : List.of("dryer-07", "dryer-18")) client.resource(plc(dead)).delete();
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(cluster.query("plc_up{plc=~\"dryer-(07|18)\"}")).isEmpty());
  }

  @Test
  @Order(8)
  void aBadTagIsNoBadLink() throws IOException {
    String good = example("plcs-modbus.yaml", "press-05");
    apply(good.replace("holding-register:3:REAL", "holding-register:2000:REAL"));  // the device has 999
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
      Condition stalled = condition(plc("press-05"), "Stalled");
      assertThat(stalled.reason()).isEqualTo("TagRefused");
      assertThat(stalled.message()).contains("pressure (holding-register:2000:REAL)").contains("AddressError");
      assertThat(condition(plc("press-05"), "Reachable").status()).isEqualTo(Condition.Status.TRUE);
    });
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(plc("press-05").getStatus().grade()).isEqualTo(Grade.Healthy));
    apply(good);
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(condition(plc("press-05"), "Ready").status()).isEqualTo(Condition.Status.TRUE));
  }

  @Test
  @Order(9)
  void anotherFleetReadsAPlcOnlyAfterItWasReleased() throws IOException {
    apply(Files.readString(TestCluster.root().resolve("examples/fleet.yaml")).replace("name: demo\nspec", "name: other\nspec").replace("plcfleet.io/line: demo", "plcfleet.io/line: other"));
    apply(example("plcs-modbus.yaml", "press-06").replace("plcfleet.io/line: demo", "plcfleet.io/line: other"));
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
      assertThat(plc("press-06").getStatus().fleet()).isEqualTo("other");
      assertThat(condition(plc("press-06"), "Ready").status()).isEqualTo(Condition.Status.TRUE);
      assertThat(cluster.query("plc_up{plc=\"press-06\"}").stream().map(s -> s.at("/metric/fleet").asText())).containsExactly("other");
    });
  }

  @Test
  @Order(10)
  void aBrokenImageCanBeReplaced() throws IOException {
    String other = Files.readString(TestCluster.root().resolve("examples/fleet.yaml")).replace("name: demo\nspec", "name: other\nspec")
        .replace("plcfleet.io/line: demo", "plcfleet.io/line: other");
    apply(other + "  monitor: {image: \"testbed.local/no-such-image:1\"}\n");
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
      Condition ready = condition(fleet("other"), "Ready");
      assertThat(ready.status()).isEqualTo(Condition.Status.FALSE);
      assertThat(ready.message()).contains("pod other-0-0: ").containsAnyOf("ImagePullBackOff", "ErrImagePull");
    });
    apply(other);
    await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
      assertThat(condition(fleet("other"), "Ready").status()).isEqualTo(Condition.Status.TRUE);
      assertThat(score(plc("press-06"))).isPresent();
    });
  }

  @Test
  @Order(11)
  void recoveryClearsTheAlert() {
    plant.link("robot-01").heal();
    long began = System.nanoTime();
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
        assertThat(condition(plc("robot-01"), "Reachable").status()).isEqualTo(Condition.Status.TRUE));
    figure("PLC answers again to Reachable in status, back-off included", "%.1f s", seconds(began));
    await().atMost(Duration.ofMinutes(4)).untilAsserted(() -> assertThat(cluster.firing("robot-01")).doesNotContain("PlcUnreachable"));
  }

  /** The bounds of R-13, from the fault to the firing alert as Prometheus stored it: 15 s, 60 s, 5 min. */
  @Test
  @Order(12)
  void everyGradeIsAlertedInItsTime() {
    assertThat(plc("robot-03").getStatus().reason()).isEqualTo(Reason.CpuStopped);
    assertThat(plc("press-03").getStatus().grade()).isEqualTo(Grade.Warning);
    assertThat(secondsToFire("PlcUnreachable", "robot-01")).isLessThan(15);
    assertThat(secondsToFire("PlcCpuStopped", "robot-03")).isLessThan(60);
    assertThat(secondsToFire("PlcScoreWarning", "press-03")).isLessThan(300);
  }

  /** One answer is lost every three seconds: too seldom to be unreachable, and bad enough for PreFault. */
  @Test
  @Order(13)
  void preFaultByScoreIsAlertedBeforeThePlcIsLost() {
    Instant began = Instant.now();
    Awaitility.await().pollInterval(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(90)).ignoreExceptions().untilAsserted(() -> {
      plant.link("press-04").set(new Fault.LoseOne());
      assertThat(cluster.firing("press-04")).containsExactly("PlcPreFault");
    });
    PlcStatus status = plc("press-04").getStatus();
    assertThat(status.grade()).isEqualTo(Grade.PreFault);
    assertThat(status.reason()).as("a lost answer costs both").isIn(Reason.SuccessRatioLow, Reason.AckLatencyHigh);
    assertThat(status.action()).isEqualTo(Objects.requireNonNull(status.reason()).action());
    assertThat(condition(plc("press-04"), "Reachable").status()).isEqualTo(Condition.Status.TRUE);
    double fell = first("plc_score{plc=\"press-04\"} < 50");
    double fired = first("ALERTS{alertname=\"PlcPreFault\",alertstate=\"firing\",plc=\"press-04\"}");
    figure("one answer in three seconds lost: first loss to firing PlcPreFault, by Prometheus", "%.1f s", fired - began.toEpochMilli() / 1e3);
    figure("score below 50, as scraped, to firing PlcPreFault, by Prometheus", "%.1f s", fired - fell);
    assertThat(fired - fell).isLessThan(15);
    assertThat(client.resources(Event.class).inNamespace(PLANT).list().getItems()).anySatisfy(event -> {
      assertThat(event.getRegarding().getName()).isEqualTo("press-04");
      assertThat(event.getReason()).isIn("SuccessRatioLow", "AckLatencyHigh");
      assertThat(event.getNote()).contains("-> PreFault").contains("See docs/runbooks/" + event.getReason() + ".md");
    });
    assertThat(cluster.query("plc_reason{plc=\"press-04\"}")).singleElement()
        .satisfies(s -> assertThat(s.at("/metric/reason").asText()).isIn("SuccessRatioLow", "AckLatencyHigh"));
  }

  /** When Prometheus first had a series, in seconds since 1970. */
  private static double first(String series) {
    return cluster.query("min_over_time(timestamp(" + series + ")[20m:1s])").getFirst().at("/value/1").asDouble();
  }

  private static double secondsToFire(String alert, String plc) {
    String stored = "min_over_time(timestamp(ALERTS{alertname=\"" + alert + "\",alertstate=\"firing\",plc=\"" + plc + "\"})[20m:1s])";
    await().atMost(Duration.ofMinutes(5)).until(() -> !cluster.query(stored).isEmpty());
    double seconds = cluster.query(stored).getFirst().at("/value/1").asDouble() - broken.toEpochMilli() / 1e3;
    figure("fault to firing " + alert + ", by Prometheus", "%.1f s", seconds);
    return seconds;
  }

  @Test
  @Order(14)
  void aDeletedFleetTakesEverythingAlong() {
    for (String name : List.of("demo", "other")) client.resource(fleet(name)).delete();
    await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
      assertThat(client.resources(MonitorFleet.class).inNamespace(PLANT).list().getItems()).isEmpty();
      List<HasMetadata> left = new ArrayList<>();
      Stream.of(client.pods(), client.configMaps(), client.secrets(), client.services(), client.apps().statefulSets(),
          client.resources(ServiceMonitor.class), client.resources(PrometheusRule.class))
          .forEach(kind -> left.addAll(kind.inNamespace(PLANT).withLabel("app.kubernetes.io/managed-by", "plc-fleet-operator").list().getItems()));
      assertThat(left).isEmpty();
    });
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
      assertThat(condition(plc("press-01"), "Ready").reason()).isEqualTo("NoFleet");
      assertThat(plc("press-01").getStatus().grade()).isEqualTo(Grade.Unknown);
    });
  }

  @Test
  @Order(15)
  void uninstallingLeavesThePlcsAlone() {
    // While Helm removes it, its rights may go before it has ended.
    assertThat(cluster.refused()).as("asked for by the operator, and not granted").isEmpty();
    cluster.run(Duration.ofMinutes(2), "helm", "uninstall", "plc-fleet-operator", "--namespace", SYSTEM, "--wait");
    assertThat(plcs()).hasSizeGreaterThanOrEqualTo(PLCS);
  }

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(TestCluster.root().resolve("examples"))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** One document of an example file. */
  private static String example(String file, String name) throws IOException {
    for (String document : Files.readString(TestCluster.root().resolve("examples").resolve(file)).split("(?m)^---$", -1)) {
      if (document.contains("name: " + name + "\n")) return document;
    }
    throw new IllegalArgumentException("no " + name + " in " + file);
  }

  private static void apply(String yaml) {
    for (String document : yaml.split("(?m)^---$", -1)) {
      Class<? extends HasMetadata> kind = document.contains("kind: Plc") ? Plc.class
          : document.contains("kind: MonitorFleet") ? MonitorFleet.class : ScoringProfile.class;
      client.resource(Serialization.unmarshal(document, kind)).inNamespace(PLANT).fieldManager("kubectl").forceConflicts().serverSideApply();
    }
  }

  private static List<Plc> plcs() {
    return client.resources(Plc.class).inNamespace(PLANT).list().getItems();
  }

  private static Plc plc(String name) {
    return client.resources(Plc.class).inNamespace(PLANT).withName(name).get();
  }

  private static MonitorFleet fleet(String name) {
    return client.resources(MonitorFleet.class).inNamespace(PLANT).withName(name).get();
  }

  private static Optional<Integer> score(Plc plc) {
    return plc.getStatus() == null ? Optional.empty() : Optional.ofNullable(plc.getStatus().score());
  }

  private static boolean isWell(Plc plc) {
    return condition(plc, "Ready").status() == Condition.Status.TRUE && condition(plc, "Reachable").status() == Condition.Status.TRUE
        && plc.getStatus().grade() == Grade.Healthy && score(plc).orElse(0) >= 90;
  }

  private static Condition condition(Plc plc, String type) {
    assertThat(plc.getStatus()).as("status of " + plc.getMetadata().getName()).isNotNull();
    return find(plc.getStatus().conditions(), type);
  }

  private static Condition condition(MonitorFleet fleet, String type) {
    assertThat(fleet.getStatus()).as("status of " + fleet.getMetadata().getName()).isNotNull();
    return find(fleet.getStatus().conditions(), type);
  }

  private static Condition find(@Nullable List<Condition> conditions, String type) {
    assertThat(conditions).isNotNull();
    return Objects.requireNonNull(conditions).stream().filter(c -> c.type().equals(type)).findFirst().orElseThrow();
  }

  private static Pod operatorPod() {
    return client.pods().inNamespace(SYSTEM).list().getItems().stream().filter(p -> p.getMetadata().getName().startsWith("plc-fleet-operator")).findFirst().orElseThrow();
  }

  /** Of a process on this machine; on a cluster elsewhere it cannot be seen. */
  private static String rss(String mainClass) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        try {
          if (!Files.readString(process.resolve("cmdline")).contains(mainClass)) continue;
          for (String line : Files.readAllLines(process.resolve("status"))) {
            if (line.startsWith("VmRSS:")) return "%.0f MB".formatted(Integer.parseInt(line.replaceAll("\\D", "")) * 1024 / 1e6);
          }
        } catch (IOException e) {
          // it ended meanwhile
        }
      }
    }
    return "not visible from this machine";
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static void figure(String what, String format, Object value) {
    System.out.println("FIGURE " + what + ": " + String.format(Locale.ROOT, format, value));
  }

  private static ConditionFactory await() {
    return Awaitility.await().pollInterval(Duration.ofMillis(200)).ignoreExceptions();
  }
}
