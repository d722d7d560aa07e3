package io.plcfleet.monitor.diagnosis;

import java.time.Duration;

/**
 * Reads of the last minute, or of as long as twenty reads take: how many were answered, lost, damaged, answered with busy, and how their
 * response times spread. Kept in six slots, so old ones leave in steps. Beside it what response time is usual: it follows slower times
 * so slowly that a PLC has some ten minutes before being late is its normal.
 */
final class Flow {
  /** From so many answers on a spread is no chance. */
  static final int ENOUGH_FOR_SPREAD = 20;
  private static final int SLOTS = 6;
  private static final long SHORTEST = Duration.ofSeconds(60).toNanos();
  private static final int WANTED_READS = 20;
  private static final int SLOTS_FOR_USUAL = 3;
  private static final int ANSWERS_FOR_MEAN = 3;
  private static final double UNEVEN = 0.4;
  private static final long WORTH_A_WORD = Duration.ofMillis(20).toNanos();
  private static final double SIMILAR = 1.5;
  private static final double FOLLOW = 0.1;
  private static final double CREEP = 1.02;

  private long slotLength;
  private final int[] answers = new int[SLOTS];
  private final int[] lost = new int[SLOTS];
  private final int[] damaged = new int[SLOTS];
  private final int[] busy = new int[SLOTS];
  private final double[] sum = new double[SLOTS];
  private final double[] squares = new double[SLOTS];
  private boolean begun;
  private long slotBegan;
  private int slot;
  private double usual = Double.NaN;
  private int usualFrom;
  private long firstTrouble;
  private boolean troubled;

  Flow(long intervalNanos) {
    use(intervalNanos);
  }

  void use(long intervalNanos) {
    slotLength = Math.max(SHORTEST, WANTED_READS * intervalNanos) / SLOTS;
  }

  void answered(long now, long nanos) {
    forward(now);
    answers[slot]++;
    sum[slot] += nanos;
    squares[slot] += (double) nanos * nanos;
  }

  void lost(long now) {
    trouble(now);
    lost[slot]++;
  }

  void damaged(long now) {
    trouble(now);
    damaged[slot]++;
  }

  void busy(long now) {
    trouble(now);
    busy[slot]++;
  }

  int answers() {
    return total(answers);
  }

  int lost() {
    return total(lost);
  }

  int damaged() {
    return total(damaged);
  }

  int busy() {
    return total(busy);
  }

  /** Of the response times, in nanoseconds; NaN without answers. */
  double mean() {
    return total(sum) / answers();
  }

  /** Standard deviation of the response times, in nanoseconds. */
  double spread() {
    double mean = mean();
    return Math.sqrt(Math.max(0, total(squares) / answers() - mean * mean));
  }

  /** Whether response times vary so much that the path is a likelier cause than a PLC with much to do. */
  boolean isUneven() {
    return answers() >= ENOUGH_FOR_SPREAD && spread() >= WORTH_A_WORD && spread() >= UNEVEN * mean();
  }

  /** Mean of the present slot and the one before: what it is like now. NaN with fewer than three answers. */
  double newMean() {
    int before = (slot + SLOTS - 1) % SLOTS;
    int count = answers[slot] + answers[before];
    return count < ANSWERS_FOR_MEAN ? Double.NaN : (sum[slot] + sum[before]) / count;
  }

  /** What response time is usual; NaN until known. */
  double usual() {
    return usualFrom < SLOTS_FOR_USUAL ? Double.NaN : usual;
  }

  /** When the first of the losses, damages and busy answers came that are still remembered without a pause of a window between. */
  long firstTrouble() {
    return firstTrouble;
  }

  /** When the present slot's predecessor began: since then {@link #newMean} holds at least. */
  long newSince() {
    return slotBegan - slotLength;
  }

  /** How far back this looks. */
  long window() {
    return SLOTS * slotLength;
  }

  void forward(long now) {
    if (!begun) {
      begun = true;
      slotBegan = now;
    }
    for (int closed = 0; now - slotBegan >= slotLength; closed++) {
      if (closed == SLOTS) slotBegan = now - slotLength;  // all are empty: no need to close each of a long silence
      close();
    }
  }

  private void trouble(long now) {
    forward(now);
    if (!troubled) firstTrouble = now;
    troubled = true;
  }

  private void close() {
    if (answers[slot] >= ANSWERS_FOR_MEAN) learn(sum[slot] / answers[slot]);
    slotBegan += slotLength;
    slot = (slot + 1) % SLOTS;
    answers[slot] = 0;
    lost[slot] = 0;
    damaged[slot] = 0;
    busy[slot] = 0;
    sum[slot] = 0;
    squares[slot] = 0;
    troubled &= lost() + damaged() + busy() > 0;
  }

  private void learn(double mean) {
    if (usualFrom == 0) usual = mean;
    else if (mean <= SIMILAR * usual) usual += FOLLOW * (mean - usual);
    else usual *= CREEP;
    usualFrom = Math.min(SLOTS_FOR_USUAL, usualFrom + 1);
  }

  private static int total(int[] slots) {
    int total = 0;
    for (int each : slots) total += each;
    return total;
  }

  private static double total(double[] slots) {
    double total = 0;
    for (double each : slots) total += each;
    return total;
  }
}
