package io.plcfleet.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** S7 servers by snap7, all in one process of node: one free port of the loopback address for each PLC. */
public final class S7Plcs implements AutoCloseable {
  private final ChildProcess node;
  private final Map<String, Integer> ports;
  private final Map<String, CpuState> states = new HashMap<>();

  private S7Plcs(ChildProcess node, Map<String, Integer> ports) {
    this.node = node;
    this.ports = ports;
  }

  public static S7Plcs start(List<String> names) {
    return start(TestbedHome.ofThisMachine(), names);
  }

  public static S7Plcs start(TestbedHome home, List<String> names) {
    var command = new ArrayList<>(List.of("node", "-e", ChildProcess.script("s7-plcs.js"), "--"));
    command.addAll(names);
    var node = ChildProcess.start("s7-plcs", command, Map.of("NODE_PATH", home.nodeModules().toString()));
    try {
      return new S7Plcs(node, new JsonMapper().readValue(node.answer(), new TypeReference<Map<String, Integer>>() {}));
    } catch (JsonProcessingException e) {
      node.close();
      throw new IllegalStateException("the S7 servers do not say where they listen", e);
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  public InetSocketAddress address(String name) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port(name));
  }

  public synchronized void cpu(String name, CpuState state) {
    tell(name, state.name().toLowerCase(Locale.ROOT) + " " + name);
    states.put(name, state);
  }

  /** Ends a server and its connections, as a power cut does. */
  public synchronized void powerOff(String name) {
    tell(name, "down " + name);
  }

  /** Starts it again, on the port that it had. */
  public synchronized void powerOn(String name) {
    tell(name, "up " + name);
  }

  /** How many connections a server takes; further ones are closed as soon as they are accepted. At first it is 1024; another number restarts it. */
  public synchronized void places(String name, int connections) {
    tell(name, "places " + name + " " + connections);
  }

  public synchronized CpuState cpu(String name) {
    port(name);
    return states.getOrDefault(name, CpuState.Run);
  }

  long pid() {
    return node.pid();
  }

  @Override
  public void close() {
    node.close();
  }

  private void tell(String name, String command) {
    port(name);
    String answer = node.ask(command);
    if (!answer.equals("ok")) {
      throw new IllegalStateException(name + ": " + answer);
    }
  }

  private int port(String name) {
    Integer port = ports.get(name);
    if (port == null) {
      throw new IllegalArgumentException("no S7 PLC is called " + name);
    }
    return port;
  }
}
