package io.plcfleet.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndpointTest {
  @Test
  void hostsAreTheSameWhateverTheirCase() {
    assertThat(new Endpoint.Modbus("PLC-07.graz", 502, 1).identity()).isEqualTo(new Endpoint.Modbus("plc-07.Graz", 502, 1).identity());
  }

  @Test
  void unitsOfAGatewayAreTwoDevicesOnOneConnection() {
    Endpoint one = new Endpoint.Modbus("gw", 502, 1);
    Endpoint two = new Endpoint.Modbus("gw", 502, 2);
    assertThat(one.identity()).isEqualTo("modbus://gw:502/1").isNotEqualTo(two.identity());
    assertThat(one.connection()).isEqualTo(two.connection());
  }

  @Test
  void whoAsksMakesNoOtherRuntime() {
    Endpoint.Ads one = new Endpoint.Ads("CX-1", 48898, "5.1.2.3.1.1", 851, "10.0.0.1.1.1");
    assertThat(one.identity()).isEqualTo("ads://cx-1:48898/5.1.2.3.1.1:851").isEqualTo(new Endpoint.Ads("cx-1", 48898, "5.1.2.3.1.1", 851, "10.0.0.2.1.1").identity())
        .isNotEqualTo(new Endpoint.Ads("cx-1", 48898, "5.1.2.3.1.1", 852, "10.0.0.1.1.1").identity());
    assertThat(Endpoint.Ads.bytes("5.1.2.200.1.1")).containsExactly(5, 1, 2, 200, 1, 1);
  }

  @Test
  void theConnectionTypeMakesNoOtherCpu() {
    assertThat(new Endpoint.S7("fd00::7", 102, 0, 1, Endpoint.S7.ConnectionType.PG).identity())
        .isEqualTo("s7://[fd00::7]:102/0/1")
        .isEqualTo(new Endpoint.S7("fd00::7", 102, 0, 1, Endpoint.S7.ConnectionType.Basic).identity());
  }
}
