package io.plcfleet.scoring;

/** What one signal takes from a score by a {@link Formula}. */
public sealed interface Term permits Penalty, LinearTerm, StabilityTerm {
  SignalName signal();

  /**
   * Points of the 100 that this signal stands for: while it has never been measured the others share them out. 0 where its absence
   * leaves nothing to share.
   */
  double points();

  /** Points lost at a measured value. Never falls as the value gets worse. Allocates nothing. */
  double lost(double value);

  /**
   * Why the signal costs what it costs, in one sentence.
   *
   * @param lost points, after the shares of absent signals were added
   * @param share what a point is worth: 1, or more while absent signals share theirs out
   */
  String explain(double value, double lost, double share);
}
