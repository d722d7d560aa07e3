package io.plcfleet.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.ModbusPlcs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitor as a process of its own. */
class MainIT {
  @Test
  void endsWithinThreeSecondsOfATermSignal(@TempDir Path folder) throws Exception {
    try (ModbusPlcs plcs = new ModbusPlcs("127.0.0.1")) {
      InetSocketAddress address = plcs.serve(Device.modbus("press"));
      Path config = Files.writeString(folder.resolve("monitor.json"), new Fleet(100, 800).modbus("press", address, 1, "holding-register:1:INT").json(1));
      Process process = start(Map.of("PLCFLEET_CONFIG", config.toString(), "PLCFLEET_METRICS_PORT", "0", "PLCFLEET_STATUS_PORT", "0", "PLCFLEET_ALLOWED_CIDRS", "127.0.0.0/8"));
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
  void idleConnectionsStarveNobodyAndAreCut(@TempDir Path folder) throws Exception {
    Process process = start(Map.of("PLCFLEET_CONFIG", folder.resolve("monitor.json").toString(), "PLCFLEET_METRICS_PORT", "0", "PLCFLEET_STATUS_PORT", "0"));
    List<Socket> idle = new ArrayList<>();
    try (BufferedReader log = log(process)) {
      Matcher port = Pattern.compile("health and status on port (\\d+)").matcher(lineWith(log, "PLC monitor: metrics on port "));
      assertThat(port.find()).isTrue();
      int status = Integer.parseInt(port.group(1));
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), status);
        if (i % 2 == 0) socket.getOutputStream().write("GET /health/live HTTP/1.1\r\nX-Slow:".getBytes(StandardCharsets.US_ASCII));
        idle.add(socket);
      }
      HttpURLConnection live = (HttpURLConnection) URI.create("http://127.0.0.1:" + status + "/health/live").toURL().openConnection();
      live.setConnectTimeout(1000);
      live.setReadTimeout(1000);
      assertThat(live.getResponseCode()).isEqualTo(200);
      long until = System.nanoTime() + Duration.ofSeconds(6).toNanos();
      for (Socket socket : idle) {
        socket.setSoTimeout((int) Math.max(1, (until - System.nanoTime()) / 1_000_000));
        assertThat(endOf(socket)).isTrue();
      }
    } finally {
      process.destroyForcibly();
      for (Socket socket : idle) socket.close();
    }
  }

  private static boolean endOf(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;  // reset
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
