package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.Condition.Status;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Conditions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The annotation by which somebody keeps hand edits of a fleet's children for a while: for emergencies. It ends by itself. */
final class RepairPause {
  static final String ANNOTATION = "plcfleet.io/paused-until";
  static final String CONDITION = "RepairPaused";

  private RepairPause() {}

  static boolean holds(MonitorFleet fleet, Instant now) {
    return until(text(fleet)).filter(now::isBefore).isPresent();
  }

  /**
   * Nothing where there is none, or its time is over.
   *
   * @param edited what stays as it is, and who changed it
   */
  static void say(Conditions conditions, MonitorFleet fleet, List<String> edited, Instant now) {
    String text = text(fleet);
    if (text == null) return;
    if (holds(fleet, now)) {
      conditions.add(CONDITION, Status.TRUE, ConditionReason.RepairPaused, "hand edits of its children are left as they are until " + text
          + (edited.isEmpty() ? "; there are none" : ", whatever the fleet wants by then: " + String.join("; ", edited)) + "; to end it: kubectl -n " + fleet.getMetadata().getNamespace() + " annotate monitorfleet " + fleet.getMetadata().getName() + " " + ANNOTATION + "-");
    } else if (until(text).isEmpty()) {
      conditions.add(CONDITION, Status.FALSE, ConditionReason.InvalidSpec, "annotation " + ANNOTATION + ": \"" + text + "\" is no time; expected for example 2026-12-01T06:00:00Z");
    }
  }

  private static @Nullable String text(MonitorFleet fleet) {
    return fleet.getMetadata().getAnnotations() == null ? null : fleet.getMetadata().getAnnotations().get(ANNOTATION);
  }

  private static Optional<Instant> until(@Nullable String text) {
    if (text == null) return Optional.empty();
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
