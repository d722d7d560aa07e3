package io.plcfleet.scoring;

import io.plcfleet.scoring.Profile.Decay;
import java.util.Arrays;

/**
 * Sums of several kinds of events within a window, old ones weighing less: {@code sum of amount * factor^(age/per)}.
 *
 * <p>The window is cut into steps plus the one that is being filled. An event is added with its exact weight, seen from the end of its
 * step; a step further back is worth {@code perStep} times less. So decay is exact, and only the edge of the window moves in steps: an
 * event is forgotten between {@code window} and {@code window * (1 + 1/steps)} after it happened.
 *
 * <pre>
 *   | oldest |  ...  |  ...  | current |
 *                            ^ now somewhere here; weights refer to the right edge
 * </pre>
 *
 * As time goes on all sums shrink by the same factor, so a ratio of two needs no time at all. Memory: 4 bytes per kind and step.
 */
final class EventWindow {
  static final int STEPS = 30;

  private final int kinds;
  private final int steps;
  private final long stepNanos;
  private final double logWeightPerNano;
  private final double perStep;
  private final float[] sums; // by step, then kind; floats: half the memory, and 7 digits are plenty for at most some thousand events
  private final double[] closed; // by kind: over all steps but the current one, seen from the end of the newest closed one
  private long step;
  private int current; // where its sums begin
  private long stepEnd; // nanoseconds since the history began

  /** @param steps more make the window's edge finer */
  EventWindow(int kinds, int steps, long windowNanos, Decay decay) {
    this.kinds = kinds;
    this.steps = steps;
    stepNanos = Math.max(1, windowNanos / steps);
    logWeightPerNano = Math.log(decay.factor()) / decay.per().toNanos();
    perStep = Math.exp(logWeightPerNano * stepNanos);
    stepEnd = stepNanos;
    sums = new float[(steps + 1) * kinds];
    closed = new double[kinds];
  }

  /** @param sinceStart nanoseconds since the history began, never falling */
  void add(int kind, long sinceStart, double amount) {
    forward(sinceStart);
    addWeighed(kind, amount * weight(sinceStart));
  }

  /** @param weighed the amount times {@link #weight} of the time that this was last brought forward to: for several kinds at once */
  void addWeighed(int kind, double weighed) {
    sums[current + kind] += (float) weighed;
  }

  /** Seen from the end of the current step, so good for ratios alone. */
  double sum(int kind) {
    return closed[kind] * perStep + sums[current + kind];
  }

  /** What an event of this moment adds to {@link #sum}: {@code sum / weight(now)} is seen from now. */
  double weight(long sinceStart) {
    return logWeightPerNano == 0 ? 1 : Math.exp(logWeightPerNano * (stepEnd - sinceStart));
  }

  /**
   * Events per second, weighted: a steady rate shows as itself. The whole window counts, also what lies before the first event: a
   * single error in the first second is not one per second.
   */
  double perSecond(int kind, long sinceStart) {
    double covered = steps * stepNanos + (sinceStart - step * stepNanos);
    double span = logWeightPerNano == 0 ? covered : Math.expm1(logWeightPerNano * covered) / logWeightPerNano;
    return sum(kind) / weight(sinceStart) / (span / 1e9);
  }

  /** Forgets what has left the window. */
  void forward(long sinceStart) {
    if (sinceStart < stepEnd) {
      return;
    }
    long target = sinceStart / stepNanos;
    if (target - step > steps) {
      Arrays.fill(sums, 0);
    } else {
      for (long s = step + 1; s <= target; s++) {
        Arrays.fill(sums, slot(s), slot(s) + kinds, 0);
      }
    }
    step = target;
    current = slot(step);
    stepEnd = (step + 1) * stepNanos;
    close();
  }

  /** Takes over what another one remembers of the same kinds, step by step; for a window of another length. */
  void takeOver(EventWindow other, long sinceStart) {
    for (long s = Math.max(0, other.step - other.steps); s <= other.step; s++) {
      long end = Math.min((s + 1) * other.stepNanos - 1, sinceStart);
      forward(end);
      double weight = weight(end) / Math.exp(other.logWeightPerNano * ((s + 1) * other.stepNanos - end));
      for (int kind = 0; kind < kinds; kind++) {
        sums[current + kind] += (float) (other.sums[other.slot(s) + kind] * weight);
      }
    }
    forward(sinceStart);
  }

  void clear() {
    Arrays.fill(sums, 0);
    Arrays.fill(closed, 0);
  }

  /** Summed anew each time a step closes, so no rounding error piles up. One way through the sums, in the order in which they lie. */
  private void close() {
    Arrays.fill(closed, 0);
    long oldest = Math.max(0, step - steps);
    int at = slot(oldest);
    for (long s = oldest; s < step; s++) {
      for (int kind = 0; kind < kinds; kind++) {
        closed[kind] = closed[kind] * perStep + sums[at + kind];
      }
      at = at + kinds == sums.length ? 0 : at + kinds;
    }
  }

  private int slot(long ofStep) {
    return (int) (ofStep % (steps + 1)) * kinds;
  }
}
