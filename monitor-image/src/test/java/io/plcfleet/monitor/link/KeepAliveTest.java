package io.plcfleet.monitor.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.monitor.link.modbus.ModbusLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Objects;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The options as the socket itself has them. */
class KeepAliveTest {
  private final EventLoop loop = Loop.start();

  @AfterEach
  void end() {
    loop.close();
  }

  @Test
  void itIsSetWhenTheConnectionOpensAndWhileItIsOpen() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Probe probe = new Probe(loop, watcher -> new ModbusLink(loop, server.getInetAddress().getHostAddress(), server.getLocalPort(), watcher));
      probe.link().keepAlive(new KeepAlive(7, 3, 2));
      assertThat(probe.open(Duration.ofSeconds(1)).outcome()).isNull();
      assertThat(option(probe, StandardSocketOptions.TCP_NODELAY)).isTrue();
      assertOptions(probe, 7, 3, 2);
      probe.after(() -> {
        probe.link().keepAlive(new KeepAlive(61, 11, 7));
        probe.opened(probe.link());
      });
      assertOptions(probe, 61, 11, 7);
    }
  }

  @Test
  void whatTheSystemDoesNotTakeIsRefused() {
    assertThatThrownBy(() -> new KeepAlive(0, 10, 6)).hasMessageContaining("idle seconds: 0 is not within 1 to 32767");
    assertThatThrownBy(() -> new KeepAlive(60, 32768, 6)).hasMessageContaining("interval seconds: 32768");
    assertThatThrownBy(() -> new KeepAlive(60, 10, 128)).hasMessageContaining("count: 128 is not within 1 to 127");
  }

  private static void assertOptions(Probe probe, int idle, int interval, int count) {
    assertThat(option(probe, StandardSocketOptions.SO_KEEPALIVE)).isTrue();
    assertThat(option(probe, ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(idle);
    assertThat(option(probe, ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(interval);
    assertThat(option(probe, ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(count);
  }

  private static <T> T option(Probe probe, SocketOption<T> option) {
    try {
      return Objects.requireNonNull(((TcpLink) probe.link()).wire).channel().getOption(option);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
