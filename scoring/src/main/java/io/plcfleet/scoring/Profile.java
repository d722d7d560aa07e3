package io.plcfleet.scoring;

import java.time.Duration;

/**
 * How a link is scored: the custom resource {@code ScoringProfile} with every default filled in and every text parsed.
 *
 * @param window how far back all signals look but those of R-12, which look back a minute
 * @param decay how fast old events lose weight in it
 * @param actions what a monitor does by itself when the grade gets worse
 */
public record Profile(Duration window, Decay decay, Formula formula, Thresholds grades, Hysteresis hysteresis, Actions actions) {
  public Profile {
    require(isPositive(window), "window must be longer than 0");
    require(grades.healthy() + hysteresis.points() <= 100,
        "grades.healthy + hysteresis.points must be at most 100, else nothing can become Healthy again");
  }

  /** What holds where a fleet names no profile. Sources: R-11 window and decay, R-12 bounds, R-13 grades. */
  public static Profile standard() {
    return BuiltIn.STANDARD;
  }

  /** By itself, since its parts, which have constants too, need {@link Profile} to check themselves. */
  private static final class BuiltIn {
    static final Profile STANDARD = new Profile(
        Duration.ofMinutes(5), Decay.STANDARD, Penalties.standard(),
        new Thresholds(90, 70, 50), new Hysteresis(2, Duration.ofSeconds(10), Duration.ofSeconds(60)), Actions.STANDARD);
  }

  /** Weight of an event: {@code factor^(age/per)}. */
  public record Decay(double factor, Duration per) {
    /** */
    public static final Decay STANDARD = new Decay(0.8, Duration.ofSeconds(60));
    /** Every event of the window weighs the same. */
    public static final Decay NONE = new Decay(1, Duration.ofSeconds(60));

    public Decay {
      require(factor > 0 && factor <= 1, "decay.factor must be more than 0 and at most 1");
      require(isPositive(per), "decay.per must be longer than 0");
    }
  }

  /** The least score of each grade: {@code score >= healthy} is Healthy, and so on; below {@code critical} is PreFault. */
  public record Thresholds(double healthy, double warning, double critical) {
    public Thresholds {
      require(healthy <= 100 && healthy > warning && warning > critical && critical > 0,
          "grades must descend: 100 >= healthy > warning > critical > 0");
    }

    /** Grade of a score by itself, without hysteresis. */
    public Grade of(double score) {
      if (score >= healthy) {
        return Grade.Healthy;
      }
      return score >= warning ? Grade.Warning : score >= critical ? Grade.Critical : Grade.PreFault;
    }
  }

  /**
   * What keeps a grade from flapping.
   *
   * @param points a better grade needs so many more than its threshold; a worse one is entered at the threshold itself
   * @param worseAfter a worse grade must have held without a break for so long; PreFault a third of it
   * @param betterAfter a better grade likewise
   */
  public record Hysteresis(double points, Duration worseAfter, Duration betterAfter) {
    public Hysteresis {
      require(points >= 0, "hysteresis.points must not be negative");
      require(!worseAfter.isNegative() && !betterAfter.isNegative(), "hysteresis times must not be negative");
    }

    /** R-13 gives the alert of PreFault 15 s: docs/decisions/0011. */
    Duration preFaultAfter() {
      return worseAfter.dividedBy(3);
    }
  }

  /**
   * What a monitor does by itself, by grade.
   *
   * @param warningReadRatePercent how much of their declared rate tags that are not essential keep at Warning; 1 to 100
   * @param criticalEssentialOnly whether at Critical only essential tags are read
   * @param preFaultHold whether at PreFault nothing new is begun: {@link Action#hold}
   */
  public record Actions(int warningReadRatePercent, boolean criticalEssentialOnly, boolean preFaultHold) {
    /** */
    public static final Actions STANDARD = new Actions(50, true, true);

    public Actions {
      require(warningReadRatePercent >= 1 && warningReadRatePercent <= 100, "actions.warning.readRate must be 1 to 100 percent");
    }

    /** Of a grade. Nothing is done to a link of which too little is known, or in maintenance. */
    public Action of(Grade grade) {
      return switch (grade) {
        case Unknown, Healthy, Maintenance -> Action.NORMAL;
        case Warning -> new Action(warningReadRatePercent, false);
        case Critical -> new Action(criticalPercent(), false);
        case PreFault -> new Action(criticalPercent(), preFaultHold);
      };
    }

    private int criticalPercent() {
      return criticalEssentialOnly ? 0 : warningReadRatePercent;
    }
  }

  private static boolean isPositive(Duration duration) {
    return duration.compareTo(Duration.ZERO) > 0;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
