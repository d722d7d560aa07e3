package io.plcfleet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetStatus;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.contract.Networks;
import io.plcfleet.operator.metrics.Meters;
import io.plcfleet.operator.status.Conditions;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The operator against a real API server without nodes: what it writes, repairs, refuses and deletes. Each test has its own namespace. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FleetIT {
  private static ApiServer server;
  private static KubernetesClient client;
  private static FleetOperator operator;

  @BeforeAll
  static void start() throws Exception {
    server = new ApiServer().withResourceTypes();
    client = server.client();
    operator = operator();
  }

  private static FleetOperator operator() throws Exception {
    return operator("");
  }

  /** @param networks that monitors may connect to, in the administrator's words */
  private static FleetOperator operator(String networks) throws Exception {
    return operator(Map.of(Networks.VARIABLE, networks));
  }

  private static FleetOperator operator(Map<String, String> environment) throws Exception {
    Map<String, String> whole = new TreeMap<>(environment);
    whole.put(OperatorConfig.MONITOR_IMAGE, "plcfleet/monitor:test");
    return new FleetOperator(client, OperatorConfig.of(whole), new Meters(), Clock.systemUTC()).start();
  }

  @AfterAll
  static void stop() {
    operator.close();
    server.close();
  }

  @Test
  @Order(1)
  void worksWithoutPrometheusOperatorAndPicksItUp() throws IOException {
    given("late", FLEET, plc("press-01", "modbus: {host: press-01}"));
    await().untilAsserted(() -> {
      Condition condition = condition(fleet("late"), "PrometheusConfigured");
      assertThat(condition.status()).isEqualTo(Condition.Status.FALSE);
      assertThat(condition.reason()).isEqualTo("TypesMissing");
      assertThat(condition.message()).contains("ServiceMonitor PrometheusRule").contains("install prometheus-operator");
    });
    await().until(() -> client.apps().statefulSets().inNamespace("late").withName("line-a-0").get() != null);

    try (Stream<Path> files = Files.list(ApiServer.testbed().resolve("prometheus-operator-crds"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*(servicemonitors|prometheusrules)\\.yaml")).toList()) {
        client.load(Files.newInputStream(file)).serverSideApply();
      }
    }
    await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
      assertThat(client.resources(ServiceMonitor.class).inNamespace("late").withName("line-a").get()).isNotNull();
      assertThat(client.resources(PrometheusRule.class).inNamespace("late").withName("line-a").get()).isNotNull();
      assertThat(condition(fleet("late"), "PrometheusConfigured").status()).isEqualTo(Condition.Status.TRUE);
    });
  }

  @Test
  @Order(2)
  void makesAllChildrenAndThenWritesNothing() {
    given("children", FLEET, plc("press-01", "modbus: {host: press-01}"), plc("robot-01", "s7: {host: robot-01}"));
    await().untilAsserted(() -> assertThat(children("children")).containsExactlyInAnyOrder(
        "ConfigMap/line-a-0", "ConfigMap/line-a-dashboard-fleet", "ConfigMap/line-a-dashboard-plc", "ConfigMap/line-a-dashboard-rollout", "PrometheusRule/line-a", "Secret/line-a-monitor-token", "Service/line-a-monitors",
        "ServiceMonitor/line-a", "StatefulSet/line-a-0"));
    Secret secret = client.secrets().inNamespace("children").withName("line-a-monitor-token").get();
    assertThat(secret.getData().get("token")).hasSizeGreaterThan(40);
    await().until(() -> fleet("children").getStatus() != null);  // the last that a reconciliation writes
    Map<String, String> before = versions("children");
    await().until(() -> client.resource(fleet("children")).edit(f -> annotated(f, "test/nudge", "1")) != null);
    sleep(Duration.ofSeconds(3));
    assertThat(versions("children")).isEqualTo(before);
  }

  @Test
  @Order(3)
  void repairsWhatOthersChange() {
    given("drift", FLEET, plc("press-01", "modbus: {host: press-01}"));
    await().until(() -> children("drift").size() == 9);

    client.apps().statefulSets().inNamespace("drift").withName("line-a-0").edit(s -> {
      s.getSpec().setReplicas(0);
      s.getSpec().getTemplate().getSpec().setAutomountServiceAccountToken(true);
      return s;
    });
    await().untilAsserted(() -> {
      StatefulSet repaired = client.apps().statefulSets().inNamespace("drift").withName("line-a-0").get();
      assertThat(repaired.getSpec().getReplicas()).isEqualTo(1);
      assertThat(repaired.getSpec().getTemplate().getSpec().getAutomountServiceAccountToken()).isFalse();
    });

    set("drift", "line-a-0").edit(s -> s.edit().editSpec().editTemplate().editMetadata().addToAnnotations("kubectl.kubernetes.io/restartedAt", "now").endMetadata()
        .editSpec().withHostNetwork(true).addToNodeSelector("zone", "east").editFirstContainer().withCommand("sh").endContainer().endSpec().endTemplate().endSpec().build());
    await().untilAsserted(() -> {
      PodTemplateSpec template = set("drift", "line-a-0").get().getSpec().getTemplate();
      assertThat(template.getSpec().getHostNetwork()).as("what somebody added goes").isNull();
      assertThat(template.getSpec().getNodeSelector()).isNullOrEmpty();
      assertThat(template.getSpec().getContainers().getFirst().getCommand()).isNullOrEmpty();
      assertThat(template.getMetadata().getAnnotations()).as("a restart by hand is none").containsEntry("kubectl.kubernetes.io/restartedAt", "now");
    });

    client.services().inNamespace("drift").withName("line-a-monitors").edit(s -> {
      s.getSpec().getPorts().getFirst().setPort(1);
      return s;
    });
    await().untilAsserted(() -> assertThat(client.services().inNamespace("drift").withName("line-a-monitors").get().getSpec().getPorts())
        .extracting(ServicePort::getPort).as("others' elements of a list go").containsExactly(9400));
    await().untilAsserted(() -> assertThat(client.events().v1().events().inNamespace("drift").list().getItems()).anySatisfy(event -> {
      assertThat(event.getReason()).isEqualTo("Repaired");
      assertThat(event.getRegarding().getKind()).isEqualTo("MonitorFleet");
      assertThat(event.getNote()).contains("Service line-a-monitors: spec.ports[0].port", "last changed by fabric8", "plcfleet.io/paused-until");
    }));

    client.services().inNamespace("drift").withName("line-a-monitors").edit(s -> s.edit().editSpec().addToSelector("nobody", "has-it").endSpec().build());
    await().untilAsserted(() -> assertThat(client.services().inNamespace("drift").withName("line-a-monitors").get().getSpec().getSelector()).doesNotContainKey("nobody"));

    client.services().inNamespace("drift").withName("line-a-monitors").delete();
    await().until(() -> client.services().inNamespace("drift").withName("line-a-monitors").get() != null);

    String before = Objects.requireNonNull(config("drift").getData().get("monitor.json"));
    client.configMaps().inNamespace("drift").withName("line-a-0").edit(m -> {
      m.getData().put("monitor.json", before.replace("drift-press-01", "press-99"));
      return m;
    });
    await().untilAsserted(() -> assertThat(config("drift").getData().get("monitor.json")).contains("\"host\":\"drift-press-01\"").doesNotContain("press-99"));

    // The edit looked like another endpoint: the old one was released first, and with it the monitor, which had no other PLC.
    await().until(() -> client.apps().statefulSets().inNamespace("drift").withName("line-a-0").get() != null);
    String uid = client.apps().statefulSets().inNamespace("drift").withName("line-a-0").get().getMetadata().getUid();
    client.configMaps().inNamespace("drift").withName("line-a-0").edit(m -> {
      m.getData().put("monitor.json", before.substring(0, before.length() / 2));
      return m;
    });
    await().untilAsserted(() -> assertThat(config("drift").getData().get("monitor.json")).contains("drift-press-01").endsWith("}"));
    client.configMaps().inNamespace("drift").withName("line-a-0").delete();
    await().untilAsserted(() -> assertThat(config("drift")).isNotNull());
    assertThat(config("drift").getData().get("monitor.json")).contains("drift-press-01");
    assertThat(client.apps().statefulSets().inNamespace("drift").withName("line-a-0").get().getMetadata().getUid()).isEqualTo(uid);

    String token = client.secrets().inNamespace("drift").withName("line-a-monitor-token").get().getData().get("token");
    client.secrets().inNamespace("drift").withName("line-a-monitor-token").delete();
    await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
      Secret again = client.secrets().inNamespace("drift").withName("line-a-monitor-token").get();
      assertThat(again).isNotNull();
      assertThat(again.getData().get("token")).as("the monitors have this one").isEqualTo(token);
    });

    client.resources(PrometheusRule.class).inNamespace("drift").withName("line-a").edit(r -> {
      r.getSpec().getGroups().clear();
      return r;
    });
    client.resources(ServiceMonitor.class).inNamespace("drift").withName("line-a").edit(m -> m.edit().editSpec().withSampleLimit(1L)
        .editFirstEndpoint().addNewMetricRelabeling().withSourceLabels("plc").withAction("drop").endMetricRelabeling().endEndpoint().endSpec().build());
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
      assertThat(client.resources(PrometheusRule.class).inNamespace("drift").withName("line-a").get().getSpec().getGroups()).hasSize(1);
      assertThat(client.resources(ServiceMonitor.class).inNamespace("drift").withName("line-a").get().getSpec()).as("fields that somebody added go").satisfies(spec -> {
        assertThat(spec.getSampleLimit()).isNull();
        assertThat(spec.getEndpoints()).singleElement().satisfies(endpoint -> assertThat(endpoint.getMetricRelabelings()).isNullOrEmpty());
      });
    });
    // Whoever applies what was exported owns all that the server fills in: nothing more than is wanted, and nothing that could be taken away.
    StatefulSet exported = set("drift", "line-a-0").get();
    exported.getMetadata().setManagedFields(null);
    exported.getMetadata().setResourceVersion(null);
    client.resource(exported).patch(new PatchContext.Builder().withPatchType(PatchType.SERVER_SIDE_APPLY).withFieldManager("export").withForce(true).build());
    Map<String, String> whole = versions("drift");
    annotate("drift", "test/nudge", "1");
    sleep(Duration.ofSeconds(3));
    assertThat(versions("drift")).as("what is whole again is left alone").isEqualTo(whole);
  }

  /** For emergencies: what somebody changed by hand stays until then whatever the fleet wants, and all the rest goes on. */
  @Test
  @Order(3)
  void aPauseOfRepairKeepsHandEdits() {
    String twoMonitors = FLEET + "  monitor: {plcsPerPod: 1}\n";
    given("paused", twoMonitors, plc("press-01", "modbus: {host: press-01}"), plc("press-02", "modbus: {host: press-02}"));
    await().until(() -> children("paused").size() == 11);
    annotate("paused", "plcfleet.io/paused-until", "2999-01-01T00:00:00Z");
    await().untilAsserted(() -> assertThat(condition(fleet("paused"), "RepairPaused").message()).contains("2999-01-01T00:00:00Z; there are none", "plcfleet.io/paused-until-"));
    set("paused", "line-a-0").scale(0);
    client.services().inNamespace("paused").withName("line-a-monitors").edit(s -> {
      s.getSpec().getPorts().getFirst().setPort(1);
      return s;
    });
    await().untilAsserted(() -> assertThat(condition(fleet("paused"), "RepairPaused").message())
        .contains("StatefulSet line-a-0, last changed by ", "Service line-a-monitors, last changed by fabric8"));

    given("paused", twoMonitors.replace("{plcsPerPod: 1}", "{plcsPerPod: 1, nodeSelector: {zone: east}}"), plc("press-03", "modbus: {host: press-03}"));
    await().untilAsserted(() -> {
      assertThat(set("paused", "line-a-1").get().getSpec().getTemplate().getSpec().getNodeSelector()).containsEntry("zone", "east");
      assertThat(set("paused", "line-a-2").get()).as("a new Plc is read").isNotNull();
      assertThat(condition(fleet("paused"), "RepairPaused").message()).contains("StatefulSet line-a-0, last changed by ");
    });
    StatefulSet edited = set("paused", "line-a-0").get();
    assertThat(edited.getSpec().getReplicas()).isZero();
    assertThat(edited.getSpec().getTemplate().getSpec().getNodeSelector()).as("left alone wholly").isNullOrEmpty();
    assertThat(client.services().inNamespace("paused").withName("line-a-monitors").get().getSpec().getPorts()).extracting(ServicePort::getPort).contains(1);

    annotate("paused", "plcfleet.io/paused-until", "2020-01-01T00:00:00Z");
    await().untilAsserted(() -> {
      StatefulSet whole = set("paused", "line-a-0").get();
      assertThat(whole.getSpec().getReplicas()).isEqualTo(1);
      assertThat(whole.getSpec().getTemplate().getSpec().getNodeSelector()).containsEntry("zone", "east");
      assertThat(client.services().inNamespace("paused").withName("line-a-monitors").get().getSpec().getPorts()).extracting(ServicePort::getPort).containsExactly(9400);
      assertThat(Conditions.find(fleet("paused").getStatus().conditions(), "RepairPaused")).isEmpty();
    });
  }

  @Test
  @Order(4)
  void deletesWhatIsNoLongerWanted() {
    given("prune", FLEET, plc("press-01", "modbus: {host: press-01}"));
    await().until(() -> children("prune").size() == 9);
    given("prune", FLEET + "  prometheus: {serviceMonitor: {enabled: false}, rules: {enabled: false}}\n  grafana: {dashboards: {enabled: false}}\n");
    await().untilAsserted(() -> assertThat(children("prune")).containsExactlyInAnyOrder(
        "ConfigMap/line-a-0", "Secret/line-a-monitor-token", "Service/line-a-monitors", "StatefulSet/line-a-0"));
    client.resources(Plc.class).inNamespace("prune").withName("press-01").delete();
    await().untilAsserted(() -> assertThat(children("prune")).containsExactlyInAnyOrder("Secret/line-a-monitor-token", "Service/line-a-monitors"));
  }

  @Test
  @Order(4)
  void seesAnEditThatFallsIntoItsOwnWriteOfTheStatus() {
    given("quick", FLEET);
    for (int gapMillis = 0; gapMillis < 60; gapMillis += 3) {
      given("quick", FLEET + "  prometheus: {rules: {enabled: false}}\n");
      sleep(Duration.ofMillis(gapMillis));
      given("quick", FLEET);
      await().alias("an edit after " + gapMillis + " ms, sooner than the fleet is looked at anyway").atMost(Duration.ofSeconds(15)).untilAsserted(() ->
          assertThat(fleet("quick").getStatus().observedGeneration()).isEqualTo(fleet("quick").getMetadata().getGeneration()));
    }
  }

  @Test
  @Order(5)
  void leavesObjectsOfOthersAlone() {
    namespace("foreign");
    client.resource(new ServiceBuilder().withNewMetadata().withName("line-a-monitors").withNamespace("foreign").endMetadata()
        .withNewSpec().withClusterIP("None").endSpec().build()).create();
    given("foreign", FLEET);
    await().untilAsserted(() -> {
      Condition stalled = condition(fleet("foreign"), Conditions.STALLED);
      assertThat(stalled.status()).isEqualTo(Condition.Status.TRUE);
      assertThat(stalled.reason()).isEqualTo("NotOurs");
      assertThat(stalled.message()).contains("Service foreign/line-a-monitors exists").contains("rename");
    });
    assertThat(client.services().inNamespace("foreign").withName("line-a-monitors").get().getMetadata().getLabels()).isNullOrEmpty();
    given("foreign", plc("press-01", "modbus: {host: press-01}"));
    await().untilAsserted(() -> {
      assertThat(fleet("foreign").getStatus().plcs()).as("the rest of the status goes on").extracting(MonitorFleetStatus.Plcs::total).isEqualTo(1);
      assertThat(condition(fleet("foreign"), Conditions.STALLED).reason()).isEqualTo("NotOurs");
      assertThat(condition(fleet("foreign"), "Selected").message()).contains("1");
    });
  }

  @Test
  @Order(6)
  void aBadEditOfAPlcLeavesWhatRunsAlone() {
    given("edits", FLEET, plc("press-01", "modbus: {host: press-01}"));
    await().until(() -> config("edits") != null);
    String before = config("edits").getData().get("monitor.json");
    given("edits", plc("press-01", "modbus: {host: press-01}").replace("coil:1", "coil:one"));
    await().untilAsserted(() -> {
      Condition stalled = condition(plc("edits"), Conditions.STALLED);
      assertThat(stalled.reason()).isEqualTo("InvalidTagAddress");
      assertThat(stalled.message()).startsWith("spec.tags[0].address: \"coil:one\" is not a Modbus address; expected for example")
          .contains("it is read as before");
    });
    given("edits", plc("press-01", "modbus: {host: press-01}\n  profileRef: {name: nope}"));
    await().untilAsserted(() -> assertThat(condition(plc("edits"), Conditions.STALLED).message())
        .startsWith("spec.profileRef.name: \"nope\" is no ScoringProfile of this namespace"));
    assertThat(config("edits").getData().get("monitor.json")).isEqualTo(before);
  }

  @Test
  @Order(7)
  void aSelectorThatMatchesNothingAnyMoreReleasesNothing() {
    given("typo", FLEET, plc("press-01", "modbus: {host: press-01}"), plc("press-02", "modbus: {host: press-02}"));
    await().until(() -> config("typo") != null && config("typo").getData().toString().contains("press-02"));
    String before = config("typo").getData().get("monitor.json");
    given("typo", FLEET.replace("line: a", "line: typo"));
    await().untilAsserted(() -> {
      Condition stalled = condition(fleet("typo"), Conditions.STALLED);
      assertThat(stalled.reason()).isEqualTo("TooManyReleased");
      assertThat(stalled.message()).contains("spec.selector").contains("typo").contains("2 of 2").contains("allow-release=2");
    });
    assertThat(config("typo").getData().get("monitor.json")).isEqualTo(before);
    annotate("typo", "plcfleet.io/allow-release", "2");
    await().until(() -> config("typo") == null);
  }

  @Test
  @Order(8)
  void aPlcWithoutAFleetSaysSo() {
    given("alone", plc("press-01", "modbus: {host: press-01}"));
    await().untilAsserted(() -> {
      Condition ready = condition(plc("alone"), Conditions.READY);
      assertThat(ready.reason()).isEqualTo("NoFleet");
      assertThat(ready.message()).contains("no MonitorFleet of namespace alone selects this Plc");
      assertThat(condition(plc("alone"), Conditions.RECONCILING).status()).isEqualTo(Condition.Status.TRUE);
    });
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
        assertThat(condition(plc("alone"), Conditions.STALLED).status()).isEqualTo(Condition.Status.TRUE));
  }

  @Test
  @Order(9)
  void aDeletedFleetLeavesNoMonitor() {
    given("gone", FLEET, plc("press-01", "modbus: {host: press-01}"));
    await().until(() -> children("gone").size() == 9);
    assertThat(fleet("gone").getMetadata().getFinalizers()).containsExactly("plcfleet.io/release-plcs");
    client.resource(fleet("gone")).delete();
    await().until(() -> client.resources(MonitorFleet.class).inNamespace("gone").withName("line-a").get() == null);
    assertThat(children("gone")).doesNotContain("StatefulSet/line-a-0", "ConfigMap/line-a-0");
    await().untilAsserted(() -> assertThat(condition(plc("gone"), Conditions.READY).reason()).isEqualTo("NoFleet"));
  }

  @Test
  @Order(10)
  void oneDeviceHasOneReaderWhateverTheNamespace() {
    String shared = "modbus: {\"host\": \"shared-device\"}";
    given("twin-a", FLEET, plc("press-01", shared));
    await().until(() -> config("twin-a") != null);
    given("twin-b", FLEET, plc("press-01", shared));
    await().untilAsserted(() -> {
      Condition stalled = condition(plc("twin-b"), Conditions.STALLED);
      assertThat(stalled.reason()).isEqualTo("DuplicateEndpoint");
      assertThat(stalled.message()).contains("modbus://shared-device:502/1").contains("twin-a/press-01").contains("delete one of the two");
    });
    assertThat(config("twin-b")).isNull();
    client.resources(Plc.class).inNamespace("twin-a").withName("press-01").delete();
    await().atMost(Duration.ofSeconds(90)).until(() -> config("twin-b") != null);
  }

  @Test
  @Order(11)
  void aRecordThatNobodyRemembersStopsNothing() throws Exception {
    given("lost", FLEET, plc("press-01", "modbus: {host: press-01}"));
    await().until(() -> client.apps().statefulSets().inNamespace("lost").withName("line-a-0").get() != null);
    operator.close();
    client.configMaps().inNamespace("lost").withName("line-a-0").edit(m -> {
      m.getData().put("monitor.json", "{\"serial\": 7, \"plcs\": [{");
      return m;
    });
    operator = operator();
    await().untilAsserted(() -> {
      Condition stalled = condition(fleet("lost"), Conditions.STALLED);
      assertThat(stalled.reason()).isEqualTo("RecordLost");
      assertThat(stalled.message()).contains("ConfigMap lost/line-a-0: monitor.json is damaged").contains("kubectl -n lost delete");
    });
    assertThat(client.apps().statefulSets().inNamespace("lost").withName("line-a-0").get()).isNotNull();
    client.configMaps().inNamespace("lost").withName("line-a-0").delete();
    client.apps().statefulSets().inNamespace("lost").withName("line-a-0").delete();
    await().untilAsserted(() -> assertThat(condition(fleet("lost"), Conditions.STALLED).status()).isEqualTo(Condition.Status.FALSE));
  }

  @Test
  @Order(12)
  void aDeletedProfileLeavesWhatRunsAloneAndIsMissed() throws Exception {
    given("profiles", PROFILE, FLEET + "  profileRef: {name: press}\n", plc("press-01", "modbus: {host: press-01}"));
    await().until(() -> config("profiles") != null);
    String before = config("profiles").getData().get("monitor.json");
    assertThat(before).contains("\"good\":0.987");
    client.resources(ScoringProfile.class).inNamespace("profiles").withName("press").delete();
    await().untilAsserted(() -> {
      Condition stalled = condition(fleet("profiles"), Conditions.STALLED);
      assertThat(stalled.reason()).isEqualTo("ProfileNotFound");
      assertThat(stalled.message()).startsWith("spec.profileRef.name: \"press\" is no ScoringProfile of this namespace");
    });

    operator.close();  // what it knew of the profile is nowhere now but in the monitors' record
    operator = operator();
    given("profiles", plc("press-02", "modbus: {host: press-02}"));
    await().untilAsserted(() -> assertThat(condition(client.resources(Plc.class).inNamespace("profiles").withName("press-02").get(), Conditions.STALLED)
        .message()).startsWith("its fleet is stalled: spec.profileRef.name: \"press\""));
    assertThat(config("profiles").getData().get("monitor.json")).isEqualTo(before);

    given("profiles", PROFILE);
    await().untilAsserted(() -> assertThat(config("profiles").getData().get("monitor.json")).contains("press-02").contains("\"good\":0.987"));
    await().untilAsserted(() -> assertThat(condition(fleet("profiles"), Conditions.STALLED).status()).isEqualTo(Condition.Status.FALSE));
  }

  @Test
  @Order(13)
  void aDeletedProfileOfOnePlcStopsNobodyElse() {
    given("own-profile", PROFILE, FLEET, plc("press-01", "modbus: {host: press-01}\n  profileRef: {name: press}"), plc("press-02", "modbus: {host: press-02}"));
    await().untilAsserted(() -> assertThat(config("own-profile").getData().get("monitor.json")).contains("press-01").contains("press-02"));
    client.resources(ScoringProfile.class).inNamespace("own-profile").withName("press").delete();
    await().untilAsserted(() -> {
      assertThat(condition(fleet("own-profile"), Conditions.STALLED).message())
          .startsWith("Plcs that are read by the last snapshot of their profile: press-01: \"press\" is no ScoringProfile");
      assertThat(condition(plc("own-profile"), Conditions.STALLED).message()).endsWith("; it is read as before");
    });
    given("own-profile", plc("press-03", "modbus: {host: press-03}"));
    await().untilAsserted(() -> assertThat(config("own-profile").getData().get("monitor.json")).contains("press-03").contains("\"good\":0.987"));
  }

  /** The schema refuses such a profile; but schemas grow, and objects from before stay. */
  @Test
  @Order(14)
  void aProfileThatCannotBeUsedIsToldOfWithAllThatIsWrong() {
    withoutRulesOfProfiles(() -> {
      given("wrong-profile", PROFILE, FLEET + "  profileRef: {name: press}\n", plc("press-01", "modbus: {host: press-01}"));
      await().until(() -> config("wrong-profile") != null);
      String before = config("wrong-profile").getData().get("monitor.json");
      given("wrong-profile", PROFILE.replace("\"0.987\"", "\"0.5\"").replace("points: 100", "points: 90") + "  grades: {healthy: 50, warning: 70, critical: 90}\n");
      await().untilAsserted(() -> {
        Condition stalled = condition(fleet("wrong-profile"), Conditions.STALLED);
        assertThat(stalled.reason()).isEqualTo("InvalidProfile");
        assertThat(stalled.message()).startsWith("spec.profileRef.name: ScoringProfile \"press\" cannot be used: ")
            .contains("spec.formula.penalties[0]: good 0.5 must be above bad 0.9: a low SuccessRatio is the bad one")
            .contains("spec.formula.penalties: the points must add up to 100, but add up to 90")
            .contains("spec.grades: healthy 50, warning 70, critical 90 must descend");
      });
      assertThat(config("wrong-profile").getData().get("monitor.json")).isEqualTo(before);
    });
  }

  /** Neither a spec that cannot be used nor a pause keeps a monitor beyond what it may reach; and both keep what they are for. */
  @Test
  @Order(15)
  void limitsOfTheAdministratorReachEveryMonitor() throws Exception {
    given("limits", FLEET + "  monitor: {plcsPerPod: 1}\n", plc("press-01", "modbus: {host: press-01}"), plc("press-02", "modbus: {host: press-02}"));
    await().until(() -> children("limits").size() == 11);
    annotate("limits", "plcfleet.io/paused-until", "2999-01-01T00:00:00Z");
    await().until(() -> Conditions.find(fleet("limits").getStatus().conditions(), "RepairPaused").isPresent());
    set("limits", "line-a-0").scale(0);
    await().untilAsserted(() -> assertThat(condition(fleet("limits"), "RepairPaused").message()).contains("StatefulSet line-a-0"));
    String before = config("limits").getData().get("monitor.json");

    operator.close();
    operator = operator("10.1.0.0/16");
    await().untilAsserted(() -> assertThat(networks("line-a-0")).isEqualTo(networks("line-a-1")).containsExactly("10.1.0.0/16"));
    assertThat(set("limits", "line-a-0").get().getSpec().getReplicas()).as("edited by hand").isZero();

    given("limits", FLEET + "  monitor: {plcsPerPod: 1}\n  profileRef: {name: nope}\n");
    await().untilAsserted(() -> assertThat(condition(fleet("limits"), Conditions.STALLED).reason()).isEqualTo("ProfileNotFound"));
    operator.close();
    operator = operator("10.1.7.0/24");
    await().untilAsserted(() -> assertThat(networks("line-a-0")).isEqualTo(networks("line-a-1")).containsExactly("10.1.7.0/24"));
    await().untilAsserted(() -> assertThat(condition(fleet("limits"), Conditions.STALLED).reason()).isEqualTo("ProfileNotFound"));
    assertThat(config("limits").getData().get("monitor.json")).as("its Plcs are still asked for").isEqualTo(before);

    operator.close();
    operator = operator();
    await().untilAsserted(() -> assertThat(networks("line-a-0")).isEqualTo(networks("line-a-1")).isEmpty());
    assertThat(set("limits", "line-a-0").get().getSpec().getReplicas()).isZero();
  }

  @Test
  @Order(16)
  void aNetworkPolicyIsKeptForAsLongAsTheAdministratorWantsIt() throws Exception {
    operator.close();
    operator = operator(Map.of(Networks.VARIABLE, "10.1.0.0/16,2001:db8::/48", OperatorConfig.POLICY_PROMETHEUS, "monitoring", OperatorConfig.NAMESPACE, "plcfleet-system"));
    given("policy", FLEET, plc("press-01", "modbus: {host: press-01}"));
    await().untilAsserted(() -> assertThat(portsOut()).containsExactly(502));
    given("policy", plc("robot-01", "s7: {host: robot-01}"));
    await().untilAsserted(() -> assertThat(portsOut()).containsExactly(102, 502));
    policy().edit(p -> {
      p.getSpec().getIngress().clear();
      p.getSpec().getEgress().getLast().getPorts().removeFirst();
      return p;
    });
    await().untilAsserted(() -> {
      assertThat(portsOut()).containsExactly(102, 502);
      assertThat(policy().get().getSpec().getIngress()).hasSize(2);
    });
    operator.close();
    operator = operator();
    await().until(() -> policy().get() == null);
  }

  private static List<Integer> portsOut() {
    return policy().get().getSpec().getEgress().getLast().getPorts().stream().map(port -> port.getPort().getIntVal()).toList();
  }

  private static Resource<NetworkPolicy> policy() {
    return client.network().v1().networkPolicies().inNamespace("policy").withName("line-a-monitors");
  }

  private static List<String> networks(String set) {
    return set("limits", set).get().getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
        .filter(variable -> variable.getName().equals(Networks.VARIABLE)).map(EnvVar::getValue).toList();
  }

  private static RollableScalableResource<StatefulSet> set(String namespace, String name) {
    return client.apps().statefulSets().inNamespace(namespace).withName(name);
  }

  private static void withoutRulesOfProfiles(Runnable story) {
    var crds = client.apiextensions().v1().customResourceDefinitions().withName("scoringprofiles.plcfleet.io");
    CustomResourceDefinition whole = crds.get();
    crds.edit(crd -> {
      forgetRules(crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema());
      return crd;
    });
    await().until(() -> takes("probe", PROFILE.replace("points: 100", "points: 90")));
    try {
      story.run();
    } finally {
      whole.getMetadata().setResourceVersion(null);
      whole.getMetadata().setManagedFields(null);
      client.resource(whole).forceConflicts().serverSideApply();
    }
  }

  private static boolean takes(String namespace, String profile) {
    namespace(namespace);
    try {
      client.resource(Serialization.unmarshal(profile, ScoringProfile.class)).inNamespace(namespace).dryRun().create();
      return true;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private static void forgetRules(JSONSchemaProps schema) {
    schema.setXKubernetesValidations(List.of());
    if (schema.getProperties() != null) schema.getProperties().values().forEach(FleetIT::forgetRules);
    if (schema.getItems() != null && schema.getItems().getSchema() != null) forgetRules(schema.getItems().getSchema());
  }

  @Test
  @Order(10)
  void twoFleetsNeverReadOnePlc() {
    given("two", FLEET, plc("press-01", "modbus: {host: press-01}"));
    await().until(() -> config("two") != null);
    given("two", FLEET.replace("name: line-a", "name: line-b"));
    await().untilAsserted(() -> assertThat(condition(client.resources(MonitorFleet.class).inNamespace("two").withName("line-b").get(), "Selected").message())
        .contains("not read here"));
    assertThat(client.configMaps().inNamespace("two").withName("line-b-0").get()).isNull();
  }

  private static final String FLEET = """
      apiVersion: plcfleet.io/v1alpha1
      kind: MonitorFleet
      metadata: {name: line-a}
      spec:
        selector: {matchLabels: {line: a}}
      """;

  private static final String PROFILE = """
      apiVersion: plcfleet.io/v1alpha1
      kind: ScoringProfile
      metadata: {name: press}
      spec:
        formula: {penalties: [{signal: SuccessRatio, points: 100, good: "0.987", bad: "0.9"}]}
      """;

  private static String plc(String name, String spec) {
    return """
        apiVersion: plcfleet.io/v1alpha1
        kind: Plc
        metadata: {name: %s, labels: {line: a}}
        spec:
          %s
          tags: [{name: life, address: "%s"}]
        """.formatted(name, spec, spec.startsWith("s7") ? "%DB1:0:INT" : "coil:1");
  }

  private static void given(String namespace, String... yamls) {
    namespace(namespace);
    for (String yaml : yamls) {
      Class<? extends HasMetadata> kind = yaml.contains("kind: Plc") ? Plc.class
          : yaml.contains("kind: ScoringProfile") ? ScoringProfile.class : MonitorFleet.class;
      String own = yaml.replace("host: ", "host: " + namespace + "-");  // an endpoint is one device, whatever the namespace
      client.resource(Serialization.unmarshal(own, kind)).inNamespace(namespace).forceConflicts().fieldManager("test").serverSideApply();
    }
  }

  private static void namespace(String name) {
    client.resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build()).serverSideApply();
  }

  private static MonitorFleet fleet(String namespace) {
    return client.resources(MonitorFleet.class).inNamespace(namespace).withName("line-a").get();
  }

  private static Plc plc(String namespace) {
    return client.resources(Plc.class).inNamespace(namespace).withName("press-01").get();
  }

  private static ConfigMap config(String namespace) {
    return client.configMaps().inNamespace(namespace).withName("line-a-0").get();
  }

  private static Condition condition(MonitorFleet fleet, String type) {
    assertThat(fleet.getStatus()).as("status of the fleet").isNotNull();
    return Conditions.find(fleet.getStatus().conditions(), type).orElseThrow();
  }

  private static Condition condition(Plc plc, String type) {
    assertThat(plc.getStatus()).as("status of the Plc").isNotNull();
    return Conditions.find(plc.getStatus().conditions(), type).orElseThrow();
  }

  /** Over whatever version there is: the operator writes its status meanwhile. */
  private static void annotate(String namespace, String key, String value) {
    client.resource(fleet(namespace)).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"annotations\": {\"" + key + "\": \"" + value + "\"}}}");
  }

  private static <T extends HasMetadata> T annotated(T object, String key, String value) {
    Map<String, String> annotations = new TreeMap<>(object.getMetadata().getAnnotations() == null ? Map.of() : object.getMetadata().getAnnotations());
    annotations.put(key, value);
    object.getMetadata().setAnnotations(annotations);
    return object;
  }

  private static List<HasMetadata> objects(String namespace) {
    List<HasMetadata> objects = new ArrayList<>();
    objects.addAll(client.configMaps().inNamespace(namespace).list().getItems());
    objects.addAll(client.secrets().inNamespace(namespace).list().getItems());
    objects.addAll(client.services().inNamespace(namespace).list().getItems());
    objects.addAll(client.apps().statefulSets().inNamespace(namespace).list().getItems());
    objects.addAll(client.resources(ServiceMonitor.class).inNamespace(namespace).list().getItems());
    objects.addAll(client.resources(PrometheusRule.class).inNamespace(namespace).list().getItems());
    return objects;
  }

  private static List<String> children(String namespace) {
    return objects(namespace).stream().map(o -> o.getKind() + "/" + o.getMetadata().getName()).toList();
  }

  private static Map<String, String> versions(String namespace) {
    Map<String, String> versions = new TreeMap<>();
    objects(namespace).forEach(o -> versions.put(o.getKind() + "/" + o.getMetadata().getName(), o.getMetadata().getResourceVersion()));
    return versions;
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200)).ignoreExceptions();  // what is not there yet
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
