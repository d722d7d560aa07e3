package io.plcfleet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.Condition.Status;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.operator.metrics.FleetBoard;
import io.plcfleet.operator.metrics.Meters;
import io.plcfleet.operator.status.Conditions;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who looks at a fleet, by prometheus-operator's own types on a real API server. That scrapes arrive is shown where monitors run. */
class LookingIT {
  private final ApiServer server = new ApiServer().withResourceTypes();
  private final KubernetesClient client = server.client();

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void aPrometheusThatTakesNothingIsToldApartFromNone() throws Exception {
    try (Stream<Path> files = Files.list(ApiServer.testbed().resolve("prometheus-operator-crds"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*(servicemonitors|prometheusrules|prometheuses|prometheusagents)\\.yaml")).toList()) {
        client.load(Files.newInputStream(file)).serverSideApply();
      }
    }
    Stream.of("plant", "monitoring", "elsewhere").forEach(name -> client.resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build()).serverSideApply());
    client.resource(Serialization.unmarshal("metadata: {name: press-01, namespace: plant}\nspec: {modbus: {host: press-01}, tags: [{name: life, address: \"holding-register:1:INT\"}]}",
        Plc.class)).create();
    client.resource(Serialization.unmarshal("metadata: {name: line-a, namespace: plant}\nspec: {selector: {}}", MonitorFleet.class)).create();
    prometheus("elsewhere", "serviceMonitorSelector: {}, serviceMonitorNamespaceSelector: {}, ruleSelector: {}, ruleNamespaceSelector: {}");
    OperatorConfig config = OperatorConfig.of(Map.of(OperatorConfig.MONITOR_IMAGE, "plcfleet/monitor:test",
        OperatorConfig.WATCH_NAMESPACES, "plant", OperatorConfig.PROMETHEUS_NAMESPACES, "monitoring"));
    try (FleetOperator operator = new FleetOperator(client, config, new Meters(), Clock.systemUTC()).start()) {
      becomes(Status.UNKNOWN, "SelectionUnknown", "there is no such object in namespaces monitoring, plant");
      assertThat(board(operator).serviceMonitorSelected()).isNull();

      prometheus("monitoring", "serviceMonitorSelector: {matchLabels: {release: stack}}, serviceMonitorNamespaceSelector: {matchLabels: {plant: \"yes\"}}, ruleSelector: {matchLabels: {release: stack}}, ruleNamespaceSelector: {}");
      becomes(Status.FALSE, "NotSelected", "Prometheus monitoring/k8s takes ServiceMonitors with the label release=stack only: set it in spec.prometheus.serviceMonitor.labels");
      assertThat(board(operator).serviceMonitorSelected()).isFalse();

      patch("{\"spec\":{\"prometheus\":{\"serviceMonitor\":{\"labels\":{\"release\":\"stack\"}},\"rules\":{\"labels\":{\"release\":\"stack\"}}}}}");
      becomes(Status.FALSE, "NotSelected", "takes ServiceMonitors of namespaces with the label plant=yes only: label namespace plant");
      assertThat(board(operator).ruleSelected()).isTrue();

      client.namespaces().withName("plant").edit(n -> {
        n.getMetadata().getLabels().put("plant", "yes");
        return n;
      });
      becomes(Status.UNKNOWN, "NotScrapedYet", "Prometheus monitoring/k8s takes the ServiceMonitor, Prometheus monitoring/k8s takes the PrometheusRule");
      assertThat(board(operator).serviceMonitorSelected()).isTrue();
    }
  }

  private static FleetBoard.View board(FleetOperator operator) {
    return operator.board().views().getFirst();
  }

  private void prometheus(String namespace, String spec) {
    client.resource(Serialization.unmarshal("apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: k8s, namespace: " + namespace + "}\nspec: {" + spec + "}",
        GenericKubernetesResource.class)).create();
  }

  private void patch(String json) throws IOException {
    client.resources(MonitorFleet.class).inNamespace("plant").withName("line-a").patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  private void becomes(Status status, String reason, String message) {
    await().untilAsserted(() -> {
      MonitorFleet fleet = client.resources(MonitorFleet.class).inNamespace("plant").withName("line-a").get();
      Condition monitored = Conditions.find(fleet.getStatus().conditions(), "Monitored").orElseThrow();
      assertThat(monitored.status()).isEqualTo(status);
      assertThat(monitored.reason()).isEqualTo(reason);
      assertThat(monitored.message()).contains(message);
    });
  }

  /** It looks every 30 s. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(250)).ignoreExceptions();
  }
}
