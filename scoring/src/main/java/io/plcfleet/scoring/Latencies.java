package io.plcfleet.scoring;

import java.util.Arrays;

/**
 * Response times within a window, the newest last, and the same in order of size. Times in microseconds.
 *
 * <p>Kept up to date with each sample, so that asking costs nothing: the sums are whole numbers and therefore never drift, and one
 * sample moves at most {@code capacity} ints in {@link #sorted}. Where more reads come than there is room for, the oldest leave early.
 *
 * <pre>
 *   at, micros   ring: first .. first + count - 1      a timeout is stored as ~micros, that is below 0
 *   sorted       0 .. count - 1, timeouts with their timeout value
 * </pre>
 */
final class Latencies {
  static final int MOST = 2048;
  /** A minute, so that the sum of {@link #MOST} squares fits in a long: 2048 * (6e7)^2 = 7.4e18. */
  private static final int LONGEST_MICROS = 60_000_000;

  private final int windowMillis;
  private final int[] at; // milliseconds since the history began; wraps after 24 days, differences stay right
  private final int[] micros;
  private final int[] sorted;
  private int first;
  private int count;
  private int answeredCount;
  private long sum; // over answered reads
  private long sumOfSquares;

  Latencies(int windowMillis, int capacity) {
    this.windowMillis = windowMillis;
    int size = Math.clamp(capacity, 1, MOST);
    at = new int[size];
    micros = new int[size];
    sorted = new int[size];
  }

  void answered(int nowMillis, long rttNanos) {
    int rtt = micros(rttNanos);
    add(nowMillis, rtt, rtt);
    answeredCount++;
    sum += rtt;
    sumOfSquares += (long) rtt * rtt;
  }

  void timedOut(int nowMillis, long timeoutNanos) {
    int timeout = micros(timeoutNanos);
    add(nowMillis, ~timeout, timeout);
  }

  /** Forgets what is older than the window; a sample of exactly that age stays. */
  void forward(int nowMillis) {
    while (count > 0 && nowMillis - at[first] > windowMillis) {
      forgetFirst();
    }
  }

  void clear() {
    first = 0;
    count = 0;
    answeredCount = 0;
    sum = 0;
    sumOfSquares = 0;
  }

  /** The same samples, as far as they fit, with another window; itself when nothing changes. */
  Latencies resized(int newWindowMillis, int newCapacity) {
    return newWindowMillis == windowMillis && newCapacity == at.length ? this : copy(newWindowMillis, newCapacity);
  }

  /** The same samples, as far as they fit, in another one. */
  Latencies copy(int otherWindowMillis, int otherCapacity) {
    Latencies other = new Latencies(otherWindowMillis, otherCapacity);
    for (int i = 0; i < count; i++) {
      int slot = (first + i) % at.length;
      if (micros[slot] < 0) {
        other.timedOut(at[slot], ~micros[slot] * 1000L);
      } else {
        other.answered(at[slot], micros[slot] * 1000L);
      }
    }
    return other;
  }

  int windowMillis() {
    return windowMillis;
  }

  int capacity() {
    return at.length;
  }

  /** Answers and timeouts. */
  int count() {
    return count;
  }

  int answeredCount() {
    return answeredCount;
  }

  /** Nearest rank: the smallest sample that at least this percentage of all samples does not exceed. Needs a sample. */
  double percentileSeconds(int percent) {
    int rank = (count * percent + 99) / 100;
    return sorted[rank - 1] / 1e6;
  }

  double answeredMeanSeconds() {
    return (double) sum / answeredCount / 1e6;
  }

  /** Of these samples, not an estimate for others: divided by n. */
  double answeredDeviationSeconds() {
    double mean = (double) sum / answeredCount;
    double variance = (double) sumOfSquares / answeredCount - mean * mean;
    return Math.sqrt(Math.max(0, variance)) / 1e6;
  }

  private void add(int nowMillis, int stored, int value) {
    forward(nowMillis);
    if (count == at.length) {
      forgetFirst();
    }
    int slot = (first + count) % at.length;
    at[slot] = nowMillis;
    micros[slot] = stored;
    int found = Arrays.binarySearch(sorted, 0, count, value);
    int place = found < 0 ? ~found : found;
    System.arraycopy(sorted, place, sorted, place + 1, count - place);
    sorted[place] = value;
    count++;
  }

  private void forgetFirst() {
    int stored = micros[first];
    if (stored >= 0) {
      answeredCount--;
      sum -= stored;
      sumOfSquares -= (long) stored * stored;
    }
    int place = Arrays.binarySearch(sorted, 0, count, stored < 0 ? ~stored : stored);
    System.arraycopy(sorted, place + 1, sorted, place, count - place - 1);
    first = (first + 1) % at.length;
    count--;
  }

  private static int micros(long nanos) {
    return (int) Math.clamp(nanos / 1000, 0, LONGEST_MICROS);
  }
}
