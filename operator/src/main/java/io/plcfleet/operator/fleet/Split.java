package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.operator.rollout.Turn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is on which revision.
 *
 * @param canary uids of the Plcs on the candidate; all others are on the stable revision
 * @param shadow whether the candidate's profiles are computed beside
 * @param goingBack whether all are on their way to the stable revision, so that nothing may hold them up
 */
record Split(Set<String> canary, boolean shadow, boolean goingBack) {
  static final Split NONE = new Split(Set.of(), false, false);

  /** @param turn of the rollout under way; absent when there is none */
  static Split of(@Nullable Turn turn) {
    return turn == null ? NONE : new Split(turn.canary(), turn.shadow(), turn.progress().phase() == Phase.RollingBack);
  }

  static Split asRecorded(Set<String> canary) {
    return new Split(canary, false, false);
  }
}
