package io.plcfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** S7 PLCs as a client sees them that knows four telegrams by heart, through the proxy. */
class S7PlcsIT {
  /** ISO connection request to rack 0, slot 1 as a basic connection. */
  private static final String CONNECT = "0300001611e00000000100c0010ac1020311c2020301";
  private static final String CONNECTION_CONFIRM = "d0";
  private static final String NEGOTIATE = "0300001902f08032010000000000080000f0000001000101e0";
  /** Six bytes of DB1 from byte 0, and four from byte 10. */
  private static final String READ_FROM_0 = "0300001f02f080320100000001000e00000401120a10020006000184000000";
  private static final String READ_FROM_10 = "0300001f02f080320100000002000e00000401120a10020004000184000050";
  /** System status list 0x0424: the operating state. */
  private static final String READ_CPU_STATE = "0300002102f080320700000003000800080001120411440100ff09000404240000";
  private static final int RUN = 8;
  private static final int STOP = 4;

  private static Plant plant;

  @BeforeAll
  static void start() {
    plant = Plant.start("127.0.0.1", List.of(Device.s7("robot-01"), Device.s7("robot-02")));
  }

  @AfterAll
  static void end() {
    plant.close();
  }

  @Test
  void theLifeCounterMovesAndStandsStillInStop() throws Exception {
    try (var client = new Client(plant.plc("robot-01"))) {
      short before = client.data(READ_FROM_0).getShort();
      Thread.sleep(150);
      assertThat(client.data(READ_FROM_0).getShort()).isGreaterThan(before);
      assertThat(client.data(READ_FROM_10).getFloat()).isBetween(55f, 75f);
      assertThat(client.cpuState()).isEqualTo(RUN);

      plant.cpu("robot-01", CpuState.Stop);
      assertThat(client.cpuState()).isEqualTo(STOP);
      short stopped = client.data(READ_FROM_0).getShort();
      Thread.sleep(150);
      assertThat(client.data(READ_FROM_0).getShort()).as("reads succeed in STOP, values stand still").isEqualTo(stopped);

      plant.cpu("robot-01", CpuState.Run);
      assertThat(client.cpuState()).isEqualTo(RUN);
      assertThat(plant.cpu("robot-01")).isEqualTo(CpuState.Run);
    }
  }

  @Test
  void onePlcInStopLeavesTheOtherRunning() throws Exception {
    plant.cpu("robot-01", CpuState.Stop);
    try (var client = new Client(plant.plc("robot-02"))) {
      assertThat(client.cpuState()).isEqualTo(RUN);
    } finally {
      plant.cpu("robot-01", CpuState.Run);
    }
  }

  @Test
  void aRestartedPlcIsBackOnItsPort() throws Exception {
    try (S7Plcs plcs = S7Plcs.start(List.of("robot"))) {
      var robot = new SimulatedPlc("robot", Protocol.S7, "127.0.0.1", plcs.address("robot").getPort(), 0, "robot", true);
      plcs.powerOff("robot");
      assertThatThrownBy(() -> new Client(robot)).isInstanceOf(ConnectException.class);
      plcs.powerOn("robot");
      try (var client = new Client(robot)) {
        assertThat(client.cpuState()).isEqualTo(RUN);
      }
    }
  }

  @Test
  void aFullPlcClosesFurtherConnections() throws Exception {
    try (S7Plcs plcs = S7Plcs.start(List.of("robot"))) {
      var robot = new SimulatedPlc("robot", Protocol.S7, "127.0.0.1", plcs.address("robot").getPort(), 0, "robot", true);
      plcs.places("robot", 1);
      try (var client = new Client(robot); var further = new Socket(robot.host(), robot.port())) {
        assertThat(client.cpuState()).isEqualTo(RUN);
        further.setSoTimeout(5000);
        assertThat(further.getInputStream().read()).as("the end").isEqualTo(-1);
      }
    }
  }

  private static final class Client implements AutoCloseable {
    private final Socket socket = new Socket();

    Client(SimulatedPlc plc) throws IOException {
      socket.connect(new InetSocketAddress(plc.host(), plc.port()), 2000);
      socket.setSoTimeout(5000);
      assertThat(HexFormat.of().formatHex(ask(CONNECT), 5, 6)).isEqualTo(CONNECTION_CONFIRM);
      ask(NEGOTIATE);
    }

    byte[] ask(String telegram) throws IOException {
      socket.getOutputStream().write(HexFormat.of().parseHex(telegram));
      var in = new DataInputStream(socket.getInputStream());
      byte[] header = in.readNBytes(4);
      return ByteBuffer.allocate(256).put(header).put(in.readNBytes(ByteBuffer.wrap(header).getShort(2) - 4)).array();
    }

    /** The value in the answer to a read of one item: after TPKT 4, COTP 3, S7 header 12, parameters 2, item header 4. */
    ByteBuffer data(String telegram) throws IOException {
      byte[] answer = ask(telegram);
      assertThat(answer[21]).as("return code of the item").isEqualTo((byte) 0xff);
      return ByteBuffer.wrap(answer, 25, 6);
    }

    int cpuState() throws IOException {
      return ask(READ_CPU_STATE)[44];
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
