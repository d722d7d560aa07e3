package io.plcfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client sees of each fault, on the connection it has and on a new one, and that the link can be healed while it is in use. */
class FaultIT {
  private static final Duration LONG = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(300);

  private static Plant plant;
  private static FaultyLink link;
  private ModbusSocket open;

  @BeforeAll
  static void start() {
    plant = Plant.start("127.0.0.1", List.of(Device.modbus("press")));
    link = plant.link("press");
  }

  @AfterAll
  static void end() {
    plant.close();
  }

  @BeforeEach
  void connect() throws IOException {
    open = new ModbusSocket(address());
    assertThat(open.read(LONG).transaction()).isEqualTo(1);
  }

  @AfterEach
  void heal() throws IOException {
    open.close();
    link.heal();
    answersOnANewConnection();
  }

  @Test
  void aHealthyLinkAnswersAsSlowlyAsAPlc() throws IOException {
    for (int i = 0; i < 10; i++) {
      assertThat(open.read(LONG).took()).isGreaterThanOrEqualTo(Duration.ofMillis(6));
    }
  }

  @Test
  void slow() throws IOException {
    link.slow(Duration.ofMillis(200));
    assertThat(open.read(LONG).took()).isGreaterThanOrEqualTo(Duration.ofMillis(180));
    try (var another = new ModbusSocket(address())) {
      assertThat(another.read(LONG).took()).isGreaterThanOrEqualTo(Duration.ofMillis(180));
    }
    link.slow(Duration.ofMillis(400));
    assertThat(open.read(LONG).took()).isGreaterThanOrEqualTo(Duration.ofMillis(360));
    assertThat(link.fault()).isEqualTo(new Fault.Slow(Latency.about(Duration.ofMillis(400))));
  }

  @Test
  void dropLosesEveryAnswerAndKeepsTheConnection() throws IOException {
    link.drop(1);
    assertThatThrownBy(() -> open.read(SHORT)).isInstanceOf(SocketTimeoutException.class);
    link.heal();
    assertThat(open.read(LONG).transaction()).as("the lost answer stays lost").isEqualTo(3);
  }

  @Test
  void dropLosesSomeAnswers() throws IOException {
    link.drop(0.5);
    int sent = 40;
    int answered = 0;
    for (int i = 0; i < sent; i++) {
      try {
        open.read(Duration.ofMillis(100));
        answered++;
      } catch (SocketTimeoutException e) {
        // This one is lost.
      }
    }
    assertThat(answered).isBetween(5, 35);
  }

  @Test
  void freezeIsSilentAndDeliversWhenItThaws() throws IOException {
    link.freeze();
    assertThatThrownBy(() -> open.read(SHORT)).isInstanceOf(SocketTimeoutException.class);
    try (var another = new ModbusSocket(address())) {
      assertThatThrownBy(() -> another.read(SHORT)).isInstanceOf(SocketTimeoutException.class);
      link.heal();
      assertThat(open.receive(LONG).transaction()).as("what was held back").isEqualTo(2);
      assertThat(another.receive(LONG).transaction()).isEqualTo(1);
      assertThat(open.read(LONG).transaction()).isEqualTo(3);
    }
  }

  @Test
  void resetEndsTheConnectionAtOnceAndNewOnesAsWell() throws IOException {
    link.reset();
    assertThatThrownBy(() -> open.receive(LONG)).isInstanceOf(SocketException.class).hasMessageContaining("reset");
    // The RST may arrive before connecting has returned.
    assertThatThrownBy(FaultIT::connectAndReceive).isInstanceOf(SocketException.class).hasMessageContaining("reset");
  }

  @Test
  void hangUpEndsTheConnectionInGoodOrder() throws IOException {
    link.hangUp();
    assertThatThrownBy(() -> open.receive(LONG)).isInstanceOf(EOFException.class);
    assertThatThrownBy(FaultIT::connectAndReceive).isInstanceOf(EOFException.class);
  }

  @Test
  void refuseClosesThePort() {
    link.refuse();
    assertThatThrownBy(() -> open.receive(LONG)).isInstanceOf(IOException.class).isNotInstanceOf(SocketTimeoutException.class);
    assertThatThrownBy(() -> new ModbusSocket(address())).isInstanceOf(ConnectException.class);
  }

  @Test
  void garbageKeepsTheLengthAndLosesTheMeaning() throws IOException {
    link.garbage();
    open.send();
    byte[] noise = open.receiveBytes(11, LONG);
    assertThat(noise).hasSize(11);
    assertThat(Arrays.copyOf(noise, 9)).isNotEqualTo(new byte[] {0, 2, 0, 0, 0, 5, 1, 3, 2});
  }

  @Test
  void oneLostAnswerAndNoOther() throws IOException {
    link.set(new Fault.LoseOne());
    assertThatThrownBy(() -> open.read(SHORT)).isInstanceOf(SocketTimeoutException.class);
    assertThat(open.read(LONG).transaction()).isEqualTo(3);
    answersOnANewConnection();
  }

  @Test
  void corruptChangesOneByteOfAnAnswer() throws IOException {
    link.set(new Fault.Corrupt(1));
    for (int i = 0; i < 10; i++) {
      byte[] good = ByteBuffer.allocate(9).putShort((short) open.send()).putShort((short) 0).putShort((short) 5).put((byte) 1).put((byte) 3).put((byte) 2).array();
      byte[] got = open.receiveBytes(11, LONG);
      long changed = IntStream.range(0, good.length).filter(at -> got[at] != good[at]).count();
      assertThat(changed).as("in the value, or in what stands before it").isLessThanOrEqualTo(1);
    }
  }

