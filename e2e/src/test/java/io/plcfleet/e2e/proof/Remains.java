package io.plcfleet.e2e.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

/** What a monitor holds after faults: more of it after more faults would be a leak. */
record Remains(int threads, int sockets, long heapBytes) {
  /** The HTTP server's and the compiler's threads come and go. */
  private static final int THREADS = 3;
  /** Connections to the pages, and one to a PLC that is being made just now. */
  private static final int SOCKETS = 4;
  private static final long HEAP = 1 << 20;

  static Remains of(MonitorProcess monitor) {
    long heap = monitor.liveHeapBytes();
    Vitals vitals = monitor.vitals();
    return new Remains(vitals.threads(), vitals.sockets(), heap);
  }

  void assertNoMoreThan(Remains before) {
    assertThat(threads).as("threads").isLessThanOrEqualTo(before.threads + THREADS);
    assertThat(sockets).as("sockets").isLessThanOrEqualTo(before.sockets + SOCKETS);
    assertThat(heapBytes).as("bytes in use").isLessThanOrEqualTo(before.heapBytes + HEAP);
  }

  String to(Remains after) {
    return String.format(Locale.ROOT, "threads %d to %d, sockets %d to %d, heap in use %.1f to %.1f MB",
        threads, after.threads, sockets, after.sockets, heapBytes / 1e6, after.heapBytes / 1e6);
  }
}
