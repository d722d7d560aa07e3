package io.plcfleet.scoring;

/** How measures become points. A formula remembers nothing; what is kept while a signal is absent lies in {@link Scorer}. */
public sealed interface Formula permits Penalties {
  /** Points the signal can cost at most; 0 when the formula does not look at it. */
  double atStake(SignalName signal);

  /** Points lost at a measured value, between 0 and {@link #atStake}. Allocates nothing. */
  double lost(SignalName signal, double value);

  /**
   * Why a signal costs what it costs, in one sentence.
   *
   * @param lost points, after the shares of absent signals were added
   * @param atStake points, likewise
   */
  String explain(SignalName signal, double value, double lost, double atStake);
}
