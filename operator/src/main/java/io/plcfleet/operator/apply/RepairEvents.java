package io.plcfleet.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells people at the fleet whose hand edit was put back: once in ten minutes for an object, since two who put back each other's edits never end. */
final class RepairEvents {
  private static final Duration AGAIN_AFTER = Duration.ofMinutes(10);
  private static final String REPAIRED = "Repaired";

  private final Events events;
  private final Map<String, Instant> told = new ConcurrentHashMap<>();

  RepairEvents(Events events) {
    this.events = events;
  }

  /** @param field that was not as applied, as a path */
  void repaired(MonitorFleet owner, HasMetadata edited, String field, Instant now) {
    told.values().removeIf(at -> now.isAfter(at.plus(AGAIN_AFTER)));
    if (told.putIfAbsent(edited.getMetadata().getUid(), now) != null) return;
    events.write(ObjectEvent.once(owner, REPAIRED, REPAIRED, true, edited.getKind() + " " + edited.getMetadata().getName() + ": " + field
        + " was not as the operator applied it, last changed by " + HandEdit.editor(edited)
        + ". It is put back; to keep hand edits for a while, annotate the fleet with plcfleet.io/paused-until", now));
  }
}
