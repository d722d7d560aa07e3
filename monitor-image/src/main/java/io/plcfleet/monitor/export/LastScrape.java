package io.plcfleet.monitor.export;

import io.plcfleet.contract.MonitorReport.Scrapes;

/** How often the metrics were taken, and when last; any thread. */
final class LastScrape {
  private long times;
  private long atNanos;

  synchronized void note(long nowNanos) {
    times++;
    atNanos = nowNanos;
  }

  synchronized Scrapes seen(long nowNanos) {
    return new Scrapes(times, times == 0 ? null : (nowNanos - atNanos) / 1e9);
  }
}
