package io.plcfleet.e2e.bench;

import io.plcfleet.e2e.proof.Pause;
import io.plcfleet.e2e.proof.Vitals;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * What a process took for what it read.
 *
 * @param reads as the servers counted them
 * @param latencies median and 99th percentile, by whatever the client itself measures
 */
record Run(String client, int connections, String schedule, double seconds, long reads, Duration cpu, Vitals vitals, String latencies) {
  static final String HEADER = """
      | client | connections | schedule | reads/s | CPU ms per 1,000 reads | %% of a core | threads | resident | response time P50 / P99 |
      |---|---|---|---|---|---|---|---|---|
      """.replace("%%", "%");

  /** How many reads were answered so far. */
  interface Count {
    long get() throws IOException;
  }

  interface Ask {
    String get() throws IOException;
  }

  static Run of(String client, int connections, String schedule, long pid, Duration warm, Duration measured, Count count, Ask latencies) throws IOException {
    Pause.millis(warm.toMillis());
    long began = System.nanoTime();
    long before = count.get();
    Duration cpuBefore = Vitals.of(pid).cpu();
    Pause.millis(measured.toMillis());
    Vitals vitals = Vitals.of(pid);
    long reads = count.get() - before;
    double seconds = (System.nanoTime() - began) / 1e9;
    Run run = new Run(client, connections, schedule, seconds, reads, vitals.cpu().minus(cpuBefore), vitals, latencies.get());
    System.out.println(run);
    return run;
  }

  double cpuMillisPerThousand() {
    return 1e3 * cpu.toMillis() / reads;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "| %s | %d | %s | %.0f | %s | %.1f | %d | %.0f MB | %s |", client, connections, schedule, reads / seconds,
        reads == 0 ? "-" : String.format(Locale.ROOT, "%.1f", cpuMillisPerThousand()), cpu.toMillis() / seconds / 10, vitals.threads(),
        vitals.residentBytes() / 1e6, latencies);
  }
}
