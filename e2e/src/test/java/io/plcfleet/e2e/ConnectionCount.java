package io.plcfleet.e2e;

import io.plcfleet.simulator.Plant;
import io.plcfleet.simulator.SimulatedPlc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Counts the connections at each simulated device, as the kernel of this machine has them, ten times a second. */
final class ConnectionCount implements AutoCloseable {
  private static final String ESTABLISHED = "01";
  private static final int EVERY_MILLIS = 100;

  private final Set<Integer> ports;
  private final AtomicLong most = new AtomicLong();
  private final Thread looks = Thread.ofPlatform().daemon().name("connection-count").unstarted(this::look);
  private volatile boolean closed;

  ConnectionCount(Plant plant) {
    ports = plant.plcs().stream().map(SimulatedPlc::port).collect(Collectors.toSet());
    looks.start();
  }

  /** The most that one device had at a time. */
  long most() {
    return most.get();
  }

  private void look() {
    while (!closed) {
      try {
        Map<Integer, Long> now = new HashMap<>();
        count(Files.readAllLines(Path.of("/proc/net/tcp")), now);
        now.values().forEach(n -> most.accumulateAndGet(n, Math::max));
        Thread.sleep(EVERY_MILLIS);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** A line is number, local address and port in hexadecimal, remote ones, state, and more. */
  private void count(List<String> lines, Map<Integer, Long> now) {
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.trim().split("\\s+", -1);
      int port = Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16);
      if (ports.contains(port) && fields[3].equals(ESTABLISHED)) now.merge(port, 1L, Long::sum);
    }
  }

  @Override
  public void close() {
    closed = true;
    looks.interrupt();
  }
}
