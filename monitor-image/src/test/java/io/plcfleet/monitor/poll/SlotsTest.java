package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.Connection;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.monitor.Fleet;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.scoring.Profile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private final Slots slots = new Slots();

  @Test
  void oneDeviceHasOneReader() {
    assertThat(slots.take(s7("a", 1, 1))).isNull();
    assertThat(slots.take(s7("b", 1, 5))).contains("is read as a already");
  }

  @Test
  void noMoreConnectionsToOneHostAndPortThanDeclared() {
    assertThat(slots.take(s7("a", 3, 1))).isNull();
    assertThat(slots.take(s7("b", 4, 1))).isEqualTo("connection.maxSessions: 1 connection to rack.example:102 at most, held by a; raise it if the device has slots to spare");
    assertThat(slots.take(s7("b", 4, 2))).as("it held nothing").isNull();
    assertThat(slots.take(s7("c", 5, 2))).contains("2 connections", "held by a, b;");
  }

  @Test
  void unitsBehindAGatewayShareOne() {
    for (int unit = 1; unit < 30; unit++) {
      Endpoint.Modbus endpoint = new Endpoint.Modbus("gateway.example", 502, unit);
      assertThat(slots.take(plc("unit-" + unit, endpoint, endpoint, null, 1))).isNull();
    }
  }

  private static Assignment s7(String name, int slot, int maxSessions) {
    Endpoint.S7 endpoint = new Endpoint.S7("rack.example", 102, 0, slot, Endpoint.S7.ConnectionType.Basic);
    return plc(name, endpoint, null, endpoint, maxSessions);
  }

  private static Assignment plc(String name, Endpoint endpoint, Endpoint.@Nullable Modbus modbus, Endpoint.@Nullable S7 s7, int maxSessions) {
    LinkSettings link = Fleet.link(1000, 800);
    Connection connection = link.connection();
    PlcEntry entry = new PlcEntry(name, "uid-" + name, "r1", State.Read, modbus, s7, null, null, null, "plain", List.of(), null, "standard", null, null, Map.of());
    return new Assignment(entry, endpoint, new LinkSettings(link.polling(), link.heartbeat(),
        new Connection(connection.keepAlive(), connection.backoff(), maxSessions, connection.maxTagsPerRequest())), Profile.standard(), null);
  }
}
