package io.plcfleet.scoring;

/** Where a link came from: score and number of reads at the begin of each of the last steps of a window. */
final class Trail {
  private static final int STEPS = EventWindow.STEPS;

  private final long stepNanos;
  private final float[] scores = new float[STEPS];
  private final int[] reads = new int[STEPS]; // differences stay right when they wrap
  private final long[] times = new long[STEPS];
  private int next;
  private int count;

  Trail(long windowNanos) {
    stepNanos = Math.max(1, windowNanos / STEPS);
  }

  void clear() {
    count = 0;
    next = 0;
  }

  /** What another window left behind; of its notes those that are too near to each other for this one are dropped. */
  void takeOver(Trail last) {
    for (int i = last.count; i > 0; i--) {
      int slot = Math.floorMod(last.next - i, STEPS);
      note(last.scores[slot], last.reads[slot], last.times[slot]);
    }
  }

  /** @param score NaN when there is none */
  void note(double score, long readsSoFar, long now) {
    if (count > 0 && now - times[Math.floorMod(next - 1, STEPS)] < stepNanos) {
      return;
    }
    times[next] = now;
    scores[next] = (float) score;
    reads[next] = (int) readsSoFar;
    next = (next + 1) % STEPS;
    count = Math.min(STEPS, count + 1);
  }

  /** Time of the oldest note, which is at most a window back; {@code now} when there is none. */
  long start(long now) {
    return count == 0 ? now : times[oldest(now)];
  }

  double scoreAtStart(long now) {
    return count == 0 ? Double.NaN : scores[oldest(now)];
  }

  int readsSinceStart(long readsSoFar, long now) {
    return count == 0 ? 0 : (int) readsSoFar - reads[oldest(now)];
  }

  private int oldest(long now) {
    int first = Math.floorMod(next - count, STEPS);
    for (int i = 0; i < count - 1; i++) {
      int slot = (first + i) % STEPS;
      if (now - times[slot] <= stepNanos * STEPS) {
        return slot;
      }
    }
    return Math.floorMod(next - 1, STEPS);
  }
}
