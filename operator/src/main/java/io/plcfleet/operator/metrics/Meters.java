package io.plcfleet.operator.metrics;

import io.plcfleet.contract.Metric;
import io.plcfleet.contract.OperatorMetric;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** What the operator counts and times of its own work. Any thread; nobody waits for anybody. */
public final class Meters {
  /** @param values of the labels, in the order of the contract */
  private record Series(OperatorMetric metric, List<String> values) {
    Labels labels() {
      return Labels.of(metric.labels(), values);
    }
  }

  private final Map<Series, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<Series, Times> times = new ConcurrentHashMap<>();
  private final Map<Series, LongSupplier> gauges = new ConcurrentHashMap<>();

  /** One more. */
  public void count(OperatorMetric metric, String... labels) {
    counter(metric, labels).increment();
  }

  /** Makes the series, so that the first event is an increase. */
  public void expect(OperatorMetric metric, String... labels) {
    counter(metric, labels);
  }

  private LongAdder counter(OperatorMetric metric, String... labels) {
    return counts.computeIfAbsent(series(Metric.Type.Counter, metric, labels), _ -> new LongAdder());
  }

  public void time(OperatorMetric metric, Duration took, String... labels) {
    times.computeIfAbsent(series(Metric.Type.Histogram, metric, labels), _ -> new Times()).add(took);
  }

  /** @param now asked at each scrape */
  public void gauge(OperatorMetric metric, LongSupplier now, String... labels) {
    gauges.put(series(Metric.Type.Gauge, metric, labels), now);
  }

  private static Series series(Metric.Type type, OperatorMetric metric, String... labels) {
    if (metric.type() != type || metric.labels().size() != labels.length) {
      throw new IllegalArgumentException(metric + " is a " + metric.type() + " with the labels " + metric.labels() + ", and was given " + Arrays.toString(labels));
    }
    return new Series(metric, List.of(labels));
  }

  /** All metrics that have series, in the order of the contract. */
  Stream<MetricSnapshot> snapshots() {
    return Arrays.stream(OperatorMetric.values()).flatMap(metric -> switch (metric.type()) {
      case Counter -> counters(metric);
      case Histogram -> histograms(metric);
      case Gauge, Info -> gauges(metric);
    });
  }

  private Stream<MetricSnapshot> counters(OperatorMetric metric) {
    CounterSnapshot.Builder builder = CounterSnapshot.builder().name(metric.metricName().replaceFirst("_total$", "")).help(metric.help());
    List<Series> there = of(metric, counts);
    there.forEach(s -> builder.dataPoint(new CounterDataPointSnapshot(counts.getOrDefault(s, new LongAdder()).doubleValue(), s.labels(), null, 0)));
    return there.isEmpty() ? Stream.empty() : Stream.of(builder.build());
  }

  private Stream<MetricSnapshot> histograms(OperatorMetric metric) {
    HistogramSnapshot.Builder builder = HistogramSnapshot.builder().name(metric.metricName()).help(metric.help());
    List<Series> there = of(metric, times);
    there.forEach(s -> builder.dataPoint(times.getOrDefault(s, new Times()).snapshot(s.labels())));
    return there.isEmpty() ? Stream.empty() : Stream.of(builder.build());
  }

  private Stream<MetricSnapshot> gauges(OperatorMetric metric) {
    GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(metric.metricName()).help(metric.help());
    List<Series> there = of(metric, gauges);
    there.forEach(s -> builder.dataPoint(new GaugeDataPointSnapshot(gauges.getOrDefault(s, () -> 0).getAsLong(), s.labels(), null)));
    return there.isEmpty() ? Stream.empty() : Stream.of(builder.build());
  }

  private static List<Series> of(OperatorMetric metric, Map<Series, ?> all) {
    return all.keySet().stream().filter(s -> s.metric == metric).sorted(Comparator.comparing(s -> s.values.toString())).toList();
  }
}
