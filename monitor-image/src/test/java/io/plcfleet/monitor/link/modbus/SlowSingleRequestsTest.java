package io.plcfleet.monitor.link.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Probe;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A device that takes 50 ms for each request, and does not have register 20. */
class SlowSingleRequestsTest {
  private static final int MISSING = 20;
  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private final EventLoop loop = Loop.start();
  private final AtomicInteger requests = new AtomicInteger();

  @AfterEach
  void end() {
    loop.close();
  }

  @Test
  void theTimeoutIsThatOfEachRequest() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> serve(server));
      Probe probe = new Probe(loop, watcher -> new ModbusLink(loop, server.getInetAddress().getHostAddress(), server.getLocalPort(), watcher));
      ModbusPlan plan = ModbusPlan.of(1, IntStream.rangeClosed(1, 50).mapToObj(i -> "holding-register:" + i + ":INT").toList());
      assertBadTagAlone(probe.read(plan, TIMEOUT));
      assertThat(requests.getAndSet(0)).isBetween(7, 14);
      assertBadTagAlone(probe.read(plan, TIMEOUT));
      assertThat(requests.get()).isBetween(2, 7);
    }
  }

  private static void assertBadTagAlone(Probe.Event event) {
    assertThat(event.after()).isGreaterThan(TIMEOUT);
    assertThat(event.outcome()).isInstanceOf(Outcome.Ok.class);
    List<Reading> readings = ((Outcome.Ok) Objects.requireNonNull(event.outcome())).readings();
    for (int i = 1; i <= 50; i++) assertThat(readings.get(i - 1).status()).isEqualTo(i == MISSING ? TagStatus.AddressError : TagStatus.Ok);
  }

  private void serve(ServerSocket server) {
    try (Socket client = server.accept()) {
      while (true) {
        byte[] request = client.getInputStream().readNBytes(12);
        if (request.length < 12) return;
        requests.incrementAndGet();
        Thread.sleep(50);
        ByteBuffer asked = ByteBuffer.wrap(request);
        int start = asked.getShort(8) + 1;
        int quantity = asked.getShort(10);
        boolean bad = start <= MISSING && MISSING < start + quantity;
        ByteBuffer answer = ByteBuffer.allocate(bad ? 9 : 9 + 2 * quantity).putShort(asked.getShort(0)).putShort((short) 0);
        answer.putShort((short) (answer.capacity() - 6)).put((byte) 1).put((byte) (bad ? 0x83 : 3)).put((byte) (bad ? 2 : 2 * quantity));
        client.getOutputStream().write(answer.array());
      }
    } catch (IOException | InterruptedException e) {
      // the test is over
    }
  }
}
