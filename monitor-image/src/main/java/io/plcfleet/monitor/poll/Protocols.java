package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Link;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.ads.AdsLink;
import io.plcfleet.monitor.link.ads.AdsPlan;
import io.plcfleet.monitor.link.eip.EipLink;
import io.plcfleet.monitor.link.eip.EipPlan;
import io.plcfleet.monitor.link.modbus.ModbusLink;
import io.plcfleet.monitor.link.modbus.ModbusPlan;
import io.plcfleet.monitor.link.opcua.OpcUaLink;
import io.plcfleet.monitor.link.opcua.OpcUaPlan;
import io.plcfleet.monitor.link.s7.S7Link;
import io.plcfleet.monitor.link.s7.S7Plan;
import java.util.List;

/** The one place where a protocol is chosen. */
final class Protocols {
  private Protocols() {}

  static Link link(Loop loop, Endpoint endpoint, Link.Watcher watcher) {
    return switch (endpoint) {
      case Endpoint.Modbus modbus -> new ModbusLink(loop, modbus.host(), modbus.port(), watcher);
      case Endpoint.S7 s7 -> new S7Link(loop, s7, watcher);
      case Endpoint.OpcUa opcUa -> new OpcUaLink(loop, opcUa, watcher);
      case Endpoint.Eip eip -> new EipLink(loop, eip, watcher);
      case Endpoint.Ads ads -> new AdsLink(loop, ads, watcher);
    };
  }

  /** @param most tags that one request may ask for */
  static Plan plan(Endpoint endpoint, List<String> addresses, int most) throws BadTag {
    return switch (endpoint) {
      case Endpoint.Modbus modbus -> ModbusPlan.of(modbus.unitId(), addresses, most);
      case Endpoint.S7 _ -> S7Plan.of(addresses, most);
      case Endpoint.OpcUa _ -> OpcUaPlan.of(addresses, most);
      case Endpoint.Eip _ -> EipPlan.of(addresses, most);
      case Endpoint.Ads _ -> AdsPlan.of(addresses, most);
    };
  }

  static void check(Endpoint endpoint, String address) throws BadTag {
    switch (endpoint) {
      case Endpoint.Modbus _ -> ModbusPlan.check(address);
      case Endpoint.S7 _ -> S7Plan.check(address);
      case Endpoint.OpcUa _ -> OpcUaPlan.check(address);
      case Endpoint.Eip _ -> EipPlan.check(address);
      case Endpoint.Ads _ -> AdsPlan.check(address);
    }
  }
}
