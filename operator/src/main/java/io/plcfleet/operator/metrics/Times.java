package io.plcfleet.operator.metrics;

import io.plcfleet.contract.OperatorMetric;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How often something took how long. */
final class Times {
  private static final double NANOS = 1e9;
  private static final List<Double> BOUNDS = Stream.concat(OperatorMetric.BUCKETS.stream(), Stream.of(Double.POSITIVE_INFINITY)).toList();

  private final List<LongAdder> buckets = BOUNDS.stream().map(_ -> new LongAdder()).toList();
  private final LongAdder nanos = new LongAdder();

  void add(Duration took) {
    long clamped = Math.max(0, took.toNanos());
    int bucket = 0;
    while (clamped / NANOS > BOUNDS.get(bucket)) bucket++;
    buckets.get(bucket).increment();
    nanos.add(clamped);
  }

  HistogramDataPointSnapshot snapshot(Labels labels) {
    List<Long> counts = new ArrayList<>();
    buckets.forEach(bucket -> counts.add(bucket.sum()));
    return new HistogramDataPointSnapshot(ClassicHistogramBuckets.of(BOUNDS, counts), nanos.sum() / NANOS, labels, Exemplars.EMPTY, 0);
  }
}
