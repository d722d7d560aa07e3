package io.plcfleet.monitor.poll;

import io.plcfleet.monitor.config.Assignment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who holds what of the devices: one reader per device, and at one host and port no more connections than are declared. First come, first served. */
final class Slots {
  private final Map<String, String> readers = new HashMap<>();  // by identity
  private final Map<String, Map<String, String>> connections = new HashMap<>();  // by address; the first PLC on each

  /** @return why it may not be read, naming who holds what it wants; null: it may, and holds it from now on */
  @Nullable String take(Assignment plc) {
    String name = plc.entry().name();
    String reader = readers.putIfAbsent(plc.endpoint().identity(), name);
    if (reader != null) return "endpoint " + plc.endpoint().identity() + " is read as " + reader + " already; one device has one reader";
    Map<String, String> held = connections.computeIfAbsent(plc.endpoint().address(), _ -> new LinkedHashMap<>());
    int most = plc.link().connection().maxSessions();
    if (!held.containsKey(plc.endpoint().connection()) && held.size() >= most) {
      readers.remove(plc.endpoint().identity());
      return "connection.maxSessions: " + most + (most == 1 ? " connection" : " connections") + " to " + plc.endpoint().address() + " at most, held by "
          + String.join(", ", held.values()) + "; raise it if the device has slots to spare";
    }
    held.putIfAbsent(plc.endpoint().connection(), name);
    return null;
  }
}
