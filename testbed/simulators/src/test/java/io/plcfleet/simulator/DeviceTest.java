package io.plcfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceTest {
  @Test
  void aGatewayLivesInAllButItsDeadUnits() {
    assertThat(Device.gateway("dryer", 5, 2, 4).livingUnits()).containsExactly(1, 3, 5);
    assertThat(Device.modbus("press").livingUnits()).containsExactly(1);
  }

  @Test
  void refusesWhatNoDeviceCanBe() {
    assertThatThrownBy(() -> Device.modbus("Press 1")).hasMessageContaining("no name");
    assertThatThrownBy(() -> Device.gateway("dryer", 248)).hasMessageContaining("1 to 247");
    assertThatThrownBy(() -> Device.gateway("dryer", 3, 4)).hasMessageContaining("dead unit 4");
    assertThatThrownBy(() -> new Device("robot", Protocol.S7, 2, Set.of(), 0)).hasMessageContaining("S7");
  }

  @Test
  void aFileMayLeaveOutWhatIsObvious() throws IOException {
    assertThat(Plant.read(json("[{\"name\": \"press\", \"protocol\": \"modbus\"}]"))).containsExactly(Device.modbus("press"));
    assertThat(Plant.read(json("[{\"name\": \"dryer\", \"protocol\": \"Modbus\", \"units\": 3, \"deadUnits\": [2], \"port\": 15030}]")))
        .containsExactly(Device.gateway("dryer", 3, 2).onPort(15030));
  }

  @Test
  void theDemoHasEightModbusDevicesOrUnitsAtLeastAndFourS7PlcsOnPortsOfTheirOwn() {
    var demo = Plant.demo();
    assertThat(demo.stream().filter(device -> device.protocol() == Protocol.S7)).hasSize(4);
    assertThat(demo.stream().filter(device -> device.protocol() == Protocol.Modbus && !device.isGateway())).hasSize(6);
    assertThat(demo.stream().filter(Device::isGateway)).singleElement()
        .satisfies(gateway -> assertThat(gateway.livingUnits()).hasSize(27).contains(1, 2));
    assertThat(demo.stream().map(Device::port)).doesNotHaveDuplicates().doesNotContain(0);
  }

  private static ByteArrayInputStream json(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
