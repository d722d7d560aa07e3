package io.plcfleet.scoring;

import java.time.Duration;

/**
 * How a link is scored: the custom resource {@code ScoringProfile} with every default filled in and every text parsed.
 *
 * @param window how far back the success ratio looks
 * @param decay how fast old reads lose weight in it
 */
public record Profile(Duration window, Decay decay, Formula formula, Thresholds grades, Hysteresis hysteresis) {
  private static final Profile STANDARD = new Profile(
      Duration.ofMinutes(5), new Decay(0.8, Duration.ofSeconds(60)), Penalties.standard(),
      new Thresholds(90, 70, 50), new Hysteresis(2, Duration.ofSeconds(10), Duration.ofSeconds(60)));

  public Profile {
    require(isPositive(window), "window must be longer than 0");
    require(grades.healthy() + hysteresis.points() <= 100,
        "grades.healthy + hysteresis.points must be at most 100, else nothing can become Healthy again");
  }

  /** What holds where a fleet names no profile. Sources: R-11 window and decay, R-12 bounds, R-13 grades. */
  public static Profile standard() {
    return STANDARD;
  }

  /** Weight of a read: {@code factor^(age/per)}. */
  public record Decay(double factor, Duration per) {
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
   * @param worseAfter a worse grade must have held without a break for so long
   * @param betterAfter a better grade likewise
   */
  public record Hysteresis(double points, Duration worseAfter, Duration betterAfter) {
    public Hysteresis {
      require(points >= 0, "hysteresis.points must not be negative");
      require(!worseAfter.isNegative() && !betterAfter.isNegative(), "hysteresis times must not be negative");
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
