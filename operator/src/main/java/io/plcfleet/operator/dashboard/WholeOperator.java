package io.plcfleet.operator.dashboard;

import java.util.List;

/** What the operator itself does: its turns, the API server, the monitors' reports, its writes. */
final class WholeOperator {
  static final Board BOARD = new Board("operator", "", "What the operator does: turns of fleets, the API server, reports of monitors, writes",
      List.of(Variable.one("namespace", "Namespace", "label_values(plcfleet_operator_leading, namespace)")), List.of(),
      List.of(now(), turns(), server(), monitors()));

  private WholeOperator() {}

  private static Row now() {
    return new Row("Now",
        Panel.stat("Operators", "Processes that answer, and those that decide: one of them").ask("answer", "count(plcfleet_operator_leading{$operator})")
            .ask("decide", "sum(plcfleet_operator_leading{$operator})").size(6, 4),
        Panel.stat("Fleets that wait", "For their turn").ask("", "max(plcfleet_operator_fleets_waiting{$operator})").size(6, 4),
        Panel.stat("Statuses that wait", "Of Plcs, for the rate at which they may be written").ask("", "max(plcfleet_operator_plc_statuses_waiting{$operator})").size(6, 4),
        Panel.stat("Fleets that no Prometheus takes", "Of all operators; their condition Monitored says what is missing")
            .ask("", "count(min by (namespace, fleet) (plcfleet_fleet_selected) == 0) or vector(0)").bad().size(6, 4));
  }

  private static Row turns() {
    return new Row("Turns of fleets",
        Panel.lines("Turns per second", "By result; a failed one is tried again")
            .ask("{{result}}", "sum by (result) (rate(plcfleet_operator_reconciliations_total{$operator}[$__rate_interval]))").unit("short").from(0),
        Panel.heat("How long turns take", "Turns per second by their time")
            .ask("{{le}}", "sum by (le) (rate(plcfleet_operator_reconciliation_seconds_bucket{$operator}[$__rate_interval]))").unit("s"),
        Panel.lines("Parts of a turn", "Mean time of each")
            .ask("{{stage}}", "sum by (stage) (rate(plcfleet_operator_stage_seconds_sum{$operator}[$__rate_interval]))"
                + " / sum by (stage) (rate(plcfleet_operator_stage_seconds_count{$operator}[$__rate_interval]))").unit("s").stacked().from(0));
  }

  private static Row server() {
    return new Row("API server",
        Panel.lines("Requests per second", "By method and status; none: no answer")
            .ask("{{method}} {{code}}", "sum by (method, code) (rate(plcfleet_operator_api_requests_total{$operator}[$__rate_interval]))").unit("short").from(0),
        Panel.lines("Time to answer, P95", "By method; watches are not timed")
            .ask("{{method}}", "histogram_quantile(0.95, sum by (le, method) (rate(plcfleet_operator_api_request_seconds_bucket{$operator}[$__rate_interval])))").unit("s").from(0),
        Panel.lines("Writes of children", "In the interval that a point stands for, by why; Repaired: somebody else had changed it")
            .ask("{{kind}} {{why}}", "sum by (kind, why) (increase(plcfleet_operator_writes_total{$operator}[$__rate_interval])) > 0").stacked().from(0));
  }

  private static Row monitors() {
    return new Row("Monitors and Plcs",
        Panel.lines("Reports per second", "That were asked of monitors, by result")
            .ask("{{result}}", "sum by (result) (rate(plcfleet_operator_status_polls_total{$operator}[$__rate_interval]))").unit("short").from(0),
        Panel.lines("Time of a report, P95", "From the question to the whole answer")
            .ask("P95", "histogram_quantile(0.95, sum by (le) (rate(plcfleet_operator_status_poll_seconds_bucket{$operator}[$__rate_interval])))").unit("s").from(0),
        Panel.lines("Writes of statuses of Plcs", "Per second, by result")
            .ask("{{result}}", "sum by (result) (rate(plcfleet_operator_plc_status_writes_total{$operator}[$__rate_interval]))").unit("short").from(0));
  }
}
