package io.plcfleet.scoring;

import io.plcfleet.scoring.Profile.Decay;
import java.util.Arrays;

/**
 * Answered and failed reads within a window, old ones weighing less.
 *
 * <p>The window is cut into {@link #STEPS} steps plus the one that is being filled. A read is added with its exact weight, seen from
 * the end of its step; a step further back is worth {@code perStep} times less. So decay is exact, and only the edge of the window
 * moves in steps: a read is forgotten between {@code window} and {@code window * (1 + 1/STEPS)} after it happened.
 *
 * <pre>
 *   | oldest |  ...  |  ...  | current |
 *                            ^ now somewhere here; weights refer to the right edge
 * </pre>
 *
 * As time goes on both sums shrink by the same factor, so the ratio needs no time at all.
 */
final class Outcomes {
  static final int STEPS = 30; // a finer edge would cost 8 bytes per step

  private final long stepNanos;
  private final double logWeightPerNano;
  private final double perStep;
  private final float[] answered = new float[STEPS + 1]; // floats: half the memory, and 7 digits are plenty for at most some thousand reads
  private final float[] failed = new float[STEPS + 1];
  private long step;
  private double closedAnswered; // sum over all steps but the current one, seen from the end of the current one
  private double closedFailed;

  Outcomes(long windowNanos, Decay decay) {
    stepNanos = Math.max(1, windowNanos / STEPS);
    logWeightPerNano = Math.log(decay.factor()) / decay.per().toNanos();
    perStep = Math.exp(logWeightPerNano * stepNanos);
  }

  /** @param sinceStart nanoseconds since the history began, never falling */
  void answered(long sinceStart) {
    forward(sinceStart);
    answered[slot(step)] += (float) weight(sinceStart);
  }

  void failed(long sinceStart) {
    forward(sinceStart);
    failed[slot(step)] += (float) weight(sinceStart);
  }

  /** Answered over all, between 0 and 1, or {@link Signal#ABSENT} when the window holds no read. */
  double ratio() {
    double good = closedAnswered * perStep + answered[slot(step)];
    double all = good + closedFailed * perStep + failed[slot(step)];
    return all > 0 ? good / all : Signal.ABSENT;
  }

  /** Forgets what has left the window. */
  void forward(long sinceStart) {
    long target = sinceStart / stepNanos;
    if (target <= step) {
      return;
    }
    if (target - step > STEPS) {
      Arrays.fill(answered, 0);
      Arrays.fill(failed, 0);
    } else {
      for (long s = step + 1; s <= target; s++) {
        answered[slot(s)] = 0;
        failed[slot(s)] = 0;
      }
    }
    step = target;
    closedAnswered = closed(answered);
    closedFailed = closed(failed);
  }

  /** Takes over what another one remembers, step by step; for a window of another length. */
  void takeOver(Outcomes other, long sinceStart) {
    for (long s = Math.max(0, other.step - STEPS); s <= other.step; s++) {
      long end = Math.min((s + 1) * other.stepNanos - 1, sinceStart);
      forward(end);
      answered[slot(step)] += (float) (other.answered[slot(s)] * weight(end));
      failed[slot(step)] += (float) (other.failed[slot(s)] * weight(end));
    }
    forward(sinceStart);
  }

  void clear() {
    Arrays.fill(answered, 0);
    Arrays.fill(failed, 0);
    closedAnswered = 0;
    closedFailed = 0;
  }

  /** Of a read at this time, seen from the end of the current step. */
  private double weight(long sinceStart) {
    return Math.exp(logWeightPerNano * ((step + 1) * stepNanos - sinceStart));
  }

  /** Seen from the end of the newest closed step; summed anew each time a step closes, so no rounding error piles up. */
  private double closed(float[] sums) {
    double sum = 0;
    for (long s = Math.max(0, step - STEPS); s < step; s++) {
      sum = sum * perStep + sums[slot(s)];
    }
    return sum;
  }

  private static int slot(long step) {
    return (int) (step % (STEPS + 1));
  }
}
