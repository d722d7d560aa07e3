package io.plcfleet.monitor.diagnosis;

/** A tag that the program of the PLC must change. Only samples count: while nobody could look, nothing is known to have stood still. */
final class LifeSign {
  /** Fewer equal samples may be chance. */
  private static final int ENOUGH = 5;

  private int equal;  // samples since the one that changed last, that one too
  private boolean changedEver;
  private long changed;
  private long firstEqual;
  private long newest;
  private long maxFrozen;

  void sample(long now, boolean differs, long maxFrozenNanos) {
    maxFrozen = maxFrozenNanos;
    newest = now;
    changedEver |= differs && equal > 0;
    if (differs || equal == 0) {
      equal = 1;
      changed = now;
      return;
    }
    if (equal == 1) firstEqual = now;
    equal++;
  }

  /** The next sample begins anew: we were not there to see. */
  void interrupted() {
    equal = 0;
  }

  boolean isFrozen() {
    return equal >= ENOUGH && newest - changed > maxFrozen;
  }

  /** Since we read it. */
  boolean changedEver() {
    return changedEver;
  }

  int samples() {
    return equal;
  }

  /** As long as it was seen to stand still. */
  long frozenFor() {
    return newest - changed;
  }

  long firstEqual() {
    return firstEqual;
  }

  long firstSignAfter() {
    return changedEver ? firstEqual - changed : Diagnosis.UNKNOWN;
  }

  long maxFrozen() {
    return maxFrozen;
  }
}
