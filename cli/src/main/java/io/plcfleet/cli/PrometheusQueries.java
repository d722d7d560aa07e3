package io.plcfleet.cli;

import io.plcfleet.contract.Metric;
import io.plcfleet.scoring.Reason;
import io.plcfleet.scoring.SignalName;
import io.plcfleet.scoring.Signals;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Prometheus still knows of all PLCs that are asked for at once: facts, signals as they were measured, and counters of what happened. */
final class PrometheusQueries {
  /** What tells one PLC from another. */
  static final String PLC = "namespace, fleet, plc";
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

  /** Signals as the monitor measured them, with the window and the decay of the profile that was in force. */
  Map<SignalName, String> gauges() {
    Map<SignalName, String> queries = new EnumMap<>(SignalName.class);
    for (SignalName signal : SignalName.values()) {
      Metric gauge = Metric.of(signal);
      if (gauge == null || CountedEvents.SIGNALS.contains(signal)) continue;
      boolean lowIsBad = Signals.of(signal).standard().good() > Signals.of(signal).standard().bad();
      queries.put(signal, lowIsBad ? "min by (" + PLC + ") (" + series(gauge) + ")" : max(gauge));
    }
    return queries;
  }

  /** By label {@code class}: each counts from its first error on, and is not there before. */
  String errors() {
    return "max by (" + PLC + ", class) (" + series(Metric.PLC_ERRORS_TOTAL) + ")";
  }

  /** Of every PLC that is read, all the time. */
  String reconnects() {
    return max(Metric.PLC_RECONNECTS_TOTAL);
  }

  String dropped() {
    return max(Metric.PLC_DROPPED_PDUS_TOTAL);
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
