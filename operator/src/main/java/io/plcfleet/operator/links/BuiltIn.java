package io.plcfleet.operator.links;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig.Backoff;
import io.plcfleet.contract.MonitorConfig.Connection;
import io.plcfleet.contract.MonitorConfig.Heartbeat;
import io.plcfleet.contract.MonitorConfig.KeepAlive;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.Polling;

/** What holds where nobody says otherwise. Sources: R-26 polling by connection type, R-30 the three layers that keep a link. */
final class BuiltIn {
  /** As many tags as a Plc may have: the protocol's own limit holds. */
  static final int MOST_TAGS = 200;
  private static final Heartbeat HEARTBEAT = new Heartbeat(15_000, 5_000, 2, null);
  private static final Connection CONNECTION = new Connection(new KeepAlive(60, 10, 6), new Backoff(1_000, 1.5, 30_000), 1, MOST_TAGS);

  private BuiltIn() {}

  static LinkSettings of(Endpoint endpoint) {
    return new LinkSettings(polling(endpoint), HEARTBEAT, CONNECTION);
  }

  /** What a connection of this kind is called in keys and messages. */
  static String kind(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Modbus _, Endpoint.OpcUa _, Endpoint.Eip _, Endpoint.Ads _ -> endpoint.protocol();
      case Endpoint.S7 s7 -> endpoint.protocol() + "-" + s7.connectionType();
    };
  }

  private static Polling polling(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Modbus _, Endpoint.Eip _, Endpoint.Ads _ -> new Polling(1_000, 800);
      case Endpoint.OpcUa _ -> new Polling(2_000, 1_500);  // a CPU takes its time over the keys of a session
      case Endpoint.S7 s7 -> switch (s7.connectionType()) {
        case PG -> new Polling(5_000, 3_000);  // the engineer's slot: as little as possible
        case OP -> new Polling(10_000, 2_000);
        case Basic -> new Polling(2_000, 1_000);
      };
    };
  }
}
