package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Event;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.apply.ObjectEvent;
import io.plcfleet.operator.rollout.RolloutStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a rollout becomes Events: each line of its history, of the rollout; and of the fleet what its owner has to know, which is how it ended
 * and where it waits for somebody.
 */
final class RolloutNews {
  private static final String ACTION = "RollOut";
  private static final Set<Phase> WARNS = Set.of(Phase.RollingBack, Phase.RolledBack, Phase.Frozen);

  private RolloutNews() {}

  /**
   * @param rollout with the status of before
   * @param written the status that is stored now
   */
  static List<ObjectEvent> of(MonitorFleet fleet, ConfigRollout rollout, ConfigRolloutStatus written, Instant now) {
    ConfigRolloutStatus before = rollout.getStatus();
    List<ObjectEvent> news = new ArrayList<>();
    Event line = last(written);
    Phase phase = written.phase();
    if (line != null && phase != null && !line.equals(last(before))) {
      news.add(event(rollout, line.what(), WARNS.contains(phase), line.message(), now));
      boolean ends = phase.isOver() || phase == Phase.Frozen;
      if (ends && before != null && phase != before.phase()) news.add(event(fleet, line.what(), WARNS.contains(phase), named(rollout, line.message()), now));
    }
    if (RolloutStatus.isStuck(written) && !RolloutStatus.isStuck(before)) {
      String why = Objects.requireNonNullElse(written.message(), "");
      news.add(event(fleet, RolloutStatus.STUCK, true, named(rollout, "stuck: " + why), now));
    }
    return news;
  }

  private static ObjectEvent event(HasMetadata about, String reason, boolean warns, String note, Instant now) {
    return ObjectEvent.once(about, ACTION, reason, warns, note, now);
  }

  private static String named(ConfigRollout rollout, String message) {
    return "ConfigRollout " + rollout.getMetadata().getName() + " is " + message;
  }

  private static @Nullable Event last(@Nullable ConfigRolloutStatus status) {
    return status == null || status.history() == null || status.history().isEmpty() ? null : status.history().getLast();
  }
}
