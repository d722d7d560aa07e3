package io.plcfleet.scoring.scenario;

import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.scenario.VirtualMonitor.GradeAt;
import java.util.List;

/**
 * When the alert of a grade fires: scraped every 5 s, rules evaluated every 5 s. A grade may be a second old when it is scraped. Nobody
 * can choose when the two happen, so the answer is that of the worst moments.
 */
final class VirtualPrometheus {
  static final long NEVER = Long.MAX_VALUE;
  private static final long INTERVAL = 5_000;
  private static final long PHASE = 500;

  private VirtualPrometheus() {}

  /**
   * @param grades changes, in their order
   * @param since only alerts that begin to wait after this time
   * @return milliseconds, or {@link #NEVER} when it does not fire until {@code until}
   */
  static long firesAtTheLatest(Grade grade, List<GradeAt> grades, long since, long until) {
    long latest = 0;
    for (long scrape = 0; scrape < INTERVAL; scrape += PHASE) {
      for (long rule = 0; rule < INTERVAL; rule += PHASE) {
        latest = Math.max(latest, fires(grade, grades, since, until, scrape, rule));
      }
    }
    return latest;
  }

  private static long fires(Grade grade, List<GradeAt> grades, long since, long until, long scrapePhase, long rulePhase) {
    long active = NEVER;
    long first = since - since % INTERVAL + rulePhase + (rulePhase >= since % INTERVAL ? 0 : INTERVAL);
    for (long rule = first; rule <= until; rule += INTERVAL) {
      long scrape = rule - Math.floorMod(rule - scrapePhase, INTERVAL);
      boolean is = at(scrape, grades) == grade;
      active = !is ? NEVER : Math.min(active, rule);
      if (is && rule - active >= holdsMillis(grade)) {
        return rule;
      }
    }
    return NEVER;
  }

  /** As in the alerts PlcPreFault, PlcScoreCritical and PlcScoreWarning. */
  private static long holdsMillis(Grade grade) {
    return switch (grade) {
      case PreFault -> 0;
      case Critical -> 30_000;
      case Warning -> 180_000;
      case Unknown, Healthy, Maintenance -> throw new IllegalArgumentException("there is no alert for " + grade);
    };
  }

  private static Grade at(long millis, List<GradeAt> grades) {
    Grade now = Grade.Unknown;
    for (GradeAt change : grades) {
      if (change.atMillis() <= millis) {
        now = change.grade();
      }
    }
    return now;
  }
}
