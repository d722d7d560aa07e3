package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.Maintenance;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Loops;
import io.plcfleet.monitor.recording.Recordings;
import io.plcfleet.scoring.Profile;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A Modbus gateway on the loopback that does to each request what a test says, and the shard that reads the units behind it. */
final class Gateway implements Closeable {
  enum Reaction { Answer, Silence, HangUp }

  interface Behaviour {
    /** @param connection counted from 1 */
    Reaction to(int connection, int unit) throws InterruptedException;
  }

  interface Meanwhile {
    void happens() throws IOException;
  }

  private static final int REQUEST_BYTES = 12;

  private final Loops loops = Loops.start(1);
  final EventLoop loop = loops.first();
  private final Shard shard;
  private final ServerSocket server;
  private final Behaviour behaviour;
  private final AtomicInteger connections = new AtomicInteger();
  private final Map<Integer, AtomicInteger> requests = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> registers = new ConcurrentHashMap<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final List<Assignment> plcs = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private Profile profile = Profile.standard();
  private volatile Socket newest = new Socket();

  Gateway(Behaviour behaviour) throws IOException {
    this(behaviour, Clock.systemUTC());
  }

  /** @param clock what the monitor takes for the time of day */
  Gateway(Behaviour behaviour, InstantSource clock) throws IOException {
    this.behaviour = behaviour;
    shard = new Shard(loops, clock, new Recordings(Duration.ZERO));
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  /** One more unit to read. Its name is unit- and the number. */
  Gateway unit(int unit, Duration interval, Duration timeout) {
    return unit(unit, Fleet.link(interval.toMillis(), timeout.toMillis()), null, Tag.of("life", "holding-register:1:INT").asEssential());
  }

  /** One more unit, or one that is known by other settings. */
  Gateway unit(int unit, LinkSettings link, @Nullable Maintenance maintenance, Tag... tags) {
    Endpoint.Modbus endpoint = new Endpoint.Modbus("127.0.0.1", server.getLocalPort(), unit);
    PlcEntry entry = new PlcEntry("unit-" + unit, "uid-" + unit, "r1", State.Read, endpoint, null, null, null, null, "plain", List.of(tags), null, "standard", null, maintenance, Map.of());
    plcs.removeIf(plc -> plc.entry().name().equals(entry.name()));
    plcs.add(new Assignment(entry, endpoint, link, profile, null));
    return this;
  }

  /** For the units that are named from now on. */
  Gateway by(Profile other) {
    profile = other;
    return this;
  }

  Gateway read() {
    Prepared prepared = Prepared.of(new Assignments(1, Set.of("r1"), Map.of("standard", profile), List.copyOf(plcs)));
    shard.apply(prepared);
    return this;
  }

  PlcView.Reading reading(int unit) {
    List<PlcView> views = new ArrayList<>();
    var _ = shard.view(0, Integer.MAX_VALUE, views).orTimeout(10, TimeUnit.SECONDS).join();
    PlcView plc = views.stream().filter(p -> p.assignment().entry().name().equals("unit-" + unit)).findFirst().orElseThrow();
    return Objects.requireNonNull(plc.reading());
  }

  boolean reachable(int unit) {
    return Boolean.TRUE.equals(reading(unit).reachable());
  }

  boolean unreachable(int unit) {
    return Boolean.FALSE.equals(reading(unit).reachable());
  }

  long answered(int unit) {
    return reading(unit).counts().answered();
  }

  int connections() {
    return connections.get();
  }

  int requests(int unit) {
    return requests.computeIfAbsent(unit, _ -> new AtomicInteger()).get();
  }

  /** Answers that were sent, of all units. */
  int answers() {
    return answers.get();
  }

  /** Connections that are open at present. */
  int open() {
    return open.get();
  }

  /** Requests that began with a register, counted from 1. */
  int requestsFrom(int register) {
    return registers.computeIfAbsent(register, _ -> new AtomicInteger()).get();
  }

  /** Heartbeats that were answered, of all units. */
  long probes() {
    return shard.traffic().orTimeout(10, TimeUnit.SECONDS).join().requests().getOrDefault(Traffic.Request.Heartbeat, new long[2])[0];
  }

  /** Closes the newest connection from the gateway's side. */
  void hangUp() throws IOException {
    newest.close();
  }

  /** The monitor's whole process stands still for that long, and until something has been done. */
  void standStill(Duration atLeast, Meanwhile meanwhile) throws IOException {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(() -> {
      began.countDown();
      pause(atLeast);
      until(done);
    });
    until(began);
    try {
      meanwhile.happens();
    } finally {
      done.countDown();
    }
  }

  static void until(CountDownLatch happened) {
    try {
      if (!happened.await(30, TimeUnit.SECONDS)) throw new AssertionError("not within 30 s");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void await(String what, Duration atMost, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > atMost.toNanos()) throw new AssertionError("not within " + atMost + ": " + what);
      pause(Duration.ofMillis(10));
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    loops.close();
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        newest = socket;
        int connection = connections.incrementAndGet();
        Thread.startVirtualThread(() -> serve(socket, connection));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(Socket socket, int connection) {
    open.incrementAndGet();
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] request = new byte[REQUEST_BYTES];
      while (true) {
        in.readFully(request);
        int unit = request[6];
        requests.computeIfAbsent(unit, _ -> new AtomicInteger()).incrementAndGet();
        int register = ((request[8] & 0xFF) << 8 | (request[9] & 0xFF)) + 1;
        registers.computeIfAbsent(register, _ -> new AtomicInteger()).incrementAndGet();
        switch (behaviour.to(connection, unit)) {
          case Answer -> {
            socket.getOutputStream().write(answer(request));
            answers.incrementAndGet();
          }
          case Silence -> { }
          case HangUp -> {
            return;
          }
        }
      }
    } catch (IOException | InterruptedException e) {
      // the monitor has gone
    } finally {
      open.decrementAndGet();
    }
  }

  /** All registers hold 7. */
  private static byte[] answer(byte[] request) {
    int bytes = 2 * request[11];
    byte[] answer = new byte[9 + bytes];
    System.arraycopy(request, 0, answer, 0, 8);
    answer[5] = (byte) (3 + bytes);
    answer[8] = (byte) bytes;
    for (int i = 10; i < answer.length; i += 2) answer[i] = 7;
    return answer;
  }
}
