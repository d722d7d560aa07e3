package io.plcfleet.monitor.link.eip;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Link;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Probe;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.TagValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A probe may stay unanswered; what the controller says to it late belongs to nobody, and ends no session; and the session's own end. */
class LateAnswerTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int SESSION = 7;
  private final EventLoop loop = Loop.start();
  private ServerSocket server;
  private Probe probe;
  @SuppressWarnings("NullAway.Init")  // registering fills it in
  private volatile Socket controller;

  @BeforeEach
  void connect() throws Exception {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Endpoint.Eip endpoint = new Endpoint.Eip(server.getInetAddress().getHostAddress(), server.getLocalPort(), "");
    probe = new Probe(loop, watcher -> new EipLink(loop, endpoint, watcher));
    Thread.startVirtualThread(this::register);
    assertThat(probe.open(LONG).outcome()).isNull();
  }

  @AfterEach
  void end() throws IOException {
    loop.close();
    controller.close();
    server.close();
  }

  @Test
  void isDroppedWhetherSomebodyIsAskedOrNot() throws Exception {
    assertThat(read(SHORT)).isInstanceOf(Outcome.RequestTimeout.class);
    assertThat(read(SHORT)).isInstanceOf(Outcome.RequestTimeout.class);
    assertThat(probe.state()).isEqualTo(Link.State.Idle);
    answer(2, value(222));  // while nothing is asked
    Thread.startVirtualThread(() -> {
      requestsCame(3);
      answer(1, value(111));  // while the third is asked
      answer(3, value(333));
    });
    assertThat(((Outcome.Ok) read(LONG)).readings()).containsExactly(Reading.of(new TagValue.Numeric(333L)));
  }

  @Test
  void toWhatWasNeverAskedEndsTheSession() {
    assertThat(probe.after(() -> answer(5, value(111))).outcome()).isInstanceOf(Outcome.ProtocolError.class);
  }

  /** Status 1 of one tag, as for one that the controller has from another: the read itself has been answered. */
  @Test
  void ofATagThatTheControllerCannotReachIsItsFailure() throws Exception {
    Thread.startVirtualThread(() -> {
      requestsCame(1);
      answer(1, ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putInt(Cip.SEVERAL | 0x80 | Cip.EMBEDDED_ERROR << 16)
          .putShort((short) 1).putShort((short) 4).putInt(Cip.READ | 0x80 | 1 << 16).array());
    });
    assertThat(((Outcome.Ok) read(LONG)).readings()).containsExactly(Reading.refused(TagStatus.DeviceFailure));
  }

  /** Else the controller would keep it until its own timeout. */
  @Test
  void theEndOfTheLoopGivesTheSessionBack() throws Exception {
    loop.close();
    controller.setSoTimeout((int) LONG.toMillis());
    assertThat(controller.getInputStream().readAllBytes()).isEqualTo(EipFrames.unregister(SESSION));
  }

  private Outcome read(Duration timeout) throws Exception {
    return Objects.requireNonNull(probe.read(EipPlan.of(List.of("Life")), timeout, true).outcome());
  }

  private void register() {
    try {
      controller = server.accept();
      ByteBuffer session = ByteBuffer.wrap(controller.getInputStream().readNBytes(EipFrames.register().length));
      controller.getOutputStream().write(session.order(ByteOrder.LITTLE_ENDIAN).putInt(4, SESSION).array());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void requestsCame(int count) {
    try {
      int length = EipFrames.request(SESSION, 0, Cip.several(List.of(Cip.read(io.plcfleet.contract.EipAddress.of("Life"))))).length;
      controller.getInputStream().readNBytes(count * length);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A DINT. */
  private static byte[] value(int value) {
    return ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN).putInt(Cip.SEVERAL | 0x80).putShort((short) 1).putShort((short) 4)
        .putInt(Cip.READ | 0x80).putShort((short) EipValues.DINT).putInt(value).array();
  }

  /** Its frame is that of a request. */
  private void answer(long number, byte[] message) {
    try {
      controller.getOutputStream().write(EipFrames.request(SESSION, number, message));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
