package io.plcfleet.monitor.export;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.Metric;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.config.Assignments;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** The line of {@code plc_info} of each PLC: it changes with the configuration only. */
final class InfoLines {
  private final IdentityHashMap<Assignment, byte[]> lines = new IdentityHashMap<>();
  private Assignments known = Assignments.NONE;

  /** Forgets the lines of another configuration. */
  @SuppressWarnings("ReferenceEquality")  // to compare thousands of entries by value takes longer than the lines
  void use(Assignments assignments) {
    if (assignments == known) return;
    known = assignments;
    lines.clear();
  }

  byte[] of(Assignment plc) {
    return lines.computeIfAbsent(plc, InfoLines::line);
  }

  private static byte[] line(Assignment plc) {
    List<String> labels = Metric.PLC_INFO.labels();
    String values = labels.stream().map(label -> label + "=\"" + new Text(0).label(value(plc, label)) + "\"").collect(Collectors.joining(","));
    return (Metric.PLC_INFO.metricName() + "{" + values + "} 1\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String value(Assignment plc, String label) {
    PlcEntry entry = plc.entry();
    return switch (label) {
      case "plc" -> entry.name();
      case "address" -> plc.endpoint().address();
      case "protocol" -> plc.endpoint().protocol();
      case "connection_type" -> plc.endpoint() instanceof Endpoint.S7 s7 ? s7.connectionType().name() : "";
      case "profile" -> entry.profile();
      case "revision" -> entry.revision();
      default -> entry.info().getOrDefault(label, "");
    };
  }
}
