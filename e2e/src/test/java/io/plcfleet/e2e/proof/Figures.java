package io.plcfleet.e2e.proof;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Times, sorted. */
record Figures(List<Duration> sorted) {
  static Figures of(Collection<Duration> times) {
    return new Figures(times.stream().sorted().toList());
  }

  /** The smallest time that so many per cent do not exceed. */
  Duration percentile(double percent) {
    if (sorted.isEmpty()) throw new IllegalStateException("no times");
    return sorted.get((int) Math.max(0, Math.ceil(percent / 100 * sorted.size()) - 1));
  }

  Duration most() {
    return sorted.getLast();
  }

  /** Median and the longest, as a cell of a table; a dash when there are none. */
  String text() {
    return sorted.isEmpty() ? "-" : text(percentile(50)) + " / " + text(most());
  }

  static String text(Duration time) {
    double seconds = time.toNanos() / 1e9;
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
  }
}
