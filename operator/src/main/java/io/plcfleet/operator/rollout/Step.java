package io.plcfleet.operator.rollout;

import io.fabric8.kubernetes.api.model.LabelSelector;
import java.time.Duration;

/** One step of a rollout. */
public sealed interface Step {
  /** How long it takes at least, once everybody concerned has loaded what belongs to it. */
  Duration lasts();

  /** @param maxChangedPercent more Plcs than this with another grade are a failure */
  record Shadow(Duration lasts, int maxChangedPercent) implements Step {}

  /** So many of all Plcs have the change. */
  record Percent(int percent, Duration lasts) implements Step {}

  /** Those that match have the change, besides those that have it already. */
  record Selected(LabelSelector selector, Duration lasts) implements Step {}
}
