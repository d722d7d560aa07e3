package io.plcfleet.e2e.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/** Response times in steps of 10 us up to 2 s; may be added to by many threads. */
final class Latencies {
  private static final long STEP = 10_000;
  private static final int STEPS = 200_000;

  private final AtomicLongArray counts = new AtomicLongArray(STEPS + 1);

  void add(long nanos) {
    counts.incrementAndGet((int) Math.min(STEPS, nanos / STEP));
  }

  void clear() {
    for (int i = 0; i <= STEPS; i++) counts.set(i, 0);
  }

  private long count() {
    long sum = 0;
    for (int i = 0; i <= STEPS; i++) sum += counts.get(i);
    return sum;
  }

  /** In milliseconds; NaN without any. */
  private double percentile(double percent) {
    long[] copy = new long[STEPS + 1];
    Arrays.setAll(copy, counts::get);
    long wanted = (long) Math.ceil(percent / 100 * Arrays.stream(copy).sum());
    long seen = 0;
    for (int i = 0; i <= STEPS; i++) {
      seen += copy[i];
      if (seen >= wanted && seen > 0) return (i + 1) * STEP / 1e6;
    }
    return Double.NaN;
  }

  /** Waits for lines on standard input: "clear" begins anew, "count" prints how many there are, any other the percentiles. Ends with the input. */
  void serve() throws java.io.IOException {
    System.out.println("ready");
    try (var lines = new java.io.BufferedReader(new java.io.InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        if (line.equals("clear")) clear();
        else if (line.equals("count")) System.out.println(count());
        else System.out.printf(Locale.ROOT, "%.2f / %.2f ms%n", percentile(50), percentile(99));
      }
    }
  }
}
