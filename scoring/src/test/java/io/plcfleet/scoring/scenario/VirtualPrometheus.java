package io.plcfleet.scoring.scenario;

import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import io.plcfleet.scoring.scenario.VirtualMonitor.Seen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When an alert fires: scraped every 5 s, rules evaluated every 5 s. What is exported may be a second old when it is scraped. Nobody can
 * choose when the two happen, so the answer is that of the worst moments.
 */
final class VirtualPrometheus {
  static final long NEVER = Long.MAX_VALUE;
  private static final long INTERVAL = 5_000;
  private static final long PHASE = 500;
  private static final long AFTER_OUTAGE = 300_000;

  private VirtualPrometheus() {}

  /** The conditions of the operator's rules: an outage, and a reason that has an alert of its own, are not told by the grade as well. */
  enum Alert {
    PlcUnreachable(null, null, 0),
    PlcPreFault(Grade.PreFault, null, 0),
    PlcScoreCritical(Grade.Critical, null, 30_000),
    PlcScoreWarning(Grade.Warning, null, 180_000),
    PlcCpuStopped(Grade.Critical, Reason.CpuStopped, 30_000),
    PlcLifeSignFrozen(Grade.Critical, Reason.LifeSignFrozen, 30_000);

    final @Nullable Grade grade;
    private final @Nullable Reason reason;
    private final long holdsMillis;

    Alert(@Nullable Grade grade, @Nullable Reason reason, long holdsMillis) {
      this.grade = grade;
      this.reason = reason;
      this.holdsMillis = holdsMillis;
    }

    /** @param sinceDown milliseconds since a scrape that found it unreachable */
    private boolean concerns(Seen seen, long sinceDown) {
      if (this == PlcUnreachable) return seen.unreachable() && seen.grade() != Grade.Maintenance;
      if (reason != null) return seen.reason() == reason;
      boolean ownAlert = seen.reason() == Reason.CpuStopped || seen.reason() == Reason.LifeSignFrozen;
      return seen.grade() == grade && !ownAlert && sinceDown >= AFTER_OUTAGE;
    }
  }

  /**
   * Plays an alert.
   *
   * @param history what the monitor exported, in its order
   * @param since only alerts that begin to wait after this time
   * @return milliseconds, or {@link #NEVER} when it does not fire until {@code until}
   */
  static long firesAtTheLatest(Alert alert, List<Seen> history, long since, long until) {
    long latest = 0;
    for (long scrape = 0; scrape < INTERVAL; scrape += PHASE) {
      for (long rule = 0; rule < INTERVAL; rule += PHASE) {
        latest = Math.max(latest, fires(alert, history, since, until, scrape, rule));
      }
    }
    return latest;
  }

  private static long fires(Alert alert, List<Seen> history, long since, long until, long scrapePhase, long rulePhase) {
    long active = NEVER;
    long lastDown = -AFTER_OUTAGE;
    long scrape = scrapePhase;
    long first = since - since % INTERVAL + rulePhase + (rulePhase >= since % INTERVAL ? 0 : INTERVAL);
    for (long rule = first; rule <= until; rule += INTERVAL) {
      for (; scrape <= rule; scrape += INTERVAL) {
        if (at(scrape, history).unreachable()) lastDown = scrape;
      }
      boolean is = alert.concerns(at(scrape - INTERVAL, history), rule - lastDown);
      active = !is ? NEVER : Math.min(active, rule);
      if (is && rule - active >= alert.holdsMillis) {
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
