package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Networks;
import io.plcfleet.monitor.link.modbus.ModbusLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host name whose addresses change, or of which there are several. */
class AddressesTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private volatile InetAddress[] addresses = {};
  private final EventLoop loop = EventLoop.begin(new Resolver(_ -> addresses, System::nanoTime, Networks.EVERYWHERE));
  private ServerSocket one;
  private ServerSocket other;
  private Probe probe;

  @BeforeEach
  void start() throws IOException {
    one = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
    other = new ServerSocket(one.getLocalPort(), 5, InetAddress.ofLiteral("127.0.0.2"));
    probe = new Probe(loop, watcher -> new ModbusLink(loop, "plc.example", one.getLocalPort(), watcher));
  }

  @AfterEach
  void end() throws IOException {
    loop.close();
    one.close();
    other.close();
  }

  @Test
  void aChangeIsFollowedAtTheNextConnect() throws Exception {
    addresses = new InetAddress[] {one.getInetAddress()};
    assertThat(probe.open(TIMEOUT).outcome()).isNull();
    assertThat(probe.link().phases().dns()).isPositive();
    assertThat(connectedTo()).isEqualTo("127.0.0.1");
    addresses = new InetAddress[] {other.getInetAddress()};
    probe.after(() -> {
      probe.link().close();
      probe.link().open(TIMEOUT.toNanos());
    });
    assertThat(connectedTo()).isEqualTo("127.0.0.2");
  }

  /** One of them is dead: each attempt takes the next. */
  @Test
  void severalAreTriedInTurn() throws Exception {
    addresses = new InetAddress[] {InetAddress.ofLiteral("127.0.0.3"), other.getInetAddress()};
    assertThat(probe.open(TIMEOUT).outcome()).isInstanceOf(Outcome.Refused.class);
    assertThat(probe.open(TIMEOUT).outcome()).isNull();
    assertThat(connectedTo()).isEqualTo("127.0.0.2");
  }

  private String connectedTo() throws IOException {
    Wire wire = ((TcpLink) probe.link()).wire;
    if (wire == null) throw new AssertionError("not connected");
    return ((InetSocketAddress) wire.channel().getRemoteAddress()).getAddress().getHostAddress();
  }
}
