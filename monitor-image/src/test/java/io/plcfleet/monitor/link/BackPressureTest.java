package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device that does not read, and a request that is more than the system takes at once. */
class BackPressureTest {
  private static final int REQUEST = 1 << 20;
  private final EventLoop loop = Loop.start();
  private ServerSocket server;
  private Probe probe;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket();
    server.setReceiveBufferSize(4096);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    probe = new Probe(loop, watcher -> new Bulky(loop, server.getLocalPort(), watcher));
  }

  @AfterEach
  void end() throws IOException {
    loop.close();
    server.close();
  }

  @Test
  void theRestIsSentWhenTheDeviceReads() {
    Thread.startVirtualThread(this::readAllAndAnswer);
    Probe.Event event = probe.read(Bulky.PLAN, Duration.ofSeconds(15));
    assertThat(((Bulky) probe.link()).hadToWait).isTrue();
    assertThat(event.outcome()).isInstanceOf(Outcome.Ok.class);
  }

  /** Half a request is on the way: no other may follow it. */
  @Test
  void aRequestThatIsNotTakenEndsTheConnection() {
    assertThat(probe.read(Bulky.PLAN, Duration.ofMillis(300), true).outcome()).isInstanceOf(Outcome.RequestTimeout.class);
    assertThat(probe.state()).isEqualTo(Link.State.Closed);
  }

  private void readAllAndAnswer() {
    try (Socket client = server.accept()) {
      Thread.sleep(200);
      byte[] request = client.getInputStream().readNBytes(REQUEST);
      for (int i = 0; i < REQUEST; i++) {
        if (request[i] != (byte) (i % 251)) return;  // not what was sent: no answer
      }
      client.getOutputStream().write(1);
      client.getInputStream().readNBytes(1);
    } catch (IOException | InterruptedException e) {
      // the test is over
    }
  }

  private static final class Bulky extends TcpLink {
    static final Plan PLAN = new Plan() {
      @Override
      public int tags() {
        return 0;
      }

      @Override
      public int request(int tag) {
        return 0;
      }

      @Override
      public void rehearse() {}
    };
    volatile boolean hadToWait;

    Bulky(Loop loop, int port, Watcher watcher) {
      super(loop, InetAddress.getLoopbackAddress().getHostAddress(), port, watcher);
    }

    @Override
    protected void greet() {
      try {
        open().channel().setOption(StandardSocketOptions.SO_SNDBUF, 4096);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      greeted();
    }

    @Override
    protected void takeGreeting(ByteBuffer in, int length) {}

    @Override
    protected void ask(Plan plan) {
      for (int sent = 0; sent < REQUEST; ) {
        ByteBuffer out = out();
        while (out.hasRemaining()) out.put((byte) (sent++ % 251));
        sendOut();
      }
      hadToWait = open().hasUnsent();
    }

    @Override
    protected boolean knows(Inquiry asked) {
      return false;
    }

    @Override
    protected void inquire(Inquiry asked) {}

    @Override
    protected int frameLength(ByteBuffer in) {
      return 1;
    }

    @Override
    protected void takeAnswer(ByteBuffer in, int length) {
      matched();
      answered(Readings.of(List.of()));
    }

    private Wire open() {
      Wire open = wire;
      if (open == null) throw new IllegalStateException("not open");
      return open;
    }
  }
}
