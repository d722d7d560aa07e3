package io.plcfleet.monitor.poll;

import io.plcfleet.monitor.link.CpuState;
import java.time.Duration;

/**
 * When to ask a CPU whether its program runs. Along with a read, never by itself; but a STOP is confirmed a second later, for the first one
 * may be a change of program, and the second is the finding.
 */
final class CpuWatch {
  private static final long EVERY = Duration.ofSeconds(5).toNanos();
  private static final long CONFIRMED_AFTER = Duration.ofSeconds(1).toNanos();
  /** A CPU that cannot say is asked again as seldom. */
  private static final long SELDOM = Duration.ofMinutes(5).toNanos();

  private CpuState state = CpuState.Unknown;
  private boolean asked;
  private boolean toBeConfirmed;
  private long due;

  boolean isDue(long now) {
    return !asked || now - due >= 0;
  }

  /** It may have stopped: to be asked once more, at {@link #due}, by itself. */
  boolean isToBeConfirmed() {
    return toBeConfirmed;
  }

  long due() {
    return due;
  }

  void says(long now, CpuState said) {
    toBeConfirmed = said == CpuState.Stop && state != CpuState.Stop;
    state = said;
    asked = true;
    due = now + switch (said) {
      case Run -> EVERY;
      case Stop -> toBeConfirmed ? CONFIRMED_AFTER : EVERY;
      case Unknown -> SELDOM;
    };
  }

  /** The connection is lost: what it said holds no longer, and it is asked first thing on the next one. */
  void forget() {
    state = CpuState.Unknown;
    asked = false;
    toBeConfirmed = false;
  }

  /** As {@code plc_cpu_state} has it. */
  int number() {
    return switch (state) {
      case Unknown -> 0;
      case Run -> 1;
      case Stop -> 2;
    };
  }

  CpuState state() {
    return state;
  }
}
