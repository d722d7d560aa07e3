package io.plcfleet.monitor.diagnosis;

import java.time.Duration;

/** What the PLC says of its CPU. It counts as stopped when it says so twice, a second or more apart, and nothing else between. */
final class Cpu {
  private static final long APART = Duration.ofSeconds(1).toNanos();

  private int stops;
  private long firstStop;
  private long newestStop;
  private boolean ranEver;
  private long ran;

  void stopped(long now) {
    if (stops == 0) firstStop = now;
    newestStop = now;
    stops++;
  }

  void runs(long now) {
    stops = 0;
    ranEver = true;
    ran = now;
  }

  void unknown() {
    stops = 0;
  }

  boolean isStopped() {
    return stops > 1 && newestStop - firstStop >= APART;
  }

  int stops() {
    return stops;
  }

  long firstStop() {
    return firstStop;
  }

  long newestStop() {
    return newestStop;
  }

  long firstSignAfter() {
    return ranEver ? firstStop - ran : Diagnosis.UNKNOWN;
  }
}
