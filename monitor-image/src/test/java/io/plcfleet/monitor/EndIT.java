package io.plcfleet.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.EipPlc;
import io.plcfleet.simulator.ModbusPlcs;
import io.plcfleet.simulator.OpcUaPlcs;
import io.plcfleet.simulator.S7Plcs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PLC has few connections and sessions: a monitor that ends leaves none behind, not until some timeout of the PLC either. */
class EndIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Path TCP = Path.of("/proc/net/tcp");
  private static final Path TCP6 = Path.of("/proc/net/tcp6");
  private static final String ESTABLISHED = "01";

  @Test
  void allConnectionsAndSessionsEndWithinASecond(@TempDir Path folder) throws Exception {
    try (ModbusPlcs modbus = new ModbusPlcs("127.0.0.1"); S7Plcs s7 = S7Plcs.start(List.of("robot")); OpcUaPlcs opcUa = new OpcUaPlcs("127.0.0.1");
        EipPlc eip = EipPlc.start()) {
      List<InetSocketAddress> servers = List.of(modbus.serve(Device.modbus("press")), s7.address("robot"), opcUa.serve("oven"), eip.address());
      RunningMonitor monitor = new RunningMonitor(folder);
      try {
        monitor.load(new Fleet(200, 2000).modbus("press", servers.get(0), 1, "holding-register:1:INT").s7("robot", servers.get(1), "%DB1:0:INT")
            .opcUa("oven", servers.get(2), null, "ns=2;s=Life").eip("mixer", servers.get(3), "Life").json(1));
        monitor.await(SOON, report -> report.serial() == 1 && report.plcs().stream().allMatch(plc -> Boolean.TRUE.equals(plc.reachable())));
        assertThat(servers).allMatch(server -> connections(server) == 1);
        assertThat(opcUa.sessions("oven")).isEqualTo(1);
      } finally {
        monitor.close();
      }
      long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
      while (System.nanoTime() < end && (opcUa.sessions("oven") > 0 || servers.stream().anyMatch(server -> connections(server) > 0))) Thread.sleep(10);
      assertThat(servers).allMatch(server -> connections(server) == 0);
      assertThat(opcUa.sessions("oven")).isZero();
    }
  }

  /** That the system keeps as established at a server. */
  private static long connections(InetSocketAddress server) {
    String port = String.format(":%04X", server.getPort());
    try {
      long count = 0;
      for (Path table : List.of(TCP, TCP6)) {
        count += Files.readAllLines(table).stream().skip(1).map(line -> line.strip().split("\\s+"))
            .filter(fields -> fields[1].endsWith(port) && fields[3].equals(ESTABLISHED)).count();
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
