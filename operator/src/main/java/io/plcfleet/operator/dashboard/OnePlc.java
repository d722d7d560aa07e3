package io.plcfleet.operator.dashboard;

import java.util.List;

/** One PLC, found by its site, address, CPU model and connection type. */
final class OnePlc {
  private static final String OF = "{$fleet,plc=\"$plc\"}";

  static final Board BOARD = new Board("plc", "one PLC", "One PLC: its score, what costs it points, and how its link fares",
      List.of(
          Variable.several("site", "Site", "label_values(plc_info{$fleet}, site)"),
          Variable.several("address", "Address", "label_values(plc_info{$fleet,site=~\"$site\"}, address)"),
          Variable.several("cpu_model", "CPU model", "label_values(plc_info{$fleet,site=~\"$site\",address=~\"$address\"}, cpu_model)"),
          Variable.several("connection_type", "Connection type",
              "label_values(plc_info{$fleet,site=~\"$site\",address=~\"$address\",cpu_model=~\"$cpu_model\"}, connection_type)"),
          Variable.one("plc", "PLC", "label_values(plc_info{$fleet,site=~\"$site\",address=~\"$address\",cpu_model=~\"$cpu_model\","
              + "connection_type=~\"$connection_type\"}, plc)")),
      // A change is on view for two minutes, so that no step of the axis misses it.
      List.of(new Event("Configuration", "purple", "max by (revision) (plc_info" + OF + ") unless max by (revision) (plc_info" + OF + " offset 2m)",
          "Revision {{revision}}")),
      List.of(now(), points(), response(), connection(), failures()));

  private OnePlc() {}

  private static Row now() {
    return new Row("Now",
        Panel.gauge("Score", "Health of the link; absent while unknown").ask("", "min(plc_score" + OF + ")").scores().size(4, 5),
        Panel.stat("Grade", "What follows from it stands in the status: kubectl get plc").ask("", "max(plc_grade" + OF + ")").grades().size(5, 5),
        Panel.stat("Reason", "Why it has this grade; the runbook of that name says what to do").ask("{{reason}}", "max by (reason) (plc_reason" + OF + ")").names().size(5, 5),
        Panel.bars("Points lost", "What each signal costs at present").ask("{{signal}}", "max by (signal) (plc_points_lost" + OF + ")").range(0, 100).size(10, 5),
        Panel.stat("CPU", "What the CPU says of itself").ask("", "max(plc_cpu_state" + OF + ")").words("Unknown", "Run", "Stop").size(3, 4),
        Panel.stat("Connected for", "Age of the connection, 0 without one").ask("", "max(plc_connection_alive_duration_seconds" + OF + ")").unit("s").size(3, 4),
        Panel.stat("Maintenance", "While it is on there is no score and no alert").ask("", "max(plc_maintenance" + OF + ")").words("No", "Yes").size(3, 4),
        Panel.table("Declared", "What is declared of the PLC")
            .ask("", "max by (address, protocol, connection_type, cpu_model, firmware, site, line, cell, criticality, profile, revision) (plc_info" + OF + ")")
            .columns("address=Address", "protocol=Protocol", "connection_type=Connection type", "cpu_model=CPU model", "firmware=Firmware", "site=Site", "line=Line",
                "cell=Cell", "criticality=Criticality", "profile=Profile", "revision=Revision").size(15, 4));
  }

  private static Row points() {
    return new Row("Score",
        Panel.lines("Score over time", "And the score by changed profiles, where a rollout tries them beside")
            .ask("score", "min(plc_score" + OF + ")").ask("tried beside", "min(plc_shadow_score" + OF + ")").range(0, 100),
        Panel.lines("Points lost by signal", "They add up to 100 less the score").ask("{{signal}}", "max by (signal) (plc_points_lost" + OF + ")").stacked().range(0, 100),
        Panel.timeline("Reason and diagnosis", "Why it has its grade, and what is likely to be wrong; a frozen life sign is among them")
            .ask("{{reason}}", "max by (reason) (plc_reason" + OF + ")").ask("likely: {{class}}", "max by (class) (plc_diagnosis" + OF + ")"));
  }

  private static Row response() {
    return new Row("Response",
        Panel.heat("Response times", "Answers per second by their time").ask("{{le}}", "sum by (le) (rate(plc_read_duration_seconds_bucket" + OF + "[$__rate_interval]))").unit("s"),
        Panel.lines("Response time, P95", "Of single requests, and of whole reads; a timeout counts with its timeout")
            .ask("request", "max(plc_ack_p95_seconds" + OF + ")").ask("read", "max(plc_read_p95_seconds" + OF + ")").unit("s").from(0),
        Panel.lines("Jitter", "Standard deviation of the response times over their mean").ask("ratio", "max(plc_rtt_jitter_ratio" + OF + ")").from(0));
  }

  private static Row connection() {
    return new Row("Connection",
        Panel.lines("Steps of the newest connect", "A step that did not end well is absent").ask("{{phase}}", "max by (phase) (plc_connect_phase_seconds" + OF + ")").unit("s").stacked().from(0),
        Panel.lines("Reconnects and missed heartbeats", "In the interval that a point stands for")
            .ask("reconnects", "sum(increase(plc_reconnects_total" + OF + "[$__rate_interval]))")
            .ask("missed heartbeats", "sum(increase(plc_heartbeat_miss_total" + OF + "[$__rate_interval]))").from(0),
        Panel.lines("Reads waiting, and age of values", "Share of the groups of tags that are due and wait; on the right the age of the oldest values")
            .ask("waiting", "max(plc_buffer_usage_ratio" + OF + ")").ask("age", "max(plc_tag_age_seconds" + OF + ")").unit("percentunit").right("age", "s").from(0));
  }

  private static Row failures() {
    return new Row("Failures",
        Panel.lines("Reads per second", "By result").ask("{{result}}", "sum by (result) (rate(plc_reads_total" + OF + "[$__rate_interval]))").unit("short").from(0).size(6, 8),
        Panel.lines("Errors per second", "Failed reads and connects by class, and requests that were never answered")
            .ask("{{class}}", "sum by (class) (rate(plc_errors_total" + OF + "[$__rate_interval]))")
            .ask("requests without an answer", "sum(rate(plc_dropped_pdus_total" + OF + "[$__rate_interval]))").unit("short").from(0).size(6, 8),
        Panel.lines("Success ratio, variety of errors", "Requests answered, newer ones weigh more; on the right the entropy of the classes of failures, in bits")
            .ask("success ratio", "min(plc_success_ratio" + OF + ")").ask("variety", "max(plc_error_entropy_bits" + OF + ")").unit("percentunit").right("variety", "none").from(0).size(6, 8),
        Panel.lines("Tags that the PLC refuses", "Per second, by class; empty while it refuses none")
            .ask("{{class}}", "sum by (class) (rate(plc_tag_errors_total" + OF + "[$__rate_interval]))").unit("short").from(0).size(6, 8));
  }
}
