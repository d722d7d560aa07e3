package io.plcfleet.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** An EtherNet/IP server by cpppo, with the tags of a Logix controller, in a process of its own on a free port of the loopback address. */
public final class EipPlc implements AutoCloseable {
  private final ChildProcess python;
  private final int port;

  private EipPlc(ChildProcess python, int port) {
    this.python = python;
    this.port = port;
  }

  public static EipPlc start() {
    return start(TestbedHome.ofThisMachine());
  }

  public static EipPlc start(TestbedHome home) {
    var python = ChildProcess.start("eip-plc", List.of(home.python().toString(), "-c", ChildProcess.script("eip-plc.py")), Map.of());
    try {
      return new EipPlc(python, Integer.parseInt(python.answer()));
    } catch (RuntimeException e) {
      python.close();
      throw e;
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public void close() {
    python.close();
  }
}
