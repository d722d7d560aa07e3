package io.plcfleet.monitor.link.ads;

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
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an AMS router answers when things are not as they should be, by frames made by hand. */
class RouterTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String RUN = "00000000" + "05000000";
  /** A variable that is an INT. */
  private static final String INT = "00000000" + "1e000000" + "1e000000" + "40400000" + "04000000" + "02000000" + "02000000" + "00000000" + "000000000000";
  private static final String VALUE = "00000000" + "02000000" + "d204";
  private static final String NO_SERVICE = "01070000";
  private final EventLoop loop = Loop.start();
  private ServerSocket server;
  private Probe probe;
  @SuppressWarnings("NullAway.Init")  // accepting fills it in
  private volatile Socket router;

  /** What it does on a connection. */
  private interface Script {
    void run() throws IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    var endpoint = new Endpoint.Ads(server.getInetAddress().getHostAddress(), server.getLocalPort(), "5.1.2.3.1.1", 851, "10.0.0.1.1.1");
    probe = new Probe(loop, watcher -> new AdsLink(loop, endpoint, watcher));
  }

  @AfterEach
  void end() throws IOException {
    loop.close();
    router.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutARouteItHangsUpAndTheWayOutIsNamed(boolean reset) {
    does(() -> {
      request();
      if (reset) router.setSoLinger(true, 0);
      router.close();
    });
    assertThat(probe.open(LONG).outcome()).isInstanceOfSatisfying(Outcome.HandshakeRejected.class,
        rejected -> assertThat(rejected.detail()).contains("no route for 10.0.0.1.1.1: add one"));
  }

  @ParameterizedTest
  @CsvSource({"6, 'no port 851: TwinCAT is in Config mode'", "7, no 5.1.2.3.1.1: check amsNetId", "30, only encrypted connections", "27, AMS error 0x01B"})
  void whatItDoesNotReachIsRefusedWithTheWayOut(int code, String words) {
    does(() -> refuse(request(), code));
    assertThat(probe.open(LONG).outcome()).isInstanceOfSatisfying(Outcome.HandshakeRejected.class, rejected -> assertThat(rejected.detail()).contains(words));
  }

  @Test
  void aRuntimeThatGoesIsOutOfReachAndItsConnectionStays() throws Exception {
    does(() -> {
      answer(request(), RUN);
      refuse(request(), 6);
    });
    assertThat(((Outcome.Ok) read(LONG)).readings()).containsExactly(Reading.refused(TagStatus.TargetUnreachable));
    assertThat(probe.state()).isEqualTo(Link.State.Idle);
  }

  /** What is late, and what the router asks of us, belongs to nobody and ends no connection. */
  @Test
  void lateAnswersAndQuestionsOfTheRouterAreDropped() throws Exception {
    does(() -> {
      answer(request(), RUN);
      byte[] late = request();
      byte[] asked = request();
      answer(late, INT);
      ask(asked);
      answer(asked, INT);
      answer(request(), VALUE);
    });
    AdsPlan plan = AdsPlan.of(List.of("MAIN.a"));
    assertThat(probe.open(LONG).outcome()).isNull();
    assertThat(probe.read(plan, SHORT, true).outcome()).isInstanceOf(Outcome.RequestTimeout.class);
    assertThat(readings(plan)).containsExactly(Reading.of(new TagValue.Numeric(1234L)));
  }

  /** Devices that do not take several questions at once are asked one by one, and so is what they refuse as a whole. */
  @Test
  void whatCannotBeAskedTogetherIsOneByOne() throws Exception {
    does(() -> {
      answer(request(), RUN);
      answer(request(), NO_SERVICE);
      answer(request(), INT);
      answer(request(), "10070000");
      answer(request(), INT);
      answer(request(), NO_SERVICE);
      answer(request(), VALUE);
      answer(request(), "10070000");
    });
    assertThat(readings(AdsPlan.of(List.of("MAIN.a", "MAIN.b", "MAIN.c"))))
        .containsExactly(Reading.of(new TagValue.Numeric(1234L)), Reading.refused(TagStatus.AddressError), Reading.refused(TagStatus.AddressError));
  }

  @Test
  void aDeviceWithoutTimeIsBusyAndIsAskedAgain() throws Exception {
    does(() -> {
      answer(request(), RUN);
      answer(request(), "08070000");
      answer(request(), INT);
      answer(request(), "08070000");
    });
    AdsPlan plan = AdsPlan.of(List.of("MAIN.a"));
    assertThat(readings(plan)).containsExactly(Reading.refused(TagStatus.DeviceBusy));
    assertThat(readings(plan)).containsExactly(Reading.refused(TagStatus.DeviceBusy));
  }

  @Test
  void anAnswerToAnotherCommandIsNone() throws Exception {
    does(() -> {
      answer(request(), RUN);
      byte[] other = request();
      other[22] = 4;
      answer(other, INT);
    });
    assertThat(read(LONG)).isInstanceOf(Outcome.ProtocolError.class);
  }

  private List<Reading> readings(AdsPlan plan) {
    return ((Outcome.Ok) Objects.requireNonNull(probe.read(plan, LONG, true).outcome())).readings();
  }

  private Outcome read(Duration timeout) throws Exception {
    return Objects.requireNonNull(probe.read(AdsPlan.of(List.of("MAIN.a")), timeout, true).outcome());
  }

  private void does(Script script) {
    Thread.startVirtualThread(() -> {
      try {
        router = server.accept();
        script.run();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
  }

  /** The next request: its header, whose numbers an answer takes over. */
  private byte[] request() throws IOException {
    byte[] head = router.getInputStream().readNBytes(AmsFrames.HEADER);
    router.getInputStream().readNBytes(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(26));
    return head;
  }

  private void answer(byte[] request, String data) throws IOException {
    send(request, 5, 0, data);
  }

  private void refuse(byte[] request, int code) throws IOException {
    send(request, 5, code, "");
  }

  private void ask(byte[] like) throws IOException {
    send(like, 4, 0, "");
  }

  private void send(byte[] request, int flags, int code, String data) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(data);
    byte[] head = request.clone();
    ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN)
        .putInt(2, 32 + bytes.length).putShort(24, (short) flags).putInt(26, bytes.length).putInt(30, code);
    router.getOutputStream().write(head);
    router.getOutputStream().write(bytes);
  }
}
