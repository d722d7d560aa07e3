package io.plcfleet.e2e;

import io.plcfleet.contract.Metric;
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
      page.append("| `").append(metric.metricName()).append("` | ").append(type(metric)).append(" | ")
          .append(metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(" ")))
          .append(" | ").append(metric.help()).append(" |\n");
    }
    return page.append("""

        Buckets of `plc_read_duration_seconds`, in seconds: %s. It is there for heat maps. `plc_ack_p95_seconds` comes from the response times themselves, and so does the score.

        ## Joins

        Everything that is declared of a Plc stands in `plc_info`. A score by CPU model:

            min by (namespace, fleet, plc) (plc_score) * on (namespace, fleet, plc) group_left (cpu_model, site)
              max by (namespace, fleet, plc, cpu_model, site) (plc_info)

        The values of `class` are described in [reasons](reasons.md), those of `signal` in [resources](resources.md#scoringprofile).
        """.formatted(Metric.READ_DURATION_BUCKETS.stream().map(String::valueOf).collect(Collectors.joining(", ")))).toString();
  }

  private static String type(Metric metric) {
    return switch (metric.type()) {
      case Gauge -> "gauge";
      case Counter -> "counter";
      case Histogram -> "histogram";
      case Info -> "gauge, always 1";
    };
  }
}
