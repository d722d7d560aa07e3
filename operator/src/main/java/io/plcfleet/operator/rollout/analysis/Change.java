package io.plcfleet.operator.rollout.analysis;

/**
 * How one Plc changed in one thing.
 *
 * @param before in its unit
 * @param after in its unit
 * @param harm how much worse it is, in its unit; below 0 when it is better
 * @param events bad ones that the value after is made of; infinite where it is not made of events
 * @param reads due since the baseline
 */
record Change(String plc, double before, double after, double harm, double events, long reads) {
  /** Harm as a share of what it was; without limit when it was nothing. */
  double relative() {
    if (harm == 0) return 0;
    return before == 0 ? Math.copySign(Double.POSITIVE_INFINITY, harm) : harm / before;
  }
}
