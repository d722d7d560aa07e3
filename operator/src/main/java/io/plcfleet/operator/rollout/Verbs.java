package io.plcfleet.operator.rollout;

import org.jspecify.annotations.Nullable;

/**
 * What people ask of a rollout.
 *
 * @param promoteStep number of the step to leave; of no effect unless it is the present one
 */
public record Verbs(boolean paused, @Nullable Integer promoteStep, boolean promoteFull, boolean abort, boolean retry) {
  public static final Verbs NONE = new Verbs(false, null, false, false, false);
}
