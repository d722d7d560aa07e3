package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Conditions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet says of its rollout: as long as its newest spec is not what all its Plcs have, it is not Ready.
 *
 * @param stalled whether only somebody's word helps
 */
record RolloutWord(boolean stalled, ConditionReason reason, String message) {
  /** Absent when there is nothing to say. */
  static @Nullable RolloutWord of(Course course) {
    if (course.begin() != null) return new RolloutWord(false, ConditionReason.Progressing, "a rollout from revision " + course.begin().from() + " to " + course.begin().to() + " begins");
    ConfigRollout rollout = course.rollout() == null ? course.failed() : course.rollout();
    if (rollout == null) return null;
    ConfigRolloutStatus status = rollout.getStatus();
    Phase phase = status == null || status.phase() == null ? Phase.Pending : status.phase();
    String said = status == null || status.message() == null ? "it begins" : status.message();
    return new RolloutWord(phase == Phase.RolledBack || phase == Phase.Frozen, reason(status), "ConfigRollout " + rollout.getMetadata().getName() + " is " + phase + ": " + said
        + (phase == Phase.RolledBack ? ". All Plcs are given the settings of revision " + course.stable() + ". Edit the fleet, or try again: kubectl -n "
            + rollout.getMetadata().getNamespace() + " patch configrollout " + rollout.getMetadata().getName() + " --type merge -p '{\"spec\":{\"retry\":true}}'" : ""));
  }

  private static ConditionReason reason(@Nullable ConfigRolloutStatus status) {
    for (ConditionReason reason : ConditionReason.values()) {
      if (status != null && Objects.equals(status.reason(), reason.name())) return reason;
    }
    return ConditionReason.Progressing;
  }

  void say(Conditions conditions, String further) {
    if (stalled) conditions.stalled(reason, message + further);
    else conditions.reconciling(reason, message + further);
  }
}
