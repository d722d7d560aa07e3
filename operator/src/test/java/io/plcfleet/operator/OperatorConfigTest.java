package io.plcfleet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.operator.status.Runbooks;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorConfigTest {
  @Test
  void readsNamespacesAndImage() {
    OperatorConfig config = OperatorConfig.of(Map.of(OperatorConfig.WATCH_NAMESPACES, "b, a,", OperatorConfig.MONITOR_IMAGE, "m:1"));
    assertThat(config.namespaces()).containsExactly("a", "b");
    assertThat(config.monitorImage()).isEqualTo("m:1");
    assertThat(config.healthPort()).isEqualTo(8080);
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> OperatorConfig.of(Map.of())).hasMessageContaining("PLCFLEET_MONITOR_IMAGE is not set");
    assertThatThrownBy(() -> OperatorConfig.of(Map.of(OperatorConfig.MONITOR_IMAGE, "m:1", OperatorConfig.HEALTH_PORT, "http")))
        .hasMessage("PLCFLEET_HEALTH_PORT=http is no port: give a number from 0 to 65535, or leave it out for 8080");
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
}
