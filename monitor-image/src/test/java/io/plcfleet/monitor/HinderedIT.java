package io.plcfleet.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorConfig.Heartbeat;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Grade;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong on our own side is held against no PLC: it is neither reachable nor unreachable, loses no points and misses no heartbeat. */
class HinderedIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  /** A connection to a group of hosts is refused by our own system, as is one to an address that no route leads to. */
  private static final InetSocketAddress NO_WAY_OUT = InetSocketAddress.createUnresolved("224.0.0.1", 502);

  @TempDir @SuppressWarnings("NullAway.Init")  // JUnit fills it in
  Path folder;

  @Test
  void credentialsThatAreNotMounted() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
      PlcReport plc = afterThree(ErrorClass.ConfigError, fleet().opcUa("press", address, "late", "ns=2;s=Life"));
      assertThat(plc.problem()).contains("spec.opcUa.credentialsRef.name \"late\" has neither username nor client.key", "create the Secret");
    }
  }

  @Test
  void aHostThatLetsNothingOut() throws Exception {
    PlcReport plc = afterThree(ErrorClass.LocalFailure, fleet().modbus("press", NO_WAY_OUT, 1, "holding-register:1:INT"));
    assertThat(plc.problem()).as("nothing that is declared").isNull();
    assertThat(plc.lastOutcome()).isEqualTo("not asked, the monitor's own system refuses: Network is unreachable");
  }

  /** As many as make a PLC unreachable that does not answer. */
  private PlcReport afterThree(ErrorClass error, Fleet fleet) throws Exception {
    try (RunningMonitor monitor = new RunningMonitor(folder)) {
      monitor.load(fleet.json(1));
      String errors = "plc_errors_total{plc=\"press\",class=\"" + error + "\"}";
      monitor.await(SOON, _ -> monitor.metric(errors) >= 3);
      assertThat(monitor.metrics().lines().filter(line -> line.startsWith("plc_errors_total{"))).hasSize(1);
      assertThat(monitor.metric("plc_up{plc=\"press\"}")).isNaN();
      assertThat(monitor.metric("plc_success_ratio{plc=\"press\"}")).as("none of its turns was its own failure").isNaN();
      assertThat(monitor.metric("plc_heartbeat_miss_total{plc=\"press\"}")).isZero();
      assertThat(monitor.metric("plc_reads_total{plc=\"press\",result=\"failed\"}")).isZero();
      PlcReport plc = monitor.plc("press");
      assertThat(plc.reachable()).isNull();
      assertThat(plc.grade()).isEqualTo(Grade.Unknown);
      assertThat(plc.diagnosis()).isNull();
      return plc;
    }
  }

  private static Fleet fleet() {
    LinkSettings plain = Fleet.link(100, 5000);
    return new Fleet(new LinkSettings(plain.polling(), new Heartbeat(200, 5000, 2, null), plain.connection()));
  }
}
