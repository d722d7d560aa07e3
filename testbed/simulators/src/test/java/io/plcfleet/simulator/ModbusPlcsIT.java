package io.plcfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.exceptions.ModbusTimeoutException;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Modbus devices as a client that we did not write sees them, through the proxy. */
class ModbusPlcsIT {
  private static Plant plant;
  private ModbusTcpClient client;

  @BeforeAll
  static void start() {
    plant = Plant.start("127.0.0.1", List.of(Device.gateway("dryer", 30, 7, 18, 29)));
  }

  @AfterAll
  static void end() {
    plant.close();
  }

  @BeforeEach
  void connect() throws Exception {
    var at = plant.plc("dryer-01");
    client = ModbusTcpClient.create(
        NettyTcpClientTransport.create(config -> config.setHostname(at.host()).setPort(at.port())),
        config -> config.setRequestTimeout(Duration.ofMillis(800)));
    client.connect();
  }

  @AfterEach
  void disconnect() throws Exception {
    client.disconnect();
  }

  @Test
  void theLifeCounterMovesAndStandsStillInStop() throws Exception {
    short before = lifeCounter(1);
    Thread.sleep(110);
    assertThat(lifeCounter(1)).isGreaterThan(before);

    plant.cpu("dryer-01", CpuState.Stop);
    short stopped = lifeCounter(1);
    Thread.sleep(110);
    assertThat(lifeCounter(1)).isEqualTo(stopped);
    plant.cpu("dryer", CpuState.Run);
    Thread.sleep(110);
    assertThat(lifeCounter(1)).isGreaterThan(stopped);
  }

  @Test
  void inputRegistersAndCoilsAnswerToo() throws Exception {
    var registers = ByteBuffer.wrap(client.readInputRegisters(2, new ReadInputRegistersRequest(0, 4)).registers());
    assertThat(registers.getShort(2)).isBetween((short) 550, (short) 750);
    assertThat(registers.getFloat(4)).isBetween(5.5f, 6.5f);
    assertThat(client.readCoils(2, new ReadCoilsRequest(0, 16)).coils()).hasSize(2);
  }

  @Test
  void aDeadUnitIsSilentWhileItsNeighboursAnswer() throws Exception {
    assertThat(plant.plcs()).hasSize(30).filteredOn(plc -> !plc.answers()).extracting(SimulatedPlc::unitId).containsExactly(7, 18, 29);
    assertThatThrownBy(() -> lifeCounter(7)).isInstanceOf(ModbusTimeoutException.class);
    for (var plc : plant.plcs()) {
      if (plc.answers()) {
        assertThat(lifeCounter(plc.unitId())).isNotNegative();
      }
    }
  }

  @Test
  void aRestartedDeviceIsBackOnItsPort() throws Exception {
    try (ModbusPlcs plcs = new ModbusPlcs("127.0.0.1")) {
      var address = plcs.serve(Device.modbus("press"));
      plcs.powerOff(Device.modbus("press"));
      assertThat(refusesWithin(Duration.ofSeconds(5), address)).isTrue();
      plcs.powerOn(Device.modbus("press"));
      try (var again = new ModbusSocket(address)) {
        assertThat(again.read(Duration.ofSeconds(5)).transaction()).isEqualTo(1);
      }
    }
  }

  /** The system takes a listening socket down when its selector turns next, which is after stop has returned. */
  private static boolean refusesWithin(Duration most, InetSocketAddress address) throws Exception {
    for (long end = System.nanoTime() + most.toNanos(); System.nanoTime() < end; Thread.sleep(10)) {
      try {
        new ModbusSocket(address).close();
      } catch (ConnectException e) {
        return true;
      }
    }
    return false;
  }

  @Test
  void addressesBeyond999AreIllegal() throws Exception {
    assertThat(client.readHoldingRegisters(1, new ReadHoldingRegistersRequest(998, 1)).registers()).containsExactly(999 >> 8, 999);
    assertThatThrownBy(() -> client.readHoldingRegisters(1, new ReadHoldingRegistersRequest(999, 1)))
        .asInstanceOf(InstanceOfAssertFactories.type(ModbusResponseException.class))
        .extracting(ModbusResponseException::getExceptionCode).isEqualTo(2);
  }

  @Test
  void nobodyCanWrite() {
    assertThatThrownBy(() -> client.writeSingleRegister(1, new WriteSingleRegisterRequest(5, 1)))
        .asInstanceOf(InstanceOfAssertFactories.type(ModbusResponseException.class))
        .extracting(ModbusResponseException::getExceptionCode).isEqualTo(1);
  }

  private short lifeCounter(int unit) throws Exception {
    return ByteBuffer.wrap(client.readHoldingRegisters(unit, new ReadHoldingRegistersRequest(0, 1)).registers()).getShort();
  }
}
