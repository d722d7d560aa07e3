package io.plcfleet.operator.dashboard;

import io.plcfleet.scoring.Grade;
import java.util.List;

/** How a fleet fares, and where to look next. Nothing in it has a series for each PLC, so that it serves thousands. */
final class WholeFleet {
  /** One series for each PLC, also while two pods have it. */
  private static final String SCORE = "min by (namespace, fleet, plc) (plc_score{$fleet})";
  private static final String GRADE = "max by (namespace, fleet, plc) (plc_grade{$fleet})";
  private static final String INFO = "topk by (namespace, fleet, plc) (1, plc_info{$fleet})";
  private static final String REASON = "topk by (namespace, fleet, plc) (1, plc_reason{$fleet})";
  private static final String OF_PLC = " * on (namespace, fleet, plc) group_left ";
  private static final String TO_PLCS = "$plcBoard?${__url_time_range}&var-datasource=${datasource}";

  static final Board BOARD = new Board("fleet", "", "How the PLCs of this fleet fare, which are the worst, and what is wrong with them", List.of(),
      List.of(new Event("Rollouts", "blue", "max by (rollout, phase) (plcfleet_rollout_info{$fleet,phase=~\"Shadow|Progressing\"})", "{{rollout}} {{phase}}")),
      List.of(now(), which(), why(), where(), monitors()));

  private WholeFleet() {}

  private static Row now() {
    return new Row("Now",
        grades(Panel.stat("PLCs by grade", "How many PLCs have which grade")).coloursOfGrades().size(12, 4),
        Panel.stat("PLCs that do not answer", "Unreachable: three attempts failed")
            .ask("", "sum(max by (namespace, fleet, plc) (plc_up{$fleet}) == bool 0)").bad().size(4, 4),
        Panel.gauge("Lowest score", "Of the PLC that fares worst").ask("", "min(plc_score{$fleet})").scores().size(4, 4),
        Panel.stat("Monitors", "Monitors with a configuration, and those that refuse the newest one")
            .ask("loaded", "count(count by (pod) (plc_config_info{$fleet,state=\"Loaded\"}))")
            .ask("rejected", "count(count by (pod) (plc_config_info{$fleet,state=\"Rejected\"})) or vector(0)").size(4, 4));
  }

  private static Row which() {
    return new Row("Which",
        Panel.table("Worst PLCs", "The ten lowest scores, with the reason of each grade; the name leads to the PLC")
            .ask("", "bottomk(10, " + SCORE + ")" + OF_PLC + "(site, line, cell, address, cpu_model) " + INFO + OF_PLC + "(reason) " + REASON)
            .columns("plc=PLC", "Value=Score", "reason=Reason", "site=Site", "line=Line", "cell=Cell", "address=Address", "cpu_model=CPU model")
            .link("PLC", "Look at it", TO_PLCS + "&var-plc=${__value.raw}").size(16, 9),
        Panel.table("Alerts", "Alerts of this fleet that fire; empty while none does")
            .ask("", "max by (alertname, severity, plc) (ALERTS{$fleet,alertstate=\"firing\"})")
            .columns("alertname=Alert", "severity=Severity", "plc=PLC")
            .link("PLC", "Look at it", TO_PLCS + "&var-plc=${__value.raw}").size(8, 9),
        grades(Panel.lines("Grades over time", "PLCs by grade")).coloursOfGrades().stacked().from(0).size(12, 8),
        Panel.heat("Scores over time", "How many PLCs have a score from 0, 10, 20 ... 90 on; unreachable ones have 0")
            .ask("{{score}}", "count_values(\"score\", clamp_max(floor(" + SCORE + " / 10) * 10, 90))").size(12, 8));
  }

  private static Row why() {
    return new Row("Why",
        Panel.heat("Errors by class", "The eight most frequent classes of failed reads and connects, per second; empty while there are none")
            .ask("{{class}}", "topk(8, sum by (class) (rate(plc_errors_total{$fleet}[$__rate_interval])) > 0)"),
        Panel.lines("Points lost by signal", "What costs the PLCs their points, on average")
            .ask("{{signal}}", "avg by (signal) (max by (namespace, fleet, plc, signal) (plc_points_lost{$fleet}))").stacked().from(0),
        Panel.lines("Diagnoses", "What is likely to be wrong, and with how many PLCs; empty while nothing is")
            .ask("{{class}}", "count by (class) (max by (namespace, fleet, plc, class) (plc_diagnosis{$fleet}))").stacked().from(0),
        Panel.lines("Reasons", "PLCs by the reason of their grade; Healthy ones and those that warm up are left out")
            .ask("{{reason}}", "count by (reason) (max by (namespace, fleet, plc, reason) (plc_reason{$fleet,reason!~\"LinkHealthy|WarmingUp\"}))").stacked().from(0),
        Panel.lines("Response time, P95", "Each PLC has a P95 of the last minute; here the median of these, their 95th percentile and the slowest")
            .ask("median", "quantile(0.5, max by (namespace, fleet, plc) (plc_ack_p95_seconds{$fleet}))")
            .ask("95 % of PLCs", "quantile(0.95, max by (namespace, fleet, plc) (plc_ack_p95_seconds{$fleet}))")
            .ask("slowest", "max(plc_ack_p95_seconds{$fleet})").unit("s").from(0),
        Panel.lines("Reads per second", "All PLCs together, by result")
            .ask("{{result}}", "sum by (result) (rate(plc_reads_total{$fleet}[$__rate_interval]))").unit("short").from(0));
  }

  private static Row where() {
    return new Row("Where",
        lowest("site", "site"), lowest("CPU model", "cpu_model"), lowest("connection type", "connection_type"));
  }

  private static Panel lowest(String what, String label) {
    return Panel.bars("Lowest score by " + what, "A bar leads to the PLCs of that " + what + "; those that have none are left out")
        .ask("{{" + label + "}}", "min by (" + label + ") (" + SCORE + OF_PLC + "(" + label + ") topk by (namespace, fleet, plc) (1, plc_info{$fleet," + label + "!=\"\"}))")
        .scores().link("Look at its PLCs", TO_PLCS + "&var-" + label + "=${__field.labels." + label + "}");
  }

  private static Row monitors() {
    return new Row("Monitors",
        Panel.lines("Loop of each monitor", "Share of a core that reading takes; above 0.8 use smaller monitors: spec.monitor.plcsPerPod")
            .ask("{{pod}}", "max by (pod) (rate(plc_monitor_loop_busy_seconds_total{$fleet}[$__rate_interval]))").unit("percentunit").from(0),
        Panel.lines("How late reads start", "By the monitors' own doing: 95 % of the PLCs, and the latest")
            .ask("95 % of PLCs", "quantile(0.95, plc_poll_lag_seconds{$fleet})").ask("latest", "max(plc_poll_lag_seconds{$fleet})").unit("s").from(0),
        Panel.lines("Connections", "Of all monitors together").ask("{{state}}", "sum by (state) (plc_monitor_connections{$fleet})").stacked().from(0));
  }

  private static Panel grades(Panel panel) {
    Panel all = panel;
    for (Grade grade : Grade.values()) all = all.ask(grade.name(), "sum(" + GRADE + " == bool " + grade.number() + ")");
    return all;
  }
}