  @Test
  void aWeakNetworkIsLateAndLosesAnswersForGood() throws IOException {
    link.set(new Fault.Weak(new Latency(Duration.ofMillis(80), Duration.ofMillis(40)), 0.25, 0));
    for (int i = 0; i < 10; i++) {
      assertThat(open.read(LONG).took()).isGreaterThanOrEqualTo(Duration.ofMillis(40));
    }
    link.set(new Fault.Weak(Latency.NONE, 0, 1));
    assertThatThrownBy(() -> open.read(SHORT)).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void aHijackedLinkIsSlow() throws IOException {
    link.set(new Fault.Hijack());
    long start = System.nanoTime();
    open.send();
    open.receiveBytes(11, LONG);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void aForgottenConnectionIsSilentAndNewOnesWork() throws Exception {
    link.set(new Fault.Forget(Duration.ofSeconds(1)));
    open.read(LONG);
    Thread.sleep(1100);
    assertThatThrownBy(() -> open.read(SHORT)).isInstanceOf(SocketTimeoutException.class);
    answersOnANewConnection();
  }

  @Test
  void aRouterThatForgetsLosesTheCloseAsWell() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); FaultProxy proxy = FaultProxy.start()) {
      FaultyLink forgets = proxy.link("forgets", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), (InetSocketAddress) server.getLocalSocketAddress(), Latency.NONE);
      forgets.set(new Fault.Forget(Duration.ZERO));
      Socket client = new Socket(forgets.address().getAddress(), forgets.address().getPort());
      try (Socket accepted = server.accept()) {
        client.close();
        accepted.setSoTimeout((int) SHORT.toMillis());
        assertThatThrownBy(() -> accepted.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        forgets.heal();
        accepted.setSoTimeout((int) LONG.toMillis());
        assertThat(accepted.getInputStream().read()).as("the end, once the router is another").isEqualTo(-1);
      }
    }
  }

  @Test
  void otherWordsOfTheSameLength() throws IOException {
    link.set(new Fault.Reword("000000", "000100"));  // protocol and the upper half of the length
    open.send();
    assertThat(Arrays.copyOfRange(open.receiveBytes(6, LONG), 2, 5)).containsExactly(0, 1, 0);
  }

  @Test
  void aReplyIsWhatWasOrdered() throws IOException {
    link.set(new Fault.Reply("0300000b06800001000100"));
    open.send();
    assertThat(open.receiveBytes(11, LONG)).isEqualTo(HexFormat.of().parseHex("0300000b06800001000100"));
    open.send();
    assertThatThrownBy(() -> open.receiveBytes(1, SHORT)).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void inFlightMeansInPlaceOfTheAnswer() throws IOException {
    link.set(new Fault.EndInFlight(true));
    assertThatThrownBy(() -> open.receive(SHORT)).as("at rest nothing happens").isInstanceOf(SocketTimeoutException.class);
    open.send();
    assertThatThrownBy(() -> open.receive(LONG)).isInstanceOf(SocketException.class).hasMessageContaining("reset");
    link.set(new Fault.EndInFlight(false));
    try (var another = new ModbusSocket(address())) {
      another.send();
      assertThatThrownBy(() -> another.receive(LONG)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void aTapKeepsTheTimesOfOneClock() throws IOException {
    link.tap();
    long before = System.nanoTime();
    for (Fault fault : List.of(new Fault.Garbage(), new Fault.None())) {
      link.set(fault); // neighbours that come and go do not make the tap take the connection for a new one
    }
    try (var another = new ModbusSocket(address())) {
      another.read(LONG);
      another.read(LONG);
    }
    Traffic traffic = link.traffic();
    assertThat(traffic.requests()).hasSize(2);
    assertThat(traffic.answers()).hasSize(2);
    assertThat(traffic.connects()[traffic.connects().length - 1]).isBetween(before, traffic.requests()[0]);
    assertThat(traffic.answers()[1]).isBetween(traffic.requests()[1], System.nanoTime());
  }

  @Test
  void nobodyAnswersInABlackHole() throws IOException {
    try (Blackhole hole = new Blackhole(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      assertThatThrownBy(() -> new ModbusSocket(hole.address())).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void oneFaultFollowsAnother() throws IOException {
    var kinds = List.of(new Fault.Freeze(), new Fault.Drop(1), new Fault.Refuse(), new Fault.Freeze(), new Fault.Reset(), new Fault.Refuse(),
        new Fault.Refuse(), new Fault.HangUp(), new Fault.Hijack(), new Fault.Forget(Duration.ZERO), new Fault.Garbage(), Fault.Weak.network(), new Fault.None());
    for (Fault fault : kinds) {
      link.set(fault);
      assertThat(link.fault()).isEqualTo(fault);
    }
    answersOnANewConnection();
  }

  @Test
  void aClientThatLeavesAFrozenLinkLeavesNothingBehind() throws IOException {
    link.freeze();
    for (int i = 0; i < 50; i++) {
      try (var another = new ModbusSocket(address())) {
        another.send();
      }
    }
    link.heal();
    answersOnANewConnection();
  }

  private static void answersOnANewConnection() throws IOException {
    try (var another = new ModbusSocket(address())) {
      assertThat(another.read(LONG).transaction()).isEqualTo(1);
    }
  }

  private static void connectAndReceive() throws IOException {
    try (var another = new ModbusSocket(address())) {
      another.receive(LONG);
    }
  }

  private static InetSocketAddress address() {
    return link.address();
  }
}
