package io.plcfleet.e2e.proof;

import io.plcfleet.simulator.AdsPlc;
import io.plcfleet.simulator.Blackhole;
import io.plcfleet.simulator.EipPlc;
import io.plcfleet.simulator.FaultProxy;
import io.plcfleet.simulator.FaultyLink;
import io.plcfleet.simulator.HttpServerOfNode;
import io.plcfleet.simulator.ModbusPlcs;
import io.plcfleet.simulator.OpcUaPlcs;
import io.plcfleet.simulator.S7Plcs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What stands on the other side of the monitor: the servers, the proxy before them, the name server. */
final class Field implements AutoCloseable {
  final ModbusPlcs modbus = new ModbusPlcs("127.0.0.1");
  final FaultProxy proxy = FaultProxy.start();
  final HttpServerOfNode http = HttpServerOfNode.start();
  final Hosts hosts;
  final S7Plcs s7;
  final OpcUaPlcs opcUa = new OpcUaPlcs("127.0.0.1");
  /** For all that needs no server of its own. */
  final InetSocketAddress opcUaServer = opcUa.serve("plc", new OpcUaPlcs.Limits(1000, 10_000, Duration.ofHours(1)));
  final EipPlc eip = EipPlc.start();
  final AdsPlc ads = AdsPlc.start();
  /** For PLCs that are read ten times a second: they must not slow down the others. */
  final EipPlc eipReadOften = EipPlc.start();
  final AdsPlc adsReadOften = AdsPlc.start();
  private final List<Blackhole> holes = new ArrayList<>();
  private final List<AdsPlc> stopped = new ArrayList<>();

  /** @param s7Names of all S7 PLCs: they live in one process and cannot be added to */
  Field(Path folder, List<String> s7Names) {
    hosts = new Hosts(folder.resolve("hosts"));
    s7 = S7Plcs.start(s7Names);
  }

  /** A runtime of its own, which may be stopped. */
  AdsPlc adsToStop() {
    AdsPlc own = AdsPlc.start();
    stopped.add(own);
    return own;
  }

  /** Nobody answers any more where the link was, until the end. */
  void swallow(FaultyLink link) {
    link.refuse();
    try {
      holes.add(new Blackhole(link.address()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    holes.forEach(Blackhole::close);
    proxy.close();
    http.close();
    s7.close();
    opcUa.close();
    eip.close();
    ads.close();
    eipReadOften.close();
    adsReadOften.close();
    stopped.forEach(AdsPlc::close);
    modbus.close();
  }
}
