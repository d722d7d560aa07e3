package io.plcfleet.monitor.export;

import io.plcfleet.contract.Metric;
import io.plcfleet.monitor.link.Loops;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** How the monitor itself fares: few figures, those that tell whether it can keep its schedule. */
final class MonitorFigures {
  private final Loops loops;
  private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
  private volatile double scrapeSeconds = Double.NaN;

  MonitorFigures(Loops loops) {
    this.loops = loops;
  }

  void scraped(long nanos) {
    scrapeSeconds = nanos / 1e9;
  }

  void write(Exposition text) {
    text.add(Metric.PLC_MONITOR_LOOP_BUSY_SECONDS_TOTAL, loops.busyNanos() / 1e9);
    if (!Double.isNaN(scrapeSeconds)) text.add(Metric.PLC_MONITOR_SCRAPE_SECONDS, scrapeSeconds);
    ProcessHandle.current().info().totalCpuDuration().ifPresent(time -> text.add(Metric.PROCESS_CPU_SECONDS_TOTAL, time.toNanos() / 1e9));
    text.add(Metric.PROCESS_START_TIME_SECONDS, runtime.getStartTime() / 1e3);
    text.add(Metric.JVM_HEAP_USED_BYTES, (double) memory.getHeapMemoryUsage().getUsed());
    long collecting = 0;
    for (GarbageCollectorMXBean each : collectors) collecting += Math.max(0, each.getCollectionTime());
    text.add(Metric.JVM_GC_SECONDS_TOTAL, collecting / 1e3);
    text.add(Metric.JVM_THREADS, threads.getThreadCount());
  }
}
