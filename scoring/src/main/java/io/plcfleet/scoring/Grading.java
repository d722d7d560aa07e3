package io.plcfleet.scoring;

import io.plcfleet.scoring.Profile.Hysteresis;
import io.plcfleet.scoring.Profile.Thresholds;

/**
 * From score to grade, with hysteresis in points and in time.
 *
 * <p>Each of the three thresholds is a switch of its own that flips late. The grade is the number of switches that say "below". So a
 * fall from 95 to 85, and on to 40 nine seconds later, becomes Warning after ten seconds and PreFault in the thirteenth, never
 * sooner and never by way of a restarted wait. PreFault waits a third (not while in doubt, see below): its alert has 15 s in all, of
 * which Prometheus needs ten.
 *
 * <pre>
 *   switch          flips to below            flips back
 *   healthy  90     score &lt; 90 for 10 s       score &gt;= 92 for 60 s
 *   warning  70     score &lt; 70 for 10 s       score &gt;= 72 for 60 s
 *   critical 50     score &lt; 50 for 3.3 s      score &gt;= 52 for 60 s
 * </pre>
 *
 * <p>The first grade. After a warm-up a score rests on few reads, and one that was slow by chance would mark a good PLC for the minute
 * that a better grade takes. So a first score of Healthy counts at once, and a worse one is doubted: the switches start as if the link
 * had been Healthy, and until the first of them has flipped the grade is Unknown. Doubt ends for good after {@code worseAfter}, or
 * sooner with a score of Healthy; only {@link #startOver} brings it back, so nothing that flaps stays Unknown.
 */
final class Grading {
  private final double points;
  private final Thresholds thresholds;
  private final long worseAfter;
  private final long preFaultAfter;
  private final long betterAfter;
  private final Switch healthy = new Switch();
  private final Switch warning = new Switch();
  private final Switch critical = new Switch();
  private boolean begun;
  private boolean doubting; // before the first score: whether it will be doubted

  Grading(Profile profile) {
    Hysteresis hysteresis = profile.hysteresis();
    points = hysteresis.points();
    thresholds = profile.grades();
    worseAfter = hysteresis.worseAfter().toNanos();
    preFaultAfter = hysteresis.preFaultAfter().toNanos();
    betterAfter = hysteresis.betterAfter().toNanos();
  }

  /**
   * The next score is graded by itself, as if it were the first.
   *
   * @param patiently whether a first grade worse than Healthy must have held like any worse grade
   */
  void startOver(boolean patiently) {
    begun = false;
    doubting = patiently;
  }

  /** False once there was a grade, until it starts over; and when it started over without patience. */
  boolean doubting() {
    return doubting;
  }

  /** Unknown while a bad first grade has not held for long enough. */
  Grade grade(double score, long now) {
    if (!begun) {
      begun = true;
      healthy.set(!doubting && score < thresholds.healthy());
      warning.set(!doubting && score < thresholds.warning());
      critical.set(!doubting && score < thresholds.critical());
    }
    boolean belowHealthy = healthy.below(thresholds.healthy(), score, now, worseAfter);
    boolean belowWarning = warning.below(thresholds.warning(), score, now, worseAfter);
    boolean belowCritical = critical.below(thresholds.critical(), score, now, doubting ? worseAfter : preFaultAfter);
    doubting = doubting && score < thresholds.healthy() && !belowHealthy;
    if (doubting) {
      return Grade.Unknown;
    }
    if (belowCritical) {
      return Grade.PreFault;
    }
    return belowWarning ? Grade.Critical : belowHealthy ? Grade.Warning : Grade.Healthy;
  }

  private final class Switch {
    private boolean below;
    private boolean waiting;
    private long since;

    void set(boolean isBelow) {
      below = isBelow;
      waiting = false;
    }

    boolean below(double threshold, double score, long now, long longEnough) {
      boolean otherSide = below ? score >= threshold + points : score < threshold;
      if (!otherSide) {
        waiting = false;
        return below;
      }
      if (!waiting) {
        waiting = true;
        since = now;
      }
      if (now - since >= (below ? betterAfter : longEnough)) {
        set(!below);
      }
      return below;
    }
  }
}
