package io.plcfleet.e2e.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One stretch of a long run: its first and last page of metrics, and what the process held meanwhile. Medians and lowest values are compared,
 * not single ones: connections come and go while the dead are tried.
 */
record EnduranceWindow(MetricsText first, MetricsText last, List<Vitals> vitals, long heapBytes) {
  /** Threads of the compiler and of pages come and go. */
  private static final int THREADS = 2;
  private static final int SOCKETS = 10;
  private static final double HEAP_GROWTH = 1.05;
  private static final long HEAP = 300_000;
  private static final double RESIDENT_GROWTH = 1.1;

  static EnduranceWindow of(MonitorProcess monitor, Duration length, int samples) {
    MetricsText first = monitor.metrics();
    List<Vitals> vitals = new ArrayList<>();
    long[] heaps = new long[3];
    for (int i = 0; i < samples; i++) {
      Pause.millis(length.toMillis() / samples);
      vitals.add(monitor.vitals());
      if (i >= samples - heaps.length) heaps[i - samples + heaps.length] = monitor.liveHeapBytes();
    }
    return new EnduranceWindow(first, monitor.metrics(), vitals, Arrays.stream(heaps).min().orElseThrow());
  }

  double seconds() {
    return (last.at() - first.at()) / 1e9;
  }

  /** By how much a counter has grown. */
  double moreOf(String metric, String plc, String label, String value) {
    return last.count(metric, plc, label, value) - first.count(metric, plc, label, value);
  }

  void assertNoMoreThan(EnduranceWindow earlier) {
    assertThat(heapBytes).as("bytes of heap in use").isLessThan((long) (earlier.heapBytes * HEAP_GROWTH) + HEAP);
    assertThat(threads()).as("threads").isLessThanOrEqualTo(earlier.threads() + THREADS);
    assertThat(sockets()).as("sockets").isLessThanOrEqualTo(earlier.sockets() + SOCKETS);
    assertThat(residentBytes()).as("resident bytes").isLessThan((long) (earlier.residentBytes() * RESIDENT_GROWTH));
  }

  private int threads() {
    return (int) median(vitals.stream().mapToLong(Vitals::threads).toArray());
  }

  private int sockets() {
    return (int) median(vitals.stream().mapToLong(Vitals::sockets).toArray());
  }

  private long residentBytes() {
    return median(vitals.stream().mapToLong(Vitals::residentBytes).toArray());
  }

  private double cpuPercent() {
    Duration cpu = vitals.getLast().cpu().minus(vitals.getFirst().cpu());
    return 100 * (cpu.toMillis() / 1e3) / seconds() * vitals.size() / (vitals.size() - 1);
  }

  private static long median(long[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.0f s: heap in use %.2f MB, resident %.1f MB, %d threads, %d sockets, CPU %.1f %% of a core",
        seconds(), heapBytes / 1e6, residentBytes() / 1e6, threads(), sockets(), cpuPercent());
  }
}
