package io.plcfleet.e2e;

import io.plcfleet.simulator.Plant;
import io.plcfleet.simulator.SimulatedPlc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/** Counts the connections at each simulated device, as the kernel of this machine has them, ten times a second. */
final class ConnectionCount implements AutoCloseable {
  private static final String ESTABLISHED = "01";
  private static final int EVERY_MILLIS = 100;

  private final Set<Integer> ports;
  private final Set<String> crowds = new ConcurrentSkipListSet<>();
  private final Thread looks = Thread.ofPlatform().daemon().name("connection-count").unstarted(this::look);
  private volatile boolean closed;

  ConnectionCount(Plant plant) {
    ports = plant.plcs().stream().map(SimulatedPlc::port).collect(Collectors.toSet());
    looks.start();
  }

  /** Devices that had more than one at a time, and from where. */
  Set<String> crowds() {
    return crowds;
  }

  /** The other ends of the connections of this moment, by the port of the device. The same end is the same connection. */
  Map<Integer, Set<String>> now() throws IOException {
    Map<Integer, Set<String>> now = new TreeMap<>();
    count(Files.readAllLines(Path.of("/proc/net/tcp")), now);
    return now;
  }

  private void look() {
    while (!closed) {
      try {
        now().forEach((port, peers) -> {
          if (peers.size() > 1) crowds.add(Instant.now() + " port " + port + ": " + peers);
        });
        Thread.sleep(EVERY_MILLIS);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** The kernel's list may name one connection twice when others come and go meanwhile. A line is number, local address and port in hexadecimal, remote ones, state, and more. */
  private void count(List<String> lines, Map<Integer, Set<String>> now) {
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.trim().split("\\s+", -1);
      int port = Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16);
      if (ports.contains(port) && fields[3].equals(ESTABLISHED)) now.computeIfAbsent(port, p -> new TreeSet<>()).add(fields[2]);
    }
  }

  @Override
  public void close() {
    closed = true;
    looks.interrupt();
  }
}
