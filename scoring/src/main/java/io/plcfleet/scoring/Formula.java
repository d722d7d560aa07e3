package io.plcfleet.scoring;

import io.plcfleet.scoring.Profile.Decay;
import java.util.List;

/**
 * How measures become a score: {@code 100 - sum of what the terms lose}, at least 0. A formula remembers nothing; what is kept while a
 * signal is absent lies in {@link Scorer}.
 */
public sealed interface Formula permits Penalties, Linear, Stability {
  /** At most one per signal; their points add up to 100. */
  List<? extends Term> terms();

  /** What old events weigh where a profile does not say. */
  Decay decay();
}
