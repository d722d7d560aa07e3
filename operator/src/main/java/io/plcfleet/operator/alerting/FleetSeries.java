package io.plcfleet.operator.alerting;

import io.plcfleet.contract.Metric;
import io.plcfleet.contract.OperatorMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The series of one fleet as PromQL, by the names of the contract.
 *
 * @param matchers that all series have; none for the rules of the operator itself, which are about all fleets
 */
record FleetSeries(List<String> matchers) {
  /** Of all fleets. */
  static final FleetSeries ALL = new FleetSeries(List.of());
  /** Labels that name a PLC. */
  static final String PLC = "namespace, fleet, plc";
  /** What routers and people need to know of a PLC beside its name. */
  static final String PLACE = "site, line, cell, criticality";
  /** One series for each PLC with the labels {@link #PLACE}: see {@link Recordings}. */
  static final String LABELS = "plc:plc_info:labels";
  private static final String ON_PLC = " on (" + PLC + ") ";

  static FleetSeries of(String namespace, String fleet) {
    return new FleetSeries(List.of(equal("namespace", namespace), equal("fleet", fleet)));
  }

  static String equal(String label, String value) {
    return label + "=\"" + value + "\"";
  }

  String series(Metric metric, String... more) {
    return series(metric.metricName(), more);
  }

  String series(OperatorMetric metric, String... more) {
    return series(metric.metricName(), more);
  }

  /** Of a metric that is not ours: {@code up}, or one that a rule records. */
  String series(String metric, String... more) {
    List<String> all = new ArrayList<>(matchers);
    all.addAll(List.of(more));
    return all.isEmpty() ? metric : metric + "{" + String.join(",", all) + "}";
  }

  /** One value for each PLC, whatever the number of pods that tell of it. */
  String ofPlc(Metric metric, String... more) {
    return "max by (" + PLC + ") (" + series(metric, more) + ")";
  }

  /** Without the PLCs that have not answered at some time within the window, as {@code 5m}: what follows from that is told already. */
  String unlessUnreachableWithin(String window) {
    return " unless" + ON_PLC + "(max by (" + PLC + ") (min_over_time(" + series(Metric.PLC_UP) + "[" + window + "])) == 0)";
  }

  /** Without the PLCs that somebody works on, as declared. */
  String unlessMaintained() {
    return " unless" + ON_PLC + "(" + ofPlc(Metric.PLC_MAINTENANCE) + " == 1)";
  }

  /** Gives the series of a condition the labels by which alerts are routed. */
  String placed(String condition) {
    return "(" + condition + ") *" + ON_PLC + "group_left (" + PLACE + ") " + series(LABELS);
  }

  /** Monitors that Prometheus gets an answer from, by the label {@code monitor}; the value is 1. */
  String answeringMonitors() {
    return asMonitor("max by (namespace, fleet, pod) (" + series("up") + ") == 1");
  }

  /** The name of the pod as the label {@code monitor}: {@code pod} would be overwritten where it is the operator that tells. */
  static String asMonitor(String byPod) {
    return "label_replace(" + byPod + ", \"monitor\", \"$1\", \"pod\", \"(.+)\")";
  }

  /** A series of one alert's PLC, for a query in its words. */
  static String inWords(Metric metric, String... more) {
    List<String> all = Stream.concat(Stream.of("namespace=%q", "fleet=%q", "plc=%q"), Stream.of(more)).toList();
    return metric.metricName() + "{" + String.join(",", all) + "}";
  }

  /** Words with what a query says at the moment at which the alert is told; none when it says nothing. The expression in them is {@code .}. */
  static String told(String query, String words) {
    return "{{ with query (printf `" + query + "` $labels.namespace $labels.fleet $labels.plc) }}" + words + "{{ end }}";
  }
}
