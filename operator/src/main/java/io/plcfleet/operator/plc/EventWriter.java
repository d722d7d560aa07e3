package io.plcfleet.operator.plc;

import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcStatus;
import io.plcfleet.operator.apply.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what {@link GradeEvents} decides. A plant that goes down is no reason for a flood of lines in the log. */
final class EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
  private static final Duration COMPLAIN_EVERY = Duration.ofMinutes(1);

  private final Events door;
  private final GradeEvents events = new GradeEvents();
  private @Nullable Instant complainedAt;

  EventWriter(Events door) {
    this.door = door;
  }

  void keepOnly(Set<String> uids) {
    events.keepOnly(uids);
  }

  /** @param plc with the status of before */
  void wrote(Plc plc, PlcStatus written, Instant now) {
    events.after(plc, plc.getStatus(), written, now).ifPresent(door::write);
    if (complainedAt != null && Duration.between(complainedAt, now).compareTo(COMPLAIN_EVERY) < 0) return;
    int leftOut = events.leftOut();
    if (leftOut == 0) return;
    complainedAt = now;
    LOG.warn("{} changes of grades have no Event: there were too many at once; the status of the Plcs says them all", leftOut);
  }
}
