package io.plcfleet.contract;

import java.util.List;
import java.util.Locale;

/**
 * Every metric of the monitor: the only place that names one. {@code namespace} and {@code fleet} are not here:
 * Prometheus adds them from the target.
 */
public enum Metric {
  PLC_INFO(Type.Info, "What is declared of the PLC, for joins",
      "plc", "address", "protocol", "connection_type", "cpu_model", "firmware", "site", "line", "cell", "criticality", "profile"),
  PLC_UP(Type.Gauge, "1 while the PLC answers, 0 once it is unreachable", "plc"),
  PLC_SCORE(Type.Gauge, "Health of the link from 0 to 100; absent while unknown", "plc"),
  PLC_GRADE(Type.Gauge, "Grade of the link: 0 Unknown, 1 Healthy, 2 Warning, 3 Critical, 4 PreFault, 5 Maintenance", "plc"),
  PLC_POINTS_LOST(Type.Gauge, "Points that a signal costs at present", "plc", "signal"),
  PLC_THRESHOLD(Type.Gauge, "Lowest score of a grade", "profile", "grade"),
  PLC_READ_DURATION_SECONDS(Type.Histogram, "From the request's last byte to the complete answer", "plc"),
  PLC_READS_TOTAL(Type.Counter, "Reads that ended, by result: answered or failed", "plc", "result"),
  PLC_ERRORS_TOTAL(Type.Counter, "Failed reads and connects, by class; a series appears with its first error", "plc", "class"),
  PLC_TAG_ERRORS_TOTAL(Type.Counter, "Tags that the PLC refused, by class; a series appears with its first error", "plc", "class"),
  PLC_RECONNECTS_TOTAL(Type.Counter, "Connections made after the first one", "plc"),
  PLC_CONNECTION_ALIVE_DURATION_SECONDS(Type.Gauge, "Age of the connection, 0 without one", "plc"),
  PLC_RTT_JITTER_RATIO(Type.Gauge, "Standard deviation over mean of the response times", "plc"),
  PLC_ACK_P95_SECONDS(Type.Gauge, "95th percentile of the response times; a timeout counts with its timeout", "plc"),
  PLC_SUCCESS_RATIO(Type.Gauge, "Requests answered over requests sent or due while disconnected, newer ones weigh more", "plc"),
  PLC_POLL_LAG_SECONDS(Type.Gauge, "How late the newest read started, by the monitor's own doing", "plc"),
  PLC_CONFIG_INFO(Type.Info, "Configuration of the monitor, by state: Loaded or Rejected", "revision", "state");

  /** Upper bounds of the buckets of {@link #PLC_READ_DURATION_SECONDS}: 1 ms doubled, up to 4.096 s. */
  public static final List<Double> READ_DURATION_BUCKETS =
      List.of(0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1.024, 2.048, 4.096);

  /** Kind of a metric; Info is a gauge that is always 1 and carries labels. */
  public enum Type { Gauge, Counter, Histogram, Info }

  private final Type type;
  private final String help;
  private final List<String> labels;

  Metric(Type type, String help, String... labels) {
    this.type = type;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** Name in the exposition format, for a counter with {@code _total}. */
  public String metricName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Type type() {
    return type;
  }

  public String help() {
    return help;
  }

  /** Names of the labels, in the order in which they are written. */
  public List<String> labels() {
    return labels;
  }
}
