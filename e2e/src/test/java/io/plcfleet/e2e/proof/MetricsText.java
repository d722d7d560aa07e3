package io.plcfleet.e2e.proof;

import java.util.HashMap;
import java.util.Map;

/**
 * A page of metrics, by series as they stand there: {@code plc_up{plc="press"}}.
 *
 * @param at when it had been fetched, {@link System#nanoTime}
 */
public record MetricsText(long at, Map<String, Double> series) {
  static MetricsText of(long at, String page) {
    Map<String, Double> series = new HashMap<>();
    page.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
      int space = line.lastIndexOf(' ');
      if (space > 0) series.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
    });
    return new MetricsText(at, series);
  }

  /** NaN when it is not there. */
  public double of(String metric, String plc) {
    return series.getOrDefault(metric + "{plc=\"" + plc + "\"}", Double.NaN);
  }

  /** A counter with one more label; 0 when it has not begun. */
  public double count(String metric, String plc, String label, String value) {
    return series.getOrDefault(metric + "{plc=\"" + plc + "\"," + label + "=\"" + value + "\"}", 0.0);
  }

  public double answered(String plc) {
    return count("plc_reads_total", plc, "result", "answered");
  }
}
