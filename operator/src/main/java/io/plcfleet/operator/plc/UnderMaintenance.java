package io.plcfleet.operator.plc;

import io.plcfleet.api.v1alpha1.Condition.Status;
import io.plcfleet.api.v1alpha1.PlcSpec.Maintenance;
import io.plcfleet.contract.MonitorConfig.Connections;
import io.plcfleet.operator.status.ConditionReason;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the maintenance that a Plc declares holds. Its monitor decides, by its own clock; what no monitor was told holds nowhere. */
final class UnderMaintenance {
  private UnderMaintenance() {}

  /** What the condition Maintenance is to say. */
  record Said(Status status, ConditionReason reason, String message) {}

  /**
   * Empty when none is declared.
   *
   * @param told whether the monitor says that it holds; absent when it says nothing
   * @param obstacle why it may not hold yet
   */
  static Optional<Said> condition(@Nullable Maintenance declared, @Nullable Boolean told, String obstacle, Instant now) {
    return end(declared).map(end -> {
      if (!now.isBefore(end)) {
        return new Said(Status.FALSE, ConditionReason.MaintenanceExpired,
            "over since " + end + ", so it is judged and alerted again: remove spec.maintenance, or set until anew");
      }
      if (told == null) return new Said(Status.UNKNOWN, ConditionReason.MonitorSilent, "declared until " + end + ", but " + obstacle);
      return told ? new Said(Status.TRUE, ConditionReason.Maintenance, what(declared) + "until " + end)
          : new Said(Status.FALSE, ConditionReason.Progressing, "declared until " + end + ", but not in force: " + obstacle);
    });
  }

  /** When it ends or ended; empty when none is declared. */
  static Optional<Instant> end(@Nullable Maintenance declared) {
    if (declared == null || !declared.active() || declared.until() == null) return Optional.empty();
    try {
      return Optional.of(OffsetDateTime.parse(declared.until()).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();  // a problem of the spec, told as such
    }
  }

  private static String what(@Nullable Maintenance declared) {
    if (declared == null) return "";
    return (declared.reason() == null || declared.reason().isBlank() ? "" : declared.reason() + ", ")
        + (declared.connections() == Connections.Release ? "its connection released, " : "");
  }
}
