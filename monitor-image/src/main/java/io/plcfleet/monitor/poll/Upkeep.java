package io.plcfleet.monitor.poll;

import io.plcfleet.contract.MonitorConfig.Maintenance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether work on one PLC is under way. */
final class Upkeep {
  private @Nullable MaintenanceWindow window;
  private boolean holds;
  private boolean releases;

  /** From the next {@link #look} on. */
  void declared(@Nullable Maintenance maintenance) {
    window = MaintenanceWindow.of(maintenance);
  }

  void look(Instant timeOfDay) {
    holds = window != null && window.holds(timeOfDay);
    releases = holds && window != null && window.release();
  }

  boolean holds() {
    return holds;
  }

  /** The connection is for whoever works on the PLC. */
  boolean releases() {
    return releases;
  }
}
