package io.plcfleet.cli;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Reason;
import io.plcfleet.scoring.SignalName;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The signals as Prometheus still knows them, of all PLCs that are asked for at once. What a monitor exports as a signal is one, as of the
 * monitor's own windows and decay; the rest is rebuilt from counters without decay, or is not there.
 */
final class PrometheusQueries {
  /** What tells one PLC from another. */
  static final String PLC = "namespace, fleet, plc";
  /** Read times from buckets that double: right to a factor of two, and timeouts are missing. */
  private static final String READ_P95 = "histogram_quantile(0.95, sum by (" + PLC + ", le) (rate(%s_bucket%s[5m])))";
  private static final int STOP = 2;

  private final String matchers;

  /**
   * @param plc name; null for all
   * @param matchers further ones, as {@code fleet="line-a"}
   */
  PrometheusQueries(@Nullable String plc, String matchers) {
    this.matchers = Stream.of(plc == null ? "" : "plc=\"" + plc + "\"", matchers).filter(m -> !m.isBlank()).collect(Collectors.joining(","));
  }

  /** 1 while it answers, 0 while it does not. */
  String up() {
    return max(Metric.PLC_UP);
  }

  /** 1 while somebody works on it. */
  String maintenance() {
    return max(Metric.PLC_MAINTENANCE);
  }

  /** 1 while its CPU says STOP. */
  String cpuStopped() {
    return max(Metric.PLC_CPU_STATE) + " == bool " + STOP;
  }

  /** 1 while that was the reason of its grade; nothing while it was not. */
  String lifeSignFrozen() {
    return "max by (" + PLC + ") (" + Metric.PLC_REASON.metricName() + "{" + joined("reason=\"" + Reason.LifeSignFrozen + "\"") + "})";
  }

  Map<SignalName, String> signals() {
    Map<SignalName, String> queries = new EnumMap<>(SignalName.class);
    queries.put(SignalName.SuccessRatio, "min by (" + PLC + ") (" + series(Metric.PLC_SUCCESS_RATIO) + ")");
    queries.put(SignalName.AckP95, max(Metric.PLC_ACK_P95_SECONDS));
    queries.put(SignalName.RttJitterRatio, max(Metric.PLC_RTT_JITTER_RATIO));
    queries.put(SignalName.ErrorEntropy, max(Metric.PLC_ERROR_ENTROPY_BITS));
    queries.put(SignalName.ReadP95, READ_P95.formatted(Metric.PLC_READ_DURATION_SECONDS.metricName(), "{" + matchers + "}"));
    queries.put(SignalName.ErrorRate, zeroUnlessSilent("sum by (" + PLC + ") (increase(" + series(Metric.PLC_ERRORS_TOTAL) + "[5m])) / 5"));
    queries.put(SignalName.ReconnectRate, zeroUnlessSilent("sum by (" + PLC + ") (increase(" + series(Metric.PLC_RECONNECTS_TOTAL) + "[5m])) / 5"));
    queries.put(SignalName.PduDropRate, zeroUnlessSilent("sum by (" + PLC + ") (rate(" + series(Metric.PLC_DROPPED_PDUS_TOTAL) + "[1m]))"));
    return queries;
  }

  /** A series of errors appears with the first error: without one there are none, if the PLC is watched at all. */
  private String zeroUnlessSilent(String query) {
    return "(" + query + ") or (0 * " + up() + ")";
  }

  private String max(Metric metric) {
    return "max by (" + PLC + ") (" + series(metric) + ")";
  }

  private String series(Metric metric) {
    return metric.metricName() + "{" + matchers + "}";
  }

  private String joined(String matcher) {
    return matchers.isEmpty() ? matcher : matcher + "," + matchers;
  }
}
