package io.plcfleet.scoring.scenario;

import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.LinkAlert;
import io.plcfleet.scoring.Reason;
import io.plcfleet.scoring.scenario.VirtualMonitor.Seen;
import java.util.List;

/**
 * When an alert fires: scraped every 5 s, rules evaluated every 5 s. What is exported may be a second old when it is scraped. Nobody can
 * choose when the two happen, so the answer is that of the worst moments.
 */
final class VirtualPrometheus {
  static final long NEVER = Long.MAX_VALUE;
  private static final long INTERVAL = 5_000;
  private static final long PHASE = 500;
  private static final long AFTER_OUTAGE = LinkAlert.AFTER_OUTAGE.toMillis();

  private VirtualPrometheus() {}

  /**
   * Plays an alert.
   *
   * @param history what the monitor exported, in its order
   * @param since only alerts that begin to wait after this time
   * @return milliseconds, or {@link #NEVER} when it does not fire until {@code until}
   */
  static long firesAtTheLatest(LinkAlert alert, List<Seen> history, long since, long until) {
    long latest = 0;
    for (long scrape = 0; scrape < INTERVAL; scrape += PHASE) {
      for (long rule = 0; rule < INTERVAL; rule += PHASE) {
        latest = Math.max(latest, fires(alert, history, since, until, scrape, rule));
      }
    }
    return latest;
  }

  private static long fires(LinkAlert alert, List<Seen> history, long since, long until, long scrapePhase, long rulePhase) {
    long active = NEVER;
    long lastDown = -AFTER_OUTAGE;
    long scrape = scrapePhase;
    long first = since - since % INTERVAL + rulePhase + (rulePhase >= since % INTERVAL ? 0 : INTERVAL);
    for (long rule = first; rule <= until; rule += INTERVAL) {
      for (; scrape <= rule; scrape += INTERVAL) {
        if (at(scrape, history).unreachable()) lastDown = scrape;
      }
      Seen seen = at(scrape - INTERVAL, history);
      boolean silent = alert.waitsAfterAnOutage() && rule - lastDown < AFTER_OUTAGE;
      boolean is = !silent && alert.concerns(seen.grade(), seen.reason(), seen.unreachable());
      active = !is ? NEVER : Math.min(active, rule);
      if (is && rule - active >= alert.holds().toMillis()) {
        return rule;
      }
    }
    return NEVER;
  }

  private static Seen at(long millis, List<Seen> history) {
    Seen now = new Seen(0, Grade.Unknown, Reason.WarmingUp, false);
    for (Seen seen : history) {
      if (seen.atMillis() <= millis) {
        now = seen;
      }
    }
    return now;
  }
}
