package io.plcfleet.operator.rollout.analysis;

import org.jspecify.annotations.Nullable;

/** Whether there is enough to conclude anything. */
final class Enough {
  static final String NOBODY = "no Plc with the change is reported on, both before and now";

  private Enough() {}

  /** What is missing yet, in words; null when nothing is. */
  static @Nullable String missing(Pairs pairs, int minimumSamples) {
    if (!pairs.mostAreThere()) {
      return "fewer than half of the " + Show.plcs(pairs.canaries()) + " with the change are reported on";
    }
    if (pairs.reads(true) < minimumSamples) return pairs.reads(true) + " reads of those with the change so far, " + minimumSamples + " are needed";
    if (pairs.hasControl() && pairs.reads(false) < minimumSamples) {
      return pairs.reads(false) + " reads of the others so far, " + minimumSamples + " are needed";
    }
    return null;
  }
}
