package io.plcfleet.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.scoring.Reason;
import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.FaultProxy;
import io.plcfleet.simulator.FaultyLink;
import io.plcfleet.simulator.Latency;
import io.plcfleet.simulator.ModbusPlcs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with 30 units behind one connection, three of them dead. */
class GatewayIT {
  private static final int UNITS = 30;
  private static final Duration MEASURED = Duration.ofSeconds(10);

  @Test
  void deadUnitsTakeNothingFromTheLivingOnes(@TempDir Path folder) throws Exception {
    try (ModbusPlcs plcs = new ModbusPlcs("127.0.0.1"); RunningMonitor monitor = new RunningMonitor(folder)) {
      InetSocketAddress gateway = plcs.serve(Device.gateway("gateway", UNITS, 4, 5, 17));
      Fleet fleet = new Fleet(1000, 800);
      for (int unit = 1; unit <= UNITS; unit++) fleet.modbus("unit-" + unit, gateway, unit, "holding-register:1:INT");
      monitor.load(fleet.json(1));
      monitor.await(Duration.ofSeconds(25), r -> r.plcs().stream().filter(plc -> plc.reason() == Reason.Unreachable).count() == 3
          && r.plcs().stream().filter(plc -> Boolean.TRUE.equals(plc.reachable())).count() == UNITS - 3);

      Map<String, Double> before = answered(monitor);
      long began = System.nanoTime();
      RunningMonitor.sleep(MEASURED);
      Map<String, Double> after = answered(monitor);
      double due = (System.nanoTime() - began) / 1e9;  // once a second each

      MonitorReport report = monitor.report();
      for (PlcReport plc : report.plcs()) {
        double reads = after.getOrDefault(plc.name(), 0.0) - before.getOrDefault(plc.name(), 0.0);
        if (plc.reason() == Reason.Unreachable) {
          assertThat(reads).as(plc.name()).isZero();
        } else {
          assertThat(reads).as(plc.name()).isBetween(0.9 * due - 1, due + 1.5);
          assertThat(monitor.metric("plc_errors_total{plc=\"" + plc.name() + "\",class=\"RequestTimeout\"}")).isNaN();
        }
      }
      assertThat(report.plcs()).filteredOn(plc -> plc.reason() == Reason.Unreachable).extracting(PlcReport::name)
          .containsExactly("unit-4", "unit-5", "unit-17");
      assertThat(connectionsTo(gateway.getPort())).isEqualTo(1);
      assertThat(monitor.metric("plc_reconnects_total{plc=\"unit-1\"}")).isZero();
    }
  }

  /** When all units stay silent it is the connection: it is made anew, which the units alone would never cause. */
  @Test
  void aConnectionOnWhichNobodyAnswersIsMadeAnew(@TempDir Path folder) throws Exception {
    try (ModbusPlcs plcs = new ModbusPlcs("127.0.0.1"); FaultProxy proxy = FaultProxy.start(); RunningMonitor monitor = new RunningMonitor(folder)) {
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      FaultyLink wire = proxy.link("gateway", anyPort, plcs.serve(Device.gateway("gateway", 3)), Latency.NONE);
      Fleet fleet = new Fleet(200, 150);
      for (int unit = 1; unit <= 3; unit++) fleet.modbus("unit-" + unit, wire.address(), unit, "holding-register:1:INT");
      monitor.load(fleet.json(1));
      monitor.await(Duration.ofSeconds(5), r -> !r.plcs().isEmpty() && r.plcs().stream().allMatch(plc -> Boolean.TRUE.equals(plc.reachable())));
      wire.drop(1);
      monitor.await(Duration.ofSeconds(10), r -> r.plcs().stream().anyMatch(plc -> Boolean.FALSE.equals(plc.reachable())));
      wire.heal();
      monitor.await(Duration.ofSeconds(10), r -> r.plcs().stream().allMatch(plc -> Boolean.TRUE.equals(plc.reachable())));
      assertThat(monitor.metric("plc_reconnects_total{plc=\"unit-1\"}")).isPositive();
      assertThat(connectionsTo(wire.address().getPort())).isEqualTo(1);
    }
  }

  private static Map<String, Double> answered(RunningMonitor monitor) {
    String page = monitor.metrics();
    Map<String, Double> counts = new TreeMap<>();
    IntStream.rangeClosed(1, UNITS).mapToObj(unit -> "unit-" + unit).forEach(name -> {
      String series = "plc_reads_total{plc=\"" + name + "\",result=\"answered\"} ";
      counts.put(name, page.lines().filter(line -> line.startsWith(series)).mapToDouble(line -> Double.parseDouble(line.substring(series.length()))).sum());
    });
    return counts;
  }

  /** Established connections of this machine to a port, by the kernel's own table. */
  private static long connectionsTo(int port) throws IOException {
    String remote = ":%04X 01 ".formatted(port);
    long count = 0;
    for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
      count += Files.readAllLines(Path.of(table)).stream().filter(line -> line.contains(remote)).count();
    }
    return count;
  }
}
