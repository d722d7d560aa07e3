package io.plcfleet.e2e.proof;

import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.Fault;
import io.plcfleet.simulator.FaultProxy;
import io.plcfleet.simulator.FaultyLink;
import io.plcfleet.simulator.Latency;
import io.plcfleet.simulator.ModbusPlcs;
import io.plcfleet.simulator.Traffic;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A Modbus PLC behind a link that is tapped: what passes the tap is what the monitor sends, and what reaches it unless the link's fault takes it. */
record DrilledLink(String name, FaultyLink link) {
  /** As many moments as a tap surely still has. */
  private static final int REMEMBERED = 128;

  static DrilledLink near(FaultProxy proxy, ModbusPlcs plcs, String name) {
    return before(proxy, plcs.serve(Device.modbus(name)), name);
  }

  /** Behind a network that has a fault of its own all the time. */
  static DrilledLink across(Fault standing, FaultProxy proxy, ModbusPlcs plcs, String name) {
    FaultyLink network = proxy.link(name + "-network", anyPort(), plcs.serve(Device.modbus(name)), Latency.NONE);
    network.set(standing);
    return before(proxy, network.address(), name);
  }

  private static DrilledLink before(FaultProxy proxy, InetSocketAddress server, String name) {
    FaultyLink link = proxy.link(name, anyPort(), server, Latency.NONE);
    link.tap();
    return new DrilledLink(name, link);
  }

  /** From its first connection on. */
  Traffic whole() {
    Traffic seen = link.traffic();
    int most = Math.max(seen.requests().length, seen.answers().length);
    if (most > REMEMBERED) throw new IllegalStateException(name + ": the tap may have forgotten the beginning");
    return seen;
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
