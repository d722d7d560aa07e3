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

/** What stands in the text for each PLC and changes with the configuration only. */
final class InfoLines {
  /**
   * @param name of the PLC, as the value of a label
   * @param info the line of {@code plc_info}
   */
  @SuppressWarnings("ArrayRecordComponent")  // compared by nobody
  record Lines(byte[] name, byte[] info) {}

  private final IdentityHashMap<Assignment, Lines> lines = new IdentityHashMap<>();
  private Assignments known = Assignments.NONE;

  /** Forgets the lines of another configuration. */
  @SuppressWarnings("ReferenceEquality")  // to compare thousands of entries by value takes longer than the lines
  void use(Assignments assignments) {
    if (assignments == known) return;
    known = assignments;
    lines.clear();
  }

  Lines of(Assignment plc) {
    return lines.computeIfAbsent(plc, _ -> new Lines(escaped(plc.entry().name()).getBytes(StandardCharsets.UTF_8), info(plc)));
  }

  private static byte[] info(Assignment plc) {
    List<String> labels = Metric.PLC_INFO.labels();
    String values = labels.stream().map(label -> label + "=\"" + escaped(value(plc, label)) + "\"").collect(Collectors.joining(","));
    return (Metric.PLC_INFO.metricName() + "{" + values + "} 1\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String value) {
    return new Text(0).label(value).toString();
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
