package io.plcfleet.operator.dashboard;

import java.util.List;

/** The panels of the fleet's dashboard, in their order. */
final class Panels {
  static final List<Panel> ALL = List.of(
      new Panel("stat", "PLCs by grade", "1 Healthy, 2 Warning, 3 Critical, 4 PreFault, 0 Unknown",
          "count_values by (namespace, fleet) (\"grade\", max by (namespace, fleet, plc) (plc_grade$of))", "grade {{grade}}", "none"),
      new Panel("table", "Worst PLCs", "The ten lowest scores",
          "bottomk(10, min by (namespace, fleet, plc) (plc_score$of))", "{{plc}}", "none"),
      new Panel("timeseries", "Score", "0 to 100 for each PLC",
          "min by (namespace, fleet, plc) (plc_score$of)", "{{plc}}", "none"),
      new Panel("timeseries", "Points lost by signal", "What costs the fleet its points",
          "sum by (namespace, fleet, signal) (plc_points_lost$of)", "{{signal}}", "none"),
      new Panel("timeseries", "Response time, P95", "From the request's last byte to the complete answer; a timeout counts with its timeout",
          "max by (namespace, fleet, plc) (plc_ack_p95_seconds$of)", "{{plc}}", "s"),
      new Panel("timeseries", "Errors per second", "Failed reads and connects by class; empty while there are none",
          "sum by (namespace, fleet, class) (rate(plc_errors_total$of[5m]))", "{{class}}", "short"));

  private Panels() {}
}
