package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.Endpoint.OpcUa.SecurityMode;
import io.plcfleet.contract.Endpoint.OpcUa.SecurityPolicy;
import io.plcfleet.monitor.link.opcua.OpcUaLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake within a protocol ends the connection at once, and is told. */
class MistakeTest {
  private static final Duration LONG = Duration.ofSeconds(15);
  private final EventLoop loop = Loop.start();

  @AfterEach
  void end() {
    loop.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"greet", "ask", "frameLength", "takeAnswer", "overflow"})
  void endsTheConnectionAtOnce(String where) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> greet(server));
      Probe probe = new Probe(loop, watcher -> new Failing(loop, server.getLocalPort(), watcher, where));
      Probe.Event event = probe.read(new Nothing(), LONG);
      assertThat(event.outcome()).isInstanceOfSatisfying(Outcome.ProtocolError.class, e -> assertThat(e.sentence()).contains("a mistake, thrown by a test"));
      assertThat(event.after()).isLessThan(Duration.ofSeconds(3));
      assertThat(probe.state()).isEqualTo(Link.State.Closed);
    }
  }

  /** Without a request there is no answer: else what was never asked would pass for a PLC in good health. */
  @Test
  void nothingAskedIsNothingAnswered() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Probe probe = new Probe(loop, watcher -> new Failing(loop, server.getLocalPort(), watcher, "nowhere"));
      assertThat(probe.read(new Nothing(), LONG).outcome()).isInstanceOf(Outcome.ProtocolError.class);
    }
  }

  /** OPC UA: what comes late would end the session without a word of why; the probe that is given up ends the connection itself. */
  @Test
  void whoCannotDropWhatComesLateStaysNotOpen() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Probe probe = new Probe(loop, watcher -> new Failing(loop, server.getLocalPort(), watcher, "late"));
      assertThat(probe.read(new Nothing(), Duration.ofSeconds(1), true).outcome()).isInstanceOf(Outcome.RequestTimeout.class);
      assertThat(probe.state()).isEqualTo(Link.State.Closed);
      Link opcUa = new OpcUaLink(loop, new Endpoint.OpcUa("127.0.0.1", 4840, "/", SecurityPolicy.None, SecurityMode.None, null), probe);
      assertThat(opcUa.dropsLate()).isFalse();
    }
  }

  private static void greet(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.getInputStream().readNBytes(1);
      client.getOutputStream().write(1);
      client.getInputStream().readNBytes(1);
    } catch (IOException e) {
      // the test is over
    }
  }

  private record Nothing() implements Plan {
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
  }

  private static final class Failing extends TcpLink {
    private final String where;

    Failing(Loop loop, int port, Watcher watcher, String where) {
      super(loop, InetAddress.getLoopbackAddress().getHostAddress(), port, watcher);
      this.where = where;
    }

    @Override
    public boolean dropsLate() {
      return !where.equals("late");
    }

    @Override
    protected void greet() {
      fail("greet");
      greeted();
    }

    @Override
    protected void takeGreeting(ByteBuffer in, int length) {}

    @Override
    protected void ask(Plan plan) {
      fail("ask");
      if (where.equals("nowhere")) {
        answered(Readings.of(List.of()));
        return;
      }
      out().put((byte) 1);
      sendOut();
    }

    @Override
    protected boolean knows(Inquiry asked) {
      return false;
    }

    @Override
    protected void inquire(Inquiry asked) {}

    @Override
    protected int frameLength(ByteBuffer in) {
      fail("frameLength");
      return 1;
    }

    @Override
    protected void takeAnswer(ByteBuffer in, int length) {
      fail("takeAnswer");
      if (where.equals("overflow")) throw new StackOverflowError("a mistake, thrown by a test");
    }

    private void fail(String here) {
      if (where.equals(here)) throw new IllegalStateException("a mistake, thrown by a test");
    }
  }
}
