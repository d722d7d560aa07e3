package io.plcfleet.monitor.link.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Link;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Probe;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway's connection outlives the silence of one unit; what that unit says late belongs to nobody. */
class LateAnswerTest {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int REQUEST_BYTES = 12;
  private final EventLoop loop = Loop.start();
  private ServerSocket server;
  private Probe probe;
  private Socket gateway;

  @BeforeEach
  void connect() throws Exception {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    probe = new Probe(loop, watcher -> new ModbusLink(loop, server.getInetAddress().getHostAddress(), server.getLocalPort(), watcher));
    assertThat(probe.open(LONG).outcome()).isNull();
    gateway = server.accept();
  }

  @AfterEach
  void end() throws IOException {
    loop.close();
    gateway.close();
    server.close();
  }

  @Test
  void aLateAnswerIsDroppedWhetherSomebodyIsAskedOrNot() throws Exception {
    assertThat(read(4, true, SHORT)).isInstanceOf(Outcome.RequestTimeout.class);
    assertThat(read(5, true, SHORT)).isInstanceOf(Outcome.RequestTimeout.class);
    assertThat(probe.state()).isEqualTo(Link.State.Idle);
    answer(1, 4, 111);  // while nobody is asked
    Thread.startVirtualThread(() -> {
      requestsCame(3);
      answer(2, 5, 222);  // while unit 6 is asked
      answer(3, 6, 333);
    });
    Outcome.Ok ok = (Outcome.Ok) read(6, true, LONG);
    assertThat(ok.readings()).containsExactly(Reading.of(new TagValue.Numeric(333L)));
  }

  @Test
  void aLateAnswerAndTheRightOneMayComeInOneSegment() throws Exception {
    assertThat(read(4, true, SHORT)).isInstanceOf(Outcome.RequestTimeout.class);
    Thread.startVirtualThread(() -> {
      requestsCame(2);
      send(1, 4, 111, 2, 5, 222);
    });
    Outcome.Ok ok = (Outcome.Ok) read(5, true, LONG);
    assertThat(ok.readings()).containsExactly(Reading.of(new TagValue.Numeric(222L)));
  }

  @Test
  void anAnswerToARequestThatNeverWasEndsTheConnection() throws Exception {
    assertThat(read(4, true, SHORT)).isInstanceOf(Outcome.RequestTimeout.class);
    assertThat(probe.after(() -> answer(9, 4, 111)).outcome()).isInstanceOf(Outcome.ProtocolError.class);
    assertThat(probe.state()).isEqualTo(Link.State.Closed);
  }

  @Test
  void aSingleUnitEndsTheConnectionBySilence() throws Exception {
    assertThat(read(1, false, SHORT)).isInstanceOf(Outcome.RequestTimeout.class);
    assertThat(probe.state()).isEqualTo(Link.State.Closed);
  }

  private Outcome read(int unit, boolean staysOpen, Duration timeout) throws Exception {
    return Objects.requireNonNull(probe.read(ModbusPlan.of(unit, List.of("holding-register:1:INT")), timeout, staysOpen).outcome());
  }

  private void requestsCame(int count) {
    try {
      gateway.getInputStream().readNBytes(count * REQUEST_BYTES);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void answer(int transaction, int unit, int value) {
    send(transaction, unit, value);
  }

  /** Transaction, unit and value of each answer. */
  private void send(int... answers) {
    ByteBuffer out = ByteBuffer.allocate(11 * answers.length / 3);
    for (int i = 0; i < answers.length; i += 3) {
      out.putShort((short) answers[i]).putShort((short) 0).putShort((short) 5).put((byte) answers[i + 1]).put((byte) 3).put((byte) 2).putShort((short) answers[i + 2]);
    }
    try {
      gateway.getOutputStream().write(out.array());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
