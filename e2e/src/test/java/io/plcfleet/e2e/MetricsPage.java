package io.plcfleet.e2e;

import io.plcfleet.contract.Metric;
import io.plcfleet.contract.OperatorMetric;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The page {@code docs/metrics.md}, written from the contract. */
final class MetricsPage {
  private MetricsPage() {}

  static String text() {
    StringBuilder page = new StringBuilder("""
        # Metrics of a monitor

        Written from `io.plcfleet.contract.Metric`; a change there makes `DocumentsTest` fail with the command that writes this page anew.

        Every monitor answers `GET /metrics` on port 9400, with the bearer token of its fleet (Secret `FLEET-monitor-token`, key `token`).
        Prometheus adds `namespace` and `fleet` from the target. `plc` is the name of the Plc.
        A Plc that goes takes its series along. One Plc has at most 80 series.
        While a pod is replaced there may be two series of one Plc: begin queries with `max by (namespace, fleet, plc)`, or `min by` for the score.

        | metric | type | labels | what |
        |---|---|---|---|
        """);
    for (Metric metric : Metric.values()) {
      page.append("| `").append(metric.metricName()).append("` | ").append(type(metric.type())).append(" | ")
          .append(metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(" ")))
          .append(" | ").append(metric.help()).append(" |\n");
    }
    return page.append("""

        Buckets of `plc_read_duration_seconds`, in seconds: %s. It is there for heat maps. `plc_ack_p95_seconds` comes from the response times themselves, and so does the score.

        `plc_buffer_usage_ratio`: a monitor buffers nothing but what is due. A PLC has one request in flight, and groups of tags whose turn has come wait for it; they are never queued twice. So this is how much of the one queue is taken at the moment of the scrape. Now and then above 0 is normal; 1 in scrape after scrape means that the link, or the gateway that it shares, does not keep up.

        `plc_dropped_pdus_total` counts requests that were sent and never answered: what TCP repeats unseen is not in it, and comes as response time. A request given up whose answer comes late counts; the late answer is thrown away. A question about CPU state or identity that stays unanswered does not count where the connection outlives it.

        `plc_connect_phase_seconds` has the newest attempt only: Dns, Tcp, Handshake, Session, FirstRead. For heat maps over all PLCs of a monitor there is the histogram `plc_monitor_connect_phase_seconds`.

        `plc_reason` has exactly one series for each PLC that is read: its reason is one of the [words](reasons.md#reasons-of-a-grade) of `status.reason`. When the reason changes, the old series ends with the scrape. `count by (reason) (plc_reason)` says what troubles a plant.

        `plc_diagnosis` is one series per PLC at most, and none for most of them: a PLC has one diagnosis at a time, and the class is one of seven. `count by (class) (plc_diagnosis)` tells a broken switch from twelve broken PLCs.

        ## Joins

        Everything that is declared of a Plc stands in `plc_info`. A score by CPU model:

        ```promql
        min by (namespace, fleet, plc) (plc_score) * on (namespace, fleet, plc) group_left (cpu_model, site)
          max by (namespace, fleet, plc, cpu_model, site) (plc_info)
        ```

        ## The operator

        The operator answers `GET /metrics` on port 8080, with the bearer token that it keeps in the Secret `<full name of the release>-metrics`, key `token`.
        The series say themselves of which namespace and fleet they are: scrape with `honorLabels: true`, as the chart's ServiceMonitor does (`metrics.serviceMonitor.enabled`).
        Those that begin with `plcfleet_operator_` tell of the operator's own work, and have no namespace and no fleet. Counts begin anew with each start.

        | metric | type | labels | what |
        |---|---|---|---|
        %s
        Buckets of its histograms, in seconds: %s.

        The values of `class` are described in [outcomes](outcomes.md) and [diagnoses](diagnoses.md), those of `signal` in [scoring](scoring.md#signals).
        """.formatted(Metric.READ_DURATION_BUCKETS.stream().map(String::valueOf).collect(Collectors.joining(", ")), operator(),
        OperatorMetric.BUCKETS.stream().map(String::valueOf).collect(Collectors.joining(", ")))).toString();
  }

  private static String operator() {
    return Arrays.stream(OperatorMetric.values()).map(metric -> "| `" + metric.metricName() + "` | " + type(metric.type()) + " | "
        + metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(" ")) + " | " + metric.help() + " |\n").collect(Collectors.joining());
  }

  private static String type(Metric.Type type) {
    return switch (type) {
      case Gauge -> "gauge";
      case Counter -> "counter";
      case Histogram -> "histogram";
      case Info -> "gauge, always 1";
    };
  }
}
