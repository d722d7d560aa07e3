package io.plcfleet.contract;

import io.plcfleet.scoring.SignalName;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every metric of the monitor: the only place that names one. {@code namespace} and {@code fleet} are not here:
 * Prometheus adds them from the target.
 */
public enum Metric {
  PLC_INFO(Type.Info, "What is declared of the PLC, for joins",
      "plc", "address", "protocol", "connection_type", "cpu_model", "firmware", "site", "line", "cell", "criticality", "profile", "revision"),
  PLC_UP(Type.Gauge, "1 while the PLC answers, 0 once it is unreachable", "plc"),
  PLC_SCORE(Type.Gauge, "Health of the link from 0 to 100; absent while unknown", "plc"),
  PLC_SHADOW_SCORE(Type.Gauge, "Score by the profile that is tried beside, without consequences; absent where none is", "plc"),
  PLC_GRADE(Type.Gauge, "Grade of the link: 0 Unknown, 1 Healthy, 2 Warning, 3 Critical, 4 PreFault, 5 Maintenance", "plc"),
  PLC_REASON(Type.Info, "Why the PLC has its grade, in the word of its status; exactly one series while it is read", "plc", "reason"),
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
  PLC_READ_P95_SECONDS(Type.Gauge, "95th percentile of the times of whole reads, all their requests together", "plc"),
  PLC_SUCCESS_RATIO(Type.Gauge, "Requests answered over requests sent or due while disconnected, newer ones weigh more", "plc"),
  PLC_RESPONSE_STABILITY_RATIO(Type.Gauge, "Steadiness of the response times: 1 / (1 + standard deviation / 100 ms), newer ones weigh more; 1 is perfectly steady", "plc"),
  PLC_POLL_LAG_SECONDS(Type.Gauge, "How late the newest read started, by the monitor's own doing; absent when it is older than a minute", "plc"),
  PLC_CONNECT_PHASE_SECONDS(Type.Gauge, "How long each step of the newest attempt to connect took; a step that did not end well, or that there is none of, is absent", "plc", "phase"),
  PLC_HEARTBEAT_MISS_TOTAL(Type.Counter, "Heartbeats that were due and not answered", "plc"),
  PLC_HEARTBEAT_MISS_RATIO(Type.Gauge, "Heartbeats missed over heartbeats due, newer ones weigh more; fewer than four count as four", "plc"),
  PLC_DROPPED_PDUS_TOTAL(Type.Counter, "Requests that were sent and never answered", "plc"),
  PLC_DROPPED_PDUS_RATIO(Type.Gauge, "Requests that were never answered over requests sent, of the last minute, longer for slow polling", "plc"),
  PLC_ERROR_ENTROPY_BITS(Type.Gauge, "Shannon entropy of the classes of failures: 0 where all fail alike, 2 where four classes take turns", "plc"),
  PLC_TAG_AGE_SECONDS(Type.Gauge, "Age of the values that are the oldest, counted in their intervals, among those that are read at present", "plc"),
  PLC_TAG_STALENESS_RATIO(Type.Gauge, "Age of the oldest values over the interval in which they are to be read, as of the last turn; 1 is read on time", "plc"),
  PLC_BUFFER_USAGE_RATIO(Type.Gauge, "How much of the one queue of the PLC is taken: groups of tags that are due and wait to be asked, over all groups; 1 for long means that the link does not keep up", "plc"),
  PLC_CPU_STATE(Type.Gauge, "What the CPU says of itself: 0 unknown or not asked, 1 run, 2 stop", "plc"),
  PLC_MAINTENANCE(Type.Gauge, "1 while the PLC is in maintenance: no score, no alerts", "plc"),
  PLC_DIAGNOSIS(Type.Gauge, "What is likely to be wrong with the link, and how sure that is: 1 Low, 2 Medium, 3 High; absent while nothing is, one series at most", "plc", "class"),
  PLC_CONFIG_INFO(Type.Info, "Configuration of the monitor, by state: Loaded or Rejected", "revision", "state"),
  PLC_MONITOR_PLCS(Type.Gauge, "PLCs of the monitor, by what it does with them: Reading, Released, Refused", "state"),
  PLC_MONITOR_CONNECTIONS(Type.Gauge, "Connections of the monitor, by state: Open or Down", "state"),
  PLC_MONITOR_REQUESTS_TOTAL(Type.Counter, "What was asked of devices, by type (Connect, Read, Heartbeat, Question) and result", "type", "result"),
  PLC_MONITOR_CONNECT_PHASE_SECONDS(Type.Histogram, "Steps of the connections that came about, all PLCs together", "phase"),
  PLC_MONITOR_LOOP_BUSY_SECONDS_TOTAL(Type.Counter, "Time that the monitor's loop has worked; its rate is the share of one core"),
  PLC_MONITOR_SCRAPE_SECONDS(Type.Gauge, "How long the scrape before this one took to gather and to send"),
  PROCESS_CPU_SECONDS_TOTAL(Type.Counter, "CPU time of the process"),
  PROCESS_START_TIME_SECONDS(Type.Gauge, "When the process started, in seconds since 1970"),
  JVM_HEAP_USED_BYTES(Type.Gauge, "Heap in use, garbage included"),
  JVM_GC_SECONDS_TOTAL(Type.Counter, "Time that garbage collection took"),
  JVM_THREADS(Type.Gauge, "Threads of the process, virtual ones not counted");

  /** Upper bounds of the buckets of {@link #PLC_READ_DURATION_SECONDS}: 1 ms doubled, up to 4.096 s. */
  public static final List<Double> READ_DURATION_BUCKETS =
      List.of(0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1.024, 2.048, 4.096);

  /** Kind of a metric; Info is a gauge that is always 1 and carries labels. */
  public enum Type { Gauge, Counter, Histogram, Info }

  /**
   * Where a signal stands as the score was made of it. Null where counters tell the same, and more: errors by class, reconnects and dropped
   * requests can be weighed anew by the windows and the decay of any profile.
   */
  public static @Nullable Metric of(SignalName signal) {
    return switch (signal) {
      case SuccessRatio -> PLC_SUCCESS_RATIO;
      case ReadP95 -> PLC_READ_P95_SECONDS;
      case AckP95 -> PLC_ACK_P95_SECONDS;
      case RttJitterRatio -> PLC_RTT_JITTER_RATIO;
      case PduDropRatio -> PLC_DROPPED_PDUS_RATIO;
      case HeartbeatMissRatio -> PLC_HEARTBEAT_MISS_RATIO;
      case ErrorEntropy -> PLC_ERROR_ENTROPY_BITS;
      case ResponseStability -> PLC_RESPONSE_STABILITY_RATIO;
      case TagStaleness -> PLC_TAG_STALENESS_RATIO;
      case PduDropRate, ReconnectRate, ErrorRate -> null;
    };
  }

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

  /** Whether its series belong to a PLC, one for each value of the second label; {@link #PLC_INFO}, which has many labels, is none of these. */
  public boolean isOfPlc() {
    return labels.size() <= 2 && labels.contains("plc");
  }

  /** Place in arrays that hold something by metric. */
  @SuppressWarnings("EnumOrdinal")  // never stored and never leaves the process
  public int index() {
    return ordinal();
  }
}
