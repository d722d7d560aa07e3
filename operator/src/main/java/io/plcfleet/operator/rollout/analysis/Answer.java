package io.plcfleet.operator.rollout.analysis;

/** What a Prometheus says to a query. */
public sealed interface Answer {
  record Value(double value) implements Answer {}

  /** @param why in words: it cannot be reached, or its answer is no single number */
  record None(String why) implements Answer {}
}
