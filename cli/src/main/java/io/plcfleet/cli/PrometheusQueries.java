package io.plcfleet.cli;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.SignalName;
import java.util.EnumMap;
import java.util.Map;

/**
 * The signals as Prometheus still knows them. What a monitor exports as a signal is one, as of the monitor's own windows and decay; the
 * rest is rebuilt from counters over five minutes without decay, or is not there.
 */
final class PrometheusQueries {
  /** Reads times from buckets that double: right to a factor of two, and timeouts are missing. */
  private static final String READ_P95 = "histogram_quantile(0.95, sum by (le) (rate(%s_bucket%s[5m])))";

  private final String of;

  /** @param plc name; the series of one PLC of one fleet are asked for by more matchers, as {@code fleet="line-a"} */
  PrometheusQueries(String plc, String matchers) {
    of = "{plc=\"" + plc + "\"" + (matchers.isBlank() ? "" : "," + matchers) + "}";
  }

  /** 1 while it answers, 0 while it does not. */
  String up() {
    return "max(" + series(Metric.PLC_UP) + ")";
  }

  Map<SignalName, String> signals() {
    Map<SignalName, String> queries = new EnumMap<>(SignalName.class);
    queries.put(SignalName.SuccessRatio, "min(" + series(Metric.PLC_SUCCESS_RATIO) + ")");
    queries.put(SignalName.AckP95, "max(" + series(Metric.PLC_ACK_P95_SECONDS) + ")");
    queries.put(SignalName.RttJitterRatio, "max(" + series(Metric.PLC_RTT_JITTER_RATIO) + ")");
    queries.put(SignalName.ReadP95, READ_P95.formatted(Metric.PLC_READ_DURATION_SECONDS.metricName(), of));
    queries.put(SignalName.ErrorRate, zeroUnlessSilent("sum(increase(" + series(Metric.PLC_ERRORS_TOTAL) + "[5m])) / 5"));
    queries.put(SignalName.ReconnectRate, zeroUnlessSilent("sum(increase(" + series(Metric.PLC_RECONNECTS_TOTAL) + "[5m])) / 5"));
    return queries;
  }

  /** A series of errors appears with the first error: without one there are none, if the PLC is watched at all. */
  private String zeroUnlessSilent(String query) {
    return "(" + query + ") or (0 * " + up() + ")";
  }

  private String series(Metric metric) {
    return metric.metricName() + of;
  }
}
