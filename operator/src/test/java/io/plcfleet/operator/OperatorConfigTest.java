package io.plcfleet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.status.Runbooks;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorConfigTest {
  @Test
  void readsNamespacesAndImage() {
    OperatorConfig config = OperatorConfig.of(Map.of(OperatorConfig.WATCH_NAMESPACES, "b, a,", OperatorConfig.MONITOR_IMAGE, "m:1"));
    assertThat(config.namespaces()).containsExactly("a", "b");
    assertThat(config.house()).isEqualTo(HouseRules.of("m:1"));
    assertThat(config.lease()).isNull();
    assertThat(config.healthPort()).isEqualTo(8080);
  }

  @Test
  void looksForPrometheusWhereItWatchesAndWhereItIsTold() {
    Map<String, String> everywhere = Map.of(OperatorConfig.MONITOR_IMAGE, "m:1", OperatorConfig.PROMETHEUS_NAMESPACES, "monitoring");
    assertThat(OperatorConfig.of(everywhere).onlookersIn()).as("all namespaces").isEmpty();
    Map<String, String> two = Map.of(OperatorConfig.MONITOR_IMAGE, "m:1", OperatorConfig.PROMETHEUS_NAMESPACES, "monitoring", OperatorConfig.WATCH_NAMESPACES, "plant");
    assertThat(OperatorConfig.of(two).onlookersIn()).containsExactly("monitoring", "plant");
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> OperatorConfig.of(Map.of())).hasMessageContaining("PLCFLEET_MONITOR_IMAGE is not set");
    assertThatThrownBy(() -> OperatorConfig.of(Map.of(OperatorConfig.MONITOR_IMAGE, "m:1", OperatorConfig.HEALTH_PORT, "http")))
        .hasMessage("PLCFLEET_HEALTH_PORT=http is no port: give a number from 0 to 65535, or leave it out for 8080");
  }

  @Test
  void readsTheNamedPrometheusServers() {
    assertThat(sources("")).isEmpty();
    assertThat(sources("plant=http://prometheus.monitoring:9090, office=https://prometheus.example/base"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("plant", URI.create("http://prometheus.monitoring:9090"), "office", URI.create("https://prometheus.example/base")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plant", "plant=", "=http://a:9090", "Plant=http://a:9090", "plant=file:///etc/passwd", "plant=http://user:secret@a:9090",
      "plant=http://a:9090?q=1", "plant=http://a:9090,plant=http://b:9090", "plant=prometheus:9090"})
  void refusesWhatIsNoAddressWithoutTellingIt(String text) {
    assertThatThrownBy(() -> sources(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("PLCFLEET_PROMETHEUS_SOURCES: entry ")
        .hasMessageContaining("for example plant=http://prometheus.monitoring:9090").hasMessageNotContaining("secret");
  }

  private static Map<String, URI> sources(String text) {
    return OperatorConfig.of(Map.of(OperatorConfig.MONITOR_IMAGE, "m:1", OperatorConfig.PROMETHEUS_SOURCES, text)).prometheusSources();
  }

  @Test
  void readsWhereTheDocumentsAre() {
    assertThat(OperatorConfig.of(Map.of(OperatorConfig.MONITOR_IMAGE, "m:1")).runbooks()).isEqualTo(Runbooks.NOT_SERVED);
    assertThat(docs("https://docs.example/plcfleet/").runbooks().address("PlcUnreachable")).isEqualTo("https://docs.example/plcfleet/runbooks/PlcUnreachable.md");
    assertThatThrownBy(() -> docs("docs.example")).hasMessage("PLCFLEET_DOCS_URL=docs.example is no address: give one as https://docs.example/plcfleet, or leave it out");
    assertThatThrownBy(() -> docs("https://docs.example/{{ x }}")).as("Prometheus would take it for a template").hasMessageContaining("is no address");
  }

  private static OperatorConfig docs(String address) {
    return OperatorConfig.of(Map.of(OperatorConfig.MONITOR_IMAGE, "m:1", OperatorConfig.DOCS_URL, address));
  }

  @Test
  void readsWhoMayAskMonitors() {
    assertThat(policy("", "").callers()).isNull();
    assertThat(policy("obs,monitoring", "plcfleet-system").callers()).isEqualTo(new HouseRules.Callers("plcfleet-system", List.of("monitoring", "obs")));
    assertThatThrownBy(() -> policy("monitoring", "")).hasMessage("PLCFLEET_NAMESPACE= is no namespace: with PLCFLEET_POLICY_PROMETHEUS give the operator's own, which monitors let in");
    assertThatThrownBy(() -> policy("http://monitoring", "a")).hasMessageStartingWith("PLCFLEET_POLICY_PROMETHEUS: \"http://monitoring\" is no namespace: give those of every Prometheus");
  }

  private static HouseRules policy(String prometheus, String namespace) {
    return OperatorConfig.of(Map.of(OperatorConfig.MONITOR_IMAGE, "m:1", OperatorConfig.POLICY_PROMETHEUS, prometheus, OperatorConfig.NAMESPACE, namespace)).house();
  }
}
