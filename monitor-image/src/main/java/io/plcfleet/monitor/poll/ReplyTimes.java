package io.plcfleet.monitor.poll;

import java.util.Arrays;

/**
 * How the newest requests to one PLC went: which share was lost, and how scattered the response times were. A ring; recording allocates
 * nothing.
 *
 * <p>Scatter is the entropy, in bits, of the response times sorted into half octaves: 5 ms, 7, 10, 14, 20 and so on. All below 5 ms is one
 * class, for what scatters there is our own process. Answers that always take about as long have 0 to 1 bit, 80 +/- 40 ms about 2.
 */
final class ReplyTimes {
  static final int KEPT = 64;
  private static final double FASTEST = 5e6; // ns
  private static final int CLASSES = 16;
  private static final byte LOST = CLASSES;

  private final byte[] newest = new byte[KEPT];
  private final int[] counts = new int[CLASSES + 1];
  private int size;
  private int next;

  void answered(long nanos) {
    double octaves = nanos <= FASTEST ? 0 : Math.log(nanos / FASTEST) / Math.log(2);
    add((byte) Math.min(CLASSES - 1, (int) Math.ceil(2 * octaves)));
  }

  void lost() {
    add(LOST);
  }

  /** 0 to 1; NaN before the first request. */
  double lostShare() {
    return size == 0 ? Double.NaN : (double) counts[LOST] / size;
  }

  /** NaN before the first answer. */
  double entropyBits() {
    int answers = size - counts[LOST];
    if (answers == 0) return Double.NaN;
    double sum = 0;
    for (int i = 0; i < CLASSES; i++) {
      if (counts[i] > 0) sum += counts[i] * Math.log((double) counts[i] / answers);
    }
    return -sum / answers / Math.log(2);
  }

  void forget() {
    Arrays.fill(counts, 0);
    size = 0;
    next = 0;
  }

  private void add(byte kind) {
    if (size == KEPT) {
      counts[newest[next]]--;
    } else {
      size++;
    }
    newest[next] = kind;
    counts[kind]++;
    next = (next + 1) % KEPT;
  }
}
