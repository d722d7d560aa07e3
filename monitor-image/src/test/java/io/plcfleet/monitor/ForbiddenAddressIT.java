package io.plcfleet.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.contract.Networks;
import io.plcfleet.scoring.Grade;
import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.ModbusPlcs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address outside of what the administrator permits: nothing is sent there, and the PLC is one that cannot be reached, with the reason. */
class ForbiddenAddressIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String FORBIDDEN = "is not among the networks that the administrator permits (chart value allowedCidrs): permitted are ";

  @TempDir @SuppressWarnings("NullAway.Init")  // JUnit fills it in
  Path folder;

  /** By name or number. */
  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void fromTheStart(String host) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); RunningMonitor monitor = new RunningMonitor(folder, Networks.parse("10.1.0.0/16"))) {
      monitor.load(new Fleet(100, 5000).modbus("press", InetSocketAddress.createUnresolved(host, server.getLocalPort()), 1, "holding-register:1:INT").json(1));
      PlcReport plc = monitor.awaitPlc("press", SOON, report -> Boolean.FALSE.equals(report.reachable()));
      assertThat(plc.problem()).startsWith(host.equals("localhost") ? "localhost: " : "127.0.0.1 is").contains(FORBIDDEN + "10.1.0.0/16");
      assertThat(plc.grade()).isEqualTo(Grade.PreFault);
      assertThat(plc.diagnosis()).as("nothing was seen of the link").isNull();
      assertThat(monitor.metric("plc_up{plc=\"press\"}")).isZero();
      assertThat(monitor.metric("plc_errors_total{plc=\"press\",class=\"AddressForbidden\"}")).isGreaterThanOrEqualTo(3);
      assertNobodyKnocked(server);
    }
  }

  /** As after a change at the name server: the connection that is up is not looked at again, the next one is. */
  @Test
  void onlyLater() throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 press.plant\n");
    Process process = null;
    try (ModbusPlcs plcs = new ModbusPlcs("127.0.0.1")) {
      int port = plcs.serve(Device.modbus("press")).getPort();
      try (ServerSocket elsewhere = new ServerSocket(port, 50, InetAddress.ofLiteral("127.0.0.2"))) {
        process = start(hosts, new Fleet(100, 800).modbus("press", InetSocketAddress.createUnresolved("press.plant", port), 1, "holding-register:1:INT"));
        int status = statusPort();
        press(status, plc -> Boolean.TRUE.equals(plc.reachable()));
        Files.writeString(hosts, "127.0.0.2 press.plant\n");
        plcs.close();
        PlcReport plc = press(status, later -> Boolean.FALSE.equals(later.reachable()));
        assertThat(plc.problem()).isEqualTo("press.plant: 127.0.0.2 " + FORBIDDEN + "127.0.0.1/32");
        assertThat(plc.lastOutcome()).isEqualTo("not asked: " + plc.problem());
        assertThat(plc.grade()).isEqualTo(Grade.PreFault);
        assertNobodyKnocked(elsewhere);
      }
    } finally {
      if (process != null) process.destroyForcibly();
    }
  }

  /** The monitor as a process of its own: what stands for a name server is the JDK's, for a whole process. */
  private Process start(Path hosts, Fleet fleet) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx48m", "-XX:+UseSerialGC", "-Djdk.net.hosts.file=" + hosts,
        "-cp", System.getProperty("java.class.path"), Main.class.getName());
    builder.environment().put("PLCFLEET_CONFIG", Files.writeString(folder.resolve("monitor.json"), fleet.json(1)).toString());
    builder.environment().put("PLCFLEET_TOKEN_FILE", Files.writeString(folder.resolve("token"), RunningMonitor.TOKEN).toString());
    builder.environment().put("PLCFLEET_METRICS_PORT", "0");
    builder.environment().put("PLCFLEET_STATUS_PORT", "0");
    builder.environment().put(Networks.VARIABLE, "127.0.0.1/32");
    return builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
  }

  private Path log() {
    return folder.resolve("log");
  }

  private int statusPort() throws IOException {
    Pattern port = Pattern.compile("health and status on port (\\d+)");
    for (long end = System.nanoTime() + SOON.toNanos(); System.nanoTime() - end < 0; RunningMonitor.sleep(Duration.ofMillis(50))) {
      Matcher matcher = port.matcher(Files.readString(log()));
      if (matcher.find()) return Integer.parseInt(matcher.group(1));
    }
    throw new AssertionError("no monitor: " + Files.readString(log()));
  }

  /** Waits until it is as wanted. */
  private static PlcReport press(int port, Predicate<PlcReport> wanted) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/status")).header("Authorization", "Bearer " + RunningMonitor.TOKEN).build();
    String body = "";
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (long end = System.nanoTime() + SOON.toNanos(); System.nanoTime() - end < 0; RunningMonitor.sleep(Duration.ofMillis(50))) {
        body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        for (PlcReport plc : new JsonMapper().readValue(body, MonitorReport.class).plcs()) {
          if (wanted.test(plc)) return plc;
        }
      }
    }
    throw new AssertionError("not within " + SOON + ": " + body);
  }

  private static void assertNobodyKnocked(ServerSocket server) throws IOException {
    server.setSoTimeout(1);
    assertThatThrownBy(server::accept).as("nobody has knocked").isInstanceOf(SocketTimeoutException.class);
  }
}
