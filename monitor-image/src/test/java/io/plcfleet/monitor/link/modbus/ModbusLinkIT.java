package io.plcfleet.monitor.link.modbus;

import io.plcfleet.monitor.link.BadTag;
import io.plcfleet.monitor.link.Link;
import io.plcfleet.monitor.link.LinkContract;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.TagValue;
import io.plcfleet.simulator.Device;
import io.plcfleet.simulator.ModbusPlcs;
import java.net.InetSocketAddress;
import java.util.List;

class ModbusLinkIT extends LinkContract {
  private final ModbusPlcs plcs = new ModbusPlcs("127.0.0.1");

  @Override
  protected InetSocketAddress server() {
    return plcs.serve(Device.modbus("plc"));
  }

  @Override
  protected void stopServer() {
    plcs.close();
  }

  @Override
  protected Link link(Loop on, InetSocketAddress address, Link.Watcher watcher) {
    return new ModbusLink(on, address.getHostString(), address.getPort(), watcher);
  }

  @Override
  protected Plan plan(List<String> addresses) throws BadTag {
    return ModbusPlan.of(1, addresses);
  }

  @Override
  protected String movingTag() {
    return "holding-register:1:INT";
  }

  /** The last register that the device has: what lies beside it shares its request. */
  @Override
  protected String fixedTag() {
    return "holding-register:999:INT";
  }

  @Override
  protected TagValue fixedValue() {
    return new TagValue.Numeric(999L);
  }

  @Override
  protected String missingTag() {
    return "holding-register:1000:INT";
  }

  @Override
  protected boolean hasGreeting() {
    return false;
  }
}
