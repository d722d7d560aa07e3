package io.plcfleet.scoring;

import io.plcfleet.scoring.Profile.Decay;
import java.util.List;

/**
 * {@code score = 60 * (1 - H / log2 N) + 40 / (1 + sigma)}, with weights to choose.
 *
 * <p>H is {@link ErrorEntropy}; N the number of error classes that concern a link, not of those that occurred, so that one class is not
 * a division by zero; {@code 1 / (1 + sigma)} is {@link ResponseStability}. It tells a link that fails in one way from one that fails in
 * many, and says nothing of how often: a link that fails always, and always alike, keeps its 60 points until it is unreachable.
 *
 * @param errorEntropy points for errors of one class or none
 * @param responseStability points for response times that do not vary; both together 100
 */
public record Stability(double errorEntropy, double responseStability) implements Formula {
  public Stability {
    if (!(errorEntropy >= 0 && responseStability >= 0 && Math.abs(errorEntropy + responseStability - 100) < 1e-6)) {
      throw new IllegalArgumentException("stability: errorEntropy %s and responseStability %s must be 0 or more and add up to 100".formatted(
          Sentence.rounded(errorEntropy, 3), Sentence.rounded(responseStability, 3)));
    }
  }

  /** With the weights of R-11. */
  public static Stability standard() {
    return new Stability(60, 40);
  }

  @Override
  public List<Term> terms() {
    return List.of(new StabilityTerm(SignalName.ErrorEntropy, errorEntropy), new StabilityTerm(SignalName.ResponseStability, responseStability));
  }

  @Override
  public Decay decay() {
    return Decay.STANDARD;
  }
}
