package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleetStatus;
import java.time.Duration;

/** Some child of a fleet could not be written. All else went on, and what is known of the fleet is worth telling. */
final class NotAllAppliedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient RuntimeException first;
  private final transient MonitorFleetStatus status;
  private final Duration again;

  /**
   * @param first of what failed
   * @param status as if nothing had
   * @param again when the fleet was to be looked at, had nothing failed
   */
  NotAllAppliedException(RuntimeException first, MonitorFleetStatus status, Duration again) {
    super(first.getMessage(), first);
    this.first = first;
    this.status = status;
    this.again = again;
  }

  RuntimeException cause() {
    return first;
  }

  MonitorFleetStatus status() {
    return status;
  }

  Duration again() {
    return again;
  }
}
