package io.plcfleet.e2e.proof;

import io.plcfleet.simulator.FaultProxy;
import io.plcfleet.simulator.HttpServerOfNode;
import io.plcfleet.simulator.ModbusPlcs;
import io.plcfleet.simulator.S7Plcs;
import java.nio.file.Path;
import java.util.List;

/** What stands on the other side of the monitor: the servers, the proxy before them, the name server. */
final class Field implements AutoCloseable {
  final ModbusPlcs modbus = new ModbusPlcs("127.0.0.1");
  final FaultProxy proxy = FaultProxy.start();
  final HttpServerOfNode http = HttpServerOfNode.start();
  final Hosts hosts;
  final S7Plcs s7;

  /** @param s7Names of all S7 PLCs: they live in one process and cannot be added to */
  Field(Path folder, List<String> s7Names) {
    hosts = new Hosts(folder.resolve("hosts"));
    s7 = S7Plcs.start(s7Names);
  }

  @Override
  public void close() {
    proxy.close();
    http.close();
    s7.close();
    modbus.close();
  }
}
