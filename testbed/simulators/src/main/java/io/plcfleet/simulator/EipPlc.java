package io.plcfleet.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
    var python = ChildProcess.start("eip-plc", List.of(home.python().toString(), "-c", script()), Map.of());
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

  private static String script() {
    try (var in = EipPlc.class.getResourceAsStream("eip-plc.py")) {
      if (in == null) {
        throw new IllegalStateException("eip-plc.py is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
