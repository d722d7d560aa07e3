package io.plcfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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
  void oneFaultFollowsAnother() throws IOException {
    var kinds = List.of(new Fault.Freeze(), new Fault.Drop(1), new Fault.Refuse(), new Fault.Freeze(), new Fault.Reset(), new Fault.Refuse(),
        new Fault.Refuse(), new Fault.HangUp(), new Fault.Garbage(), new Fault.None());
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
