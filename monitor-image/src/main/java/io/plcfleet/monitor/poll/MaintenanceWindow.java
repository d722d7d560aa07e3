package io.plcfleet.monitor.poll;

import io.plcfleet.contract.MonitorConfig.Connections;
import io.plcfleet.contract.MonitorConfig.Maintenance;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Work that is declared on a PLC, over at a time of day.
 *
 * @param release whether its connection is closed meanwhile, for whoever works on it
 */
record MaintenanceWindow(Instant until, boolean release) {
  /** @param declared with an {@code until} that was checked */
  static @Nullable MaintenanceWindow of(@Nullable Maintenance declared) {
    if (declared == null) return null;
    return new MaintenanceWindow(OffsetDateTime.parse(declared.until()).toInstant(), declared.connections() == Connections.Release);
  }

  boolean holds(Instant timeOfDay) {
    return timeOfDay.isBefore(until);
  }
}
