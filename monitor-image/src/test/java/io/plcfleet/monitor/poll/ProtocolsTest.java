package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtocolsTest {
  private record Device(Endpoint endpoint, String address) {}

  /** Addresses end in a number, which makes neighbours of them. */
  static Stream<Device> devices() {
    List<Device> devices = List.of(
        new Device(new Endpoint.Modbus("press", 502, 1), "holding-register:%d:INT"),
        new Device(new Endpoint.S7("press", 102, 0, 1, Endpoint.S7.ConnectionType.Basic), "%%DB1:%d0:INT"),
        new Device(new Endpoint.OpcUa("press", 4840, "", Endpoint.OpcUa.SecurityPolicy.None, Endpoint.OpcUa.SecurityMode.None, null), "ns=2;i=%d"),
        new Device(new Endpoint.Eip("press", 44818, ""), "Tag%d"),
        new Device(new Endpoint.Ads("press", 48898, "5.1.2.3.1.1", 851, "10.0.0.1.1.1"), "MAIN.Value%d"));
    assertThat(devices).extracting(device -> device.endpoint().getClass().getSimpleName())
        .containsExactlyInAnyOrderElementsOf(Stream.of(Endpoint.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
    return devices.stream();
  }

  @ParameterizedTest
  @MethodSource("devices")
  void noRequestAsksForMoreTagsThanTheDeviceBears(Device device) throws Exception {
    List<String> addresses = new ArrayList<>();
    for (int i = 1; i <= 5; i++) addresses.add(device.address().formatted(i));
    assertThat(tagsByRequest(Protocols.plan(device.endpoint(), addresses, 200))).containsOnly(5);
    assertThat(tagsByRequest(Protocols.plan(device.endpoint(), addresses, 2))).containsExactlyInAnyOrder(2, 2, 1);
  }

  private static List<Integer> tagsByRequest(Plan plan) {
    List<Integer> requests = new ArrayList<>();
    for (int i = 0; i < plan.tags(); i++) requests.add(plan.request(i));
    return requests.stream().distinct().map(request -> (int) requests.stream().filter(request::equals).count()).toList();
  }
}
