package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Loops;
import io.plcfleet.monitor.link.Timer;
import io.plcfleet.monitor.recording.Recordings;
import io.plcfleet.scoring.Profile;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop that is kept busy by something else: a part of its PLCs goes to a second one, on the connections that they have. */
class SecondLoopIT {
  private static final int PLCS = 20;
  private static final Duration WINDOW = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Loops loops = Loops.start(2);
  private final Shard shard = new Shard(loops, Clock.systemUTC(), new Recordings(Duration.ZERO), WINDOW.toNanos());
  private final List<ServerSocket> servers = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  @AfterEach
  void end() throws IOException {
    loops.close();
    for (ServerSocket server : servers) server.close();
  }

  @Test
  void noConnectionIsDroppedAndNoReadLost() throws Exception {
    for (int i = 0; i < PLCS; i++) serve();
    shard.apply(prepared(PLCS));
    Gateway.await("all PLCs answer", PATIENCE, () -> views().size() == PLCS && views().stream().allMatch(plc -> counts(plc).answered() > 2));
    Load load = new Load(loops.first());
    Gateway.await("PLCs on a second loop", PATIENCE, () -> loops.all().size() == 2 && placesOn(loops.all().getLast()) > 0);
    load.end();

    List<Long> then = views().stream().map(plc -> counts(plc).answered()).toList();
    Gateway.await("all PLCs are read on", PATIENCE,
        () -> IntStream.range(0, PLCS).allMatch(i -> counts(views().get(i)).answered() > then.get(i) + 3));
    assertThat(connections).hasValue(PLCS);
    assertThat(views()).allSatisfy(plc -> {
      assertThat(counts(plc).failed()).isZero();
      assertThat(counts(plc).reconnects()).isZero();
      assertThat(counts(plc).errors()).isEmpty();
    });

    // A PLC that goes ends where it is now, and one that comes is read as well.
    shard.apply(prepared(PLCS / 2));
    Gateway.await("half of them", PATIENCE, () -> views().size() == PLCS / 2);
    shard.apply(prepared(PLCS));
    Gateway.await("all again", PATIENCE, () -> views().size() == PLCS && views().stream().allMatch(plc -> counts(plc).answered() > 0));
    assertThat(connections).hasValue(PLCS + PLCS / 2);
  }

  private int placesOn(EventLoop loop) {
    return shard.placesOn(loop).orTimeout(10, TimeUnit.SECONDS).join();
  }

  private List<PlcView> views() {
    List<PlcView> views = new ArrayList<>();
    for (boolean isLast = false; !isLast; ) {
      isLast = shard.view(views.size(), 7, views).orTimeout(10, TimeUnit.SECONDS).join().isLast();
    }
    return views;
  }

  private static Counts counts(PlcView plc) {
    return Objects.requireNonNull(plc.reading()).counts();
  }

  private Prepared prepared(int plcs) {
    List<Assignment> assignments = new ArrayList<>();
    for (int i = 0; i < plcs; i++) {
      Endpoint.Modbus endpoint = new Endpoint.Modbus("127.0.0.1", servers.get(i).getLocalPort(), 1);
      PlcEntry entry = new PlcEntry("plc-" + i, "uid-" + i, "r1", State.Read, endpoint, null, null, null, null, "plain",
          List.of(Tag.of("life", "holding-register:1:INT").asEssential()), null, "standard", null, null, Map.of());
      assignments.add(new Assignment(entry, endpoint, Fleet.link(100, TIMEOUT.toMillis()), Profile.standard(), null));
    }
    return Prepared.of(new Assignments(1, Set.of("r1"), Map.of("standard", Profile.standard()), assignments));
  }

  private void serve() throws IOException {
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    servers.add(server);
    Thread.startVirtualThread(() -> {
      try {
        while (true) {
          Socket socket = server.accept();
          connections.incrementAndGet();
          Thread.startVirtualThread(() -> answer(socket));
        }
      } catch (IOException e) {
        // closed: the test is over
      }
    });
  }

  private static void answer(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] request = new byte[12];
      while (true) {
        in.readFully(request);
        socket.getOutputStream().write(new byte[] {request[0], request[1], 0, 0, 0, 5, 1, 3, 2, 0, 7});
      }
    } catch (IOException e) {
      // the monitor has gone
    }
  }

  /** Takes nearly all of a loop's time, ten milliseconds after ten milliseconds. */
  private static final class Load {
    private static final long SPELL = TimeUnit.MILLISECONDS.toNanos(10);
    private final EventLoop loop;
    private final Timer next = new Timer() {
      @Override
      protected void fire(long now) {
        while (loop.now() - now < SPELL) Thread.onSpinWait();
        loop.set(this, loop.now());
      }
    };

    Load(EventLoop loop) {
      this.loop = loop;
      loop.execute(() -> loop.set(next, loop.now()));
    }

    void end() {
      loop.execute(() -> loop.cancel(next));
    }
  }
}
