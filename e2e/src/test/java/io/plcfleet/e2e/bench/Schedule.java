package io.plcfleet.e2e.bench;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** When a client reads which of its connections: each once a second. */
enum Schedule {
  /** Each at its own time. */
  SPREAD,
  /** The same, rounded up to 10 ms, as the monitor does it. */
  GRID,
  /** All at once. */
  BURST;

  static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);
  private static final long GRID_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  static Schedule of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Nanoseconds after the start of each second. */
  long offset(int number, int of) {
    long even = INTERVAL * number / of;
    return switch (this) {
      case SPREAD -> even;
      case GRID -> (even + GRID_NANOS - 1) / GRID_NANOS * GRID_NANOS;
      case BURST -> 0;
    };
  }
}
