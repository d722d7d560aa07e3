package io.plcfleet.operator.rollout.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Median;

/** The changes of several Plcs in one thing. */
record Group(List<Change> changes) {
  /** Kept in an order, so that sums come out the same whoever reported first. */
  Group {
    changes = changes.stream().sorted(Comparator.comparing(Change::plc)).toList();
  }

  boolean isEmpty() {
    return changes.isEmpty();
  }

  int size() {
    return changes.size();
  }

  long reads() {
    return changes.stream().mapToLong(Change::reads).sum();
  }

  double events() {
    return changes.stream().mapToDouble(Change::events).sum();
  }

  double before() {
    return mean(Change::before);
  }

  double after() {
    return mean(Change::after);
  }

  double harm() {
    return mean(Change::harm);
  }

  /** Mean harm as a share of what the mean was. */
  double relative() {
    return new Change("", before(), after(), harm(), 0, 0).relative();
  }

  double[] befores() {
    return values(Change::before);
  }

  double[] afters() {
    return values(Change::after);
  }

  double[] harms() {
    return values(Change::harm);
  }

  double[] relatives() {
    return values(Change::relative);
  }

  static double median(double[] values) {
    return Median.withDefaults().evaluate(values);
  }

  private double mean(ToDoubleFunction<Change> of) {
    return Arrays.stream(values(of)).average().orElse(0);
  }

  private double[] values(ToDoubleFunction<Change> of) {
    return changes.stream().mapToDouble(of).toArray();
  }
}
