package io.plcfleet.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An ADS server by ads-async, with the variables of a TwinCAT runtime, in a process of its own on a free port of the loopback address. */
public final class AdsPlc implements AutoCloseable {
  private final ChildProcess python;
  private final int port;

  private AdsPlc(ChildProcess python, int port) {
    this.python = python;
    this.port = port;
  }

  public static AdsPlc start() {
    return start(TestbedHome.ofThisMachine());
  }

  public static AdsPlc start(TestbedHome home) {
    var python = ChildProcess.start("ads-plc", List.of(home.python().toString(), "-c", ChildProcess.script("ads-plc.py")), Map.of());
    try {
      return new AdsPlc(python, Integer.parseInt(python.answer()));
    } catch (RuntimeException e) {
      python.close();
      throw e;
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** The state of the runtime; values do not depend on it. */
  public void cpu(CpuState state) {
    tell(state.name().toLowerCase(Locale.ROOT));
  }

  /** An online change of the program: every variable moves. */
  public void change() {
    tell("change");
  }

  /** Everything that was asked so far: the command, and its index group where it has one, as {@code 9:F009}. */
  public Set<String> asked() {
    return Set.of(python.ask("asked").split(" "));
  }

  @Override
  public void close() {
    python.close();
  }

  private void tell(String word) {
    String answer = python.ask(word);
    if (!answer.equals(word)) {
      throw new IllegalStateException("the ADS server answers " + answer + " to " + word);
    }
  }
}
