package io.plcfleet.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.contract.Networks;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @Test
  void allHaveDefaults() {
    assertThat(Options.of(Map.of())).isEqualTo(new Options(Path.of("/etc/plcfleet/monitor.json"), Path.of("/etc/plcfleet-token/token"), 9400, 9401, Networks.USUAL));
  }

  @Test
  void allCanBeSet() {
    assertThat(Options.of(Map.of("PLCFLEET_CONFIG", "/a", "PLCFLEET_TOKEN_FILE", "/b", "PLCFLEET_METRICS_PORT", "1", "PLCFLEET_STATUS_PORT", "0",
        "PLCFLEET_ALLOWED_CIDRS", "10.1.0.0/16"))).isEqualTo(new Options(Path.of("/a"), Path.of("/b"), 1, 0, Networks.parse("10.1.0.0/16")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "65536", "94 00"})
  void aWrongPortIsNamedWithAWayOut(String port) {
    assertThatThrownBy(() -> Options.of(Map.of("PLCFLEET_STATUS_PORT", port)))
        .hasMessage("PLCFLEET_STATUS_PORT: \"" + port + "\" is not a port; expected 0 to 65535, for example 9401");
    assertThat(Main.start(Map.of("PLCFLEET_STATUS_PORT", port))).isEqualTo(2);
  }

  /** Taken for "all", a typing error would open what the administrator has closed. */
  @Test
  void aWrongNetworkIsNamedWithAWayOut() {
    assertThatThrownBy(() -> Options.of(Map.of("PLCFLEET_ALLOWED_CIDRS", "10.1.0.0-16")))
        .hasMessageStartingWith("PLCFLEET_ALLOWED_CIDRS: \"10.1.0.0-16\" is no network");
  }
}
