package io.plcfleet.monitor.diagnosis;

import java.time.Duration;

/**
 * Reads of the last minute, or of as long as twenty reads take: how many were answered, how often one was lost or damaged between two
 * answers, how many answers said busy, and how the response times spread. Kept in six slots, so old ones leave in steps. Beside it what response time is usual: it follows slower times
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

  /** @param since when it began */
  void lost(long now, long since) {
    trouble(now, since);
    lost[slot]++;
  }

  void damaged(long now, long since) {
    trouble(now, since);
    damaged[slot]++;
  }

  void busy(long now) {
    trouble(now, now);
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

  /** Standard deviation of the response times around the mean of their slot, in nanoseconds: a step from fast to slow is no spread. */
  double spread() {
    double around = 0;
    for (int i = 0; i < SLOTS; i++) {
      if (answers[i] > 0) around += squares[i] - sum[i] * sum[i] / answers[i];
    }
    return Math.sqrt(Math.max(0, around) / answers());
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

  /** Since when the mean is that high: the begin of the slot before the present one, or of the present one. */
  long slowSince(double mean) {
    int before = (slot + SLOTS - 1) % SLOTS;
    boolean already = answers[before] > 0 && sum[before] / answers[before] >= mean;
    return already ? slotBegan - slotLength : slotBegan;
  }

  /** Begin of the present slot. */
  long slotBegan() {
    return slotBegan;
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

  private void trouble(long now, long since) {
    forward(now);
    if (!troubled) firstTrouble = since;
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
