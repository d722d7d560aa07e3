package io.plcfleet.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.ModbusPlcs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitor as a process of its own. */
class MainIT {
  @Test
  void endsWithinThreeSecondsOfATermSignal(@TempDir Path folder) throws Exception {
    try (ModbusPlcs plcs = new ModbusPlcs("127.0.0.1")) {
      InetSocketAddress address = plcs.serve(Device.modbus("press"));
      Path config = Files.writeString(folder.resolve("monitor.json"), new Fleet(100, 800).modbus("press", address, 1, "holding-register:1:INT").json(1));
      Process process = start(Map.of("PLCFLEET_CONFIG", config.toString(), "PLCFLEET_METRICS_PORT", "0", "PLCFLEET_STATUS_PORT", "0"));
      try (BufferedReader log = log(process)) {
        assertThat(lineWith(log, "PLC monitor: metrics on port ")).contains("health and status on port ", config.toString());
        assertThat(lineWith(log, "Loaded configuration 1 with 1 PLCs")).contains("INFO");
        long asked = System.nanoTime();
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void aWrongEnvironmentEndsItWithCodeTwo() throws Exception {
    Process process = start(Map.of("PLCFLEET_METRICS_PORT", "many"));
    try (BufferedReader log = log(process)) {
      assertThat(lineWith(log, "PLCFLEET_METRICS_PORT")).contains("\"many\" is not a port; expected 0 to 65535, for example 9400");
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aPortInUseEndsItWithCodeOne(@TempDir Path folder) throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = String.valueOf(taken.getLocalPort());
      Process process = start(Map.of("PLCFLEET_CONFIG", folder.toString(), "PLCFLEET_METRICS_PORT", "0", "PLCFLEET_STATUS_PORT", port));
      try (BufferedReader log = log(process)) {
        assertThat(lineWith(log, "Cannot listen")).contains(port);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static Process start(Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(List.of(
        ProcessHandle.current().info().command().orElse("java"), "-Xmx48m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).start();
  }

  private static BufferedReader log(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String lineWith(BufferedReader log, String words) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line; (line = log.readLine()) != null; seen.append(line).append('\n')) {
      if (line.contains(words)) return line;
    }
    throw new AssertionError("no line with \"" + words + "\" in:\n" + seen);
  }
}
