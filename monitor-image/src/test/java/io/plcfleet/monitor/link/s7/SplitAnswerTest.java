package io.plcfleet.monitor.link.s7;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.CpuState;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Probe;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagValue;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A PLC whose answers come in several COTP frames, in one segment or in many; as hand-made frames. */
class SplitAnswerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String CONFIRM = "0300001611d00001000100c0010ac1020100c2020101";
  private static final String SETUP = "0300000f02f000" + "3203000000010008" + "0300001302f080" + "00000000f0000001000101e0";
  private static final String DISCONNECT = "0300000b" + "06800001000100";
  private final EventLoop loop = Loop.start();
  private ServerSocket server;
  private Probe probe;
  private volatile boolean byteByByte;
  private volatile boolean disconnects;
  private volatile boolean silentToInquiries;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
    Endpoint.S7 endpoint = new Endpoint.S7(server.getInetAddress().getHostAddress(), server.getLocalPort(), 0, 1, Endpoint.S7.ConnectionType.Basic);
    probe = new Probe(loop, watcher -> new S7Link(loop, endpoint, watcher));
  }

  @AfterEach
  void end() throws IOException {
    loop.close();
    server.close();
  }

  @Test
  void inOneSegment() throws Exception {
    for (int i = 0; i < 3; i++) assertReads();
  }

  @Test
  void byteByByte() throws Exception {
    byteByByte = true;
    for (int i = 0; i < 3; i++) assertReads();
  }

  @Test
  void aPlcThatDisconnectsByTheProtocolHasClosed() throws Exception {
    assertReads();
    disconnects = true;
    assertThat(probe.read(S7Plan.of(List.of("%DB1:0:INT")), TIMEOUT).outcome()).isInstanceOf(Outcome.ClosedByPeer.class);
  }

  @Test
  void aPlcThatDoesNotTellItsStateIsAskedTwiceAndThenLeftAlone() throws Exception {
    silentToInquiries = true;
    assertThat(probe.open(TIMEOUT).outcome()).isNull();
    for (int i = 0; i < 2; i++) {
      assertThat(probe.link().canAsk(Inquiry.CpuState)).isTrue();
      assertThat(probe.ask(Inquiry.CpuState, Duration.ofMillis(100)).outcome()).isInstanceOf(Outcome.RequestTimeout.class);
    }
    assertThat(probe.link().canAsk(Inquiry.CpuState)).isFalse();
  }

  @Test
  void aPlcThatRefusesToTellItsStateIsUnknownAndAskedLaterOnly() throws Exception {
    assertThat(probe.open(TIMEOUT).outcome()).isNull();
    assertThat(probe.ask(Inquiry.CpuState, TIMEOUT).outcome()).isInstanceOfSatisfying(Outcome.Told.class, told -> {
      assertThat(told.fact()).isEqualTo(CpuState.Unknown);
      assertThat(told.refused()).isTrue();
    });
    assertThat(probe.link().canAsk(Inquiry.CpuState)).isFalse();
    assertThat(probe.link().canAsk(Inquiry.Identity)).isTrue();
    assertReads();
  }

  private void assertReads() throws Exception {
    assertThat(probe.read(S7Plan.of(List.of("%DB1:0:INT")), TIMEOUT).outcome()).isInstanceOfSatisfying(Outcome.Ok.class,
        ok -> assertThat(ok.readings()).containsExactly(Reading.of(new TagValue.Numeric(1234L))));
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.startVirtualThread(() -> serve(client));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(Socket socket) {
    HexFormat hex = HexFormat.of();
    try (socket) {
      socket.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; ; i++) {
        byte[] head = in.readNBytes(4);
        if (head.length < 4) return;
        String asked = hex.formatHex(in.readNBytes((head[3] & 0xFF) - head.length));
        if (i == 0) say(socket, CONFIRM);
        else if (i == 1) say(socket, SETUP);
        else if (asked.startsWith("3207", 6)) tell(socket, asked.substring(14, 18));
        else say(socket, disconnects ? DISCONNECT : value(asked.substring(14, 18)));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  /** A request for a system status list is refused, or stays without an answer. */
  private void tell(Socket socket, String reference) throws IOException {
    if (!silentToInquiries) say(socket, "0300002102f080" + "32070000" + reference + "000c" + "0004" + "00011208128401" + "0000000000" + "0a000000");
  }

  /** 1234 in three frames. */
  private static String value(String reference) {
    return "0300000d02f000" + "32030000" + reference + "0300000d02f000" + "000200060000" + "0300000f02f080" + "0401" + "ff040010" + "04d2";
  }

  private void say(Socket socket, String frames) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(frames);
    OutputStream out = socket.getOutputStream();
    if (!byteByByte) {
      out.write(bytes);
      return;
    }
    for (byte one : bytes) out.write(one);
  }
}
