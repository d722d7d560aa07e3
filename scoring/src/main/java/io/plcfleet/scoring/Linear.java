package io.plcfleet.scoring;

import io.plcfleet.scoring.Profile.Decay;
import java.util.List;

/**
 * {@code score = 100 * success_ratio - 0.3 * latency_ms - 2.5 * errors}, clamped to 0..100, with coefficients to choose.
 *
 * <p>Success ratio and errors are those of the profile's window, every event weighing the same unless the profile says otherwise;
 * latency is {@link ReadP95}; errors are {@link ErrorRate} times five minutes, whatever the window, so that a coefficient means the same
 * in every profile. There are no good and bad bounds: 100 ms cost 30 points on the best of links, so this formula suits links that answer
 * within some 20 ms.
 *
 * @param successRatio points for a ratio of 1; more than 0, at most 100
 * @param latencyMillis points per millisecond; 0 or less
 * @param errors points per error in five minutes; 0 or less
 */
public record Linear(double successRatio, double latencyMillis, double errors) implements Formula {
  public Linear {
    require(successRatio > 0 && successRatio <= 100, "linear.successRatio", successRatio, "more than 0 and at most 100");
    require(latencyMillis <= 0 && latencyMillis >= -100, "linear.latencyMillis", latencyMillis, "between -100 and 0: latency takes points");
    require(errors <= 0 && errors >= -100, "linear.errors", errors, "between -100 and 0: errors take points");
  }

  /** With the coefficients of R-10. */
  public static Linear standard() {
    return new Linear(100, -0.3, -2.5);
  }

  @Override
  public List<Term> terms() {
    return List.of(new LinearTerm(SignalName.SuccessRatio, successRatio), new LinearTerm(SignalName.ReadP95, latencyMillis),
        new LinearTerm(SignalName.ErrorRate, errors));
  }

  /** R-10 knows none. */
  @Override
  public Decay decay() {
    return Decay.NONE;
  }

  private static void require(boolean holds, String path, double value, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("%s: %s must be %s".formatted(path, Sentence.rounded(value, 3), otherwise));
    }
  }
}
