package io.plcfleet.monitor.poll;

import org.jspecify.annotations.Nullable;

/** Whether a PLC can be reached: lost when a failed read and two confirming attempts failed in a row, back with any good read. */
final class Reachability {
  private @Nullable Boolean reachable;
  private int failures;

  void answered() {
    reachable = true;
    failures = 0;
  }

  void failed() {
    failures++;
    if (failures > Backoff.CONFIRMING) reachable = false;
  }

  /** Nothing is known again. */
  void forget() {
    reachable = null;
    failures = 0;
  }

  /** Absent until it is known. */
  @Nullable Boolean known() {
    return reachable;
  }

  boolean unreachable() {
    return Boolean.FALSE.equals(reachable);
  }

  /** Whether the newest attempt was answered. */
  boolean proven() {
    return Boolean.TRUE.equals(reachable) && failures == 0;
  }

  /** Attempts in a row that failed. */
  int failures() {
    return failures;
  }
}
