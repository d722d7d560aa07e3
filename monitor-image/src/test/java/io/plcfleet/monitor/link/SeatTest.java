package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.link.modbus.ModbusLink;
import io.plcfleet.monitor.link.modbus.ModbusPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What moves from one loop to another, with the connection left open. */
class SeatTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private final EventLoop one = Loop.start();
  private final EventLoop other = Loop.start();
  private final Seat seat = new Seat(one);

  @AfterEach
  void end() {
    one.close();
    other.close();
  }

  @Test
  void anOpenConnectionGoesAlong() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> answer(server));
      Probe probe = new Probe(seat, watcher -> new ModbusLink(seat, server.getInetAddress().getHostAddress(), server.getLocalPort(), watcher));
      for (int i = 0; i < 10; i++) {
        assertThat(probe.read(ModbusPlan.of(1, List.of("holding-register:1:INT")), TIMEOUT).outcome()).isInstanceOf(Outcome.Ok.class);
        move(i % 2 == 0 ? other : one);
        Thread.sleep(5);  // a loop forgets a connection that left when it turns next
      }
    }
  }

  /** What the other side says on the way is not lost: here, that it hangs up. */
  @Test
  void whatArrivesOnTheWayIsReadThere() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Probe probe = new Probe(seat, watcher -> new ModbusLink(seat, server.getInetAddress().getHostAddress(), server.getLocalPort(), watcher));
      assertThat(probe.open(TIMEOUT).outcome()).isNull();
      Socket device = server.accept();
      CountDownLatch held = new CountDownLatch(1);
      other.execute(() -> await(held));
      assertThat(probe.after(() -> {
        seat.moveTo(other, () -> {});
        Thread.startVirtualThread(() -> hangUp(device, held));
      }).outcome()).isInstanceOf(Outcome.ClosedByPeer.class);
    }
  }

  @Test
  void timersGoAlongAndFireThereAtTheirTime() throws Exception {
    CompletableFuture<String> fired = new CompletableFuture<>();
    Timer timer = new Timer() {
      @Override
      protected void fire(long now) {
        fired.complete(Thread.currentThread().getName() + (now - due() >= 0 ? "" : " too early"));
      }
    };
    AtomicReference<String> there = new AtomicReference<>();
    seat.execute(() -> seat.set(timer, seat.now() + TimeUnit.MILLISECONDS.toNanos(100)));
    seat.execute(() -> seat.moveTo(other, () -> there.set(Thread.currentThread().getName())));
    assertThat(fired.get(5, TimeUnit.SECONDS)).isEqualTo(there.get());
  }

  /** Away from the loop nobody knows that it moves: who calls is served where it is. */
  @Test
  void errandsFollow() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CompletableFuture<EventLoop> ran = new CompletableFuture<>();
    CompletableFuture<String> on = new CompletableFuture<>();
    seat.execute(() -> {
      await(held);
      seat.moveTo(other, () -> {});
    });
    seat.execute(() -> {  // waits on the loop that the seat is about to leave
      ran.complete(seat.loop());
      on.complete(Thread.currentThread().getName());
    });
    CompletableFuture<String> name = new CompletableFuture<>();
    other.execute(() -> name.complete(Thread.currentThread().getName()));
    held.countDown();
    assertThat(ran.get(5, TimeUnit.SECONDS)).isSameAs(other);
    assertThat(on.get(5, TimeUnit.SECONDS)).isEqualTo(name.get(5, TimeUnit.SECONDS));
  }

  /** Its owner learns of the end over there, and may make a mistake of it. */
  @Test
  void whoWaitsForItHearsOfItAfterAMistakeToo() throws Exception {
    Link.Watcher mistaken = new Link.Watcher() {
      @Override
      public void opened(Link link) {}

      @Override
      public void outcome(Link link, Outcome outcome) {
        throw new IllegalStateException("a mistake, thrown by a test");
      }
    };
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); Selector selector = Selector.open()) {
      ModbusLink link = new ModbusLink(seat, "127.0.0.1", server.getLocalPort(), mistaken);
      Wire closed = Wire.connect(link, new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), new KeepAlive(60, 10, 6), selector);
      closed.close();
      Seat.on(seat, () -> closed);
      move(other);
    }
  }

  private void move(EventLoop target) throws Exception {
    CompletableFuture<Void> arrived = new CompletableFuture<>();
    seat.execute(() -> seat.moveTo(target, () -> arrived.complete(null)));
    arrived.get(5, TimeUnit.SECONDS);
  }

  private static void answer(ServerSocket server) {
    try (Socket client = server.accept()) {
      while (true) {
        byte[] request = client.getInputStream().readNBytes(12);
        if (request.length < 12) return;
        client.getOutputStream().write(new byte[] {request[0], request[1], 0, 0, 0, 5, 1, 3, 2, 0, 9});
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private static void hangUp(Socket device, CountDownLatch held) {
    try {
      device.close();
      Thread.sleep(50);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    held.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
