package io.plcfleet.simulator;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long a PLC's program has been running. It stands still while the CPU is in STOP. */
final class ProgramClock {
  private final LongSupplier nanos;
  private CpuState state = CpuState.Run;
  private long ranBefore;
  private long startedAt;

  ProgramClock(LongSupplier nanos) {
    this.nanos = nanos;
    this.startedAt = nanos.getAsLong();
  }

  synchronized Duration running() {
    return Duration.ofNanos(state == CpuState.Run ? ranBefore + nanos.getAsLong() - startedAt : ranBefore);
  }

  synchronized void set(CpuState next) {
    if (next == state) {
      return;
    }
    ranBefore = running().toNanos();
    startedAt = nanos.getAsLong();
    state = next;
  }

  synchronized CpuState state() {
    return state;
  }
}
