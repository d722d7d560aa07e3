package io.plcfleet.operator.selection;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the monitors of a fleet are scraped, by their own word. */
public record Scrapes(List<Scraped> monitors) {
  /** Prometheus is told of a new target within a minute; one scrape may be lost. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LOST_SCRAPES = 4;

  /**
   * A monitor that has reported and says whether it is scraped.
   *
   * @param runs for so long
   * @param ago the newest scrape; absent when there was none
   */
  public record Scraped(String monitor, Duration runs, @Nullable Duration ago) {}

  static Duration patience(Duration interval) {
    Duration several = interval.multipliedBy(LOST_SCRAPES);
    return several.compareTo(PATIENCE) > 0 ? several : PATIENCE;
  }

  boolean all(Duration patience) {
    return !monitors.isEmpty() && monitors.stream().allMatch(m -> fresh(m, patience));
  }

  /** Monitors that nobody has scraped, although they run for long enough. */
  List<Scraped> late(Duration patience) {
    return monitors.stream().filter(m -> !fresh(m, patience) && m.runs.compareTo(patience) > 0).toList();
  }

  private static boolean fresh(Scraped monitor, Duration patience) {
    return monitor.ago != null && monitor.ago.compareTo(patience) <= 0;
  }
}
