package io.plcfleet.scoring;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What each signal costs by one formula, and what it last cost while there is too little to measure it by. Allocates nothing.
 *
 * <p>Three rules about missing data:
 * <ul>
 *   <li>While a signal has never had enough samples since the start or a reset, the others share its points out among them; but not
 *       those that {@link Signal#countsEvents count events}. While none of the others is known nobody takes them, and there is no score.
 *   <li>Afterwards, with too few samples, it keeps the points it last cost. The few may cost it more, never less: a link must not look
 *       better because its samples went missing.
 *   <li>For the same reason points come back only after an answer. A slow answer that leaves the window while nothing answers is no
 *       good news.
 * </ul>
 */
final class Points {
  private static final int SIGNALS = SignalName.values().length;

  private final @Nullable Term[] terms = new Term[SIGNALS]; // by signal; null where the formula does not look at it
  private final boolean[] alone = new boolean[SIGNALS];
  private final double pointsAlone;
  private final boolean someShare; // whether any points are those of signals that share
  private final double[] measured = new double[SIGNALS];
  private final double[] lost = new double[SIGNALS]; // before shares
  private int held;
  private long answers;
  private double share = 1;
  private double known;
  private double score = 100;

  Points(Formula formula) {
    double sum = 0;
    boolean sharing = false;
    for (Term term : formula.terms()) {
      int i = term.signal().index();
      terms[i] = term;
      alone[i] = Signals.of(term.signal()).countsEvents();
      sum += alone[i] ? term.points() : 0;
      sharing |= !alone[i] && term.points() > 0;
    }
    pointsAlone = sum;
    someShare = sharing;
    startOver();
  }

  /** By another formula, with what is remembered. */
  Points with(Formula other) {
    Points next = new Points(other);
    System.arraycopy(measured, 0, next.measured, 0, SIGNALS);
    for (int i = 0; i < SIGNALS; i++) {
      next.lost[i] = Double.isNaN(measured[i]) ? 0 : next.cost(i, measured[i]);
    }
    next.held = held;
    next.answers = answers;
    return next;
  }

  /** Nothing is known. */
  void startOver() {
    Arrays.fill(measured, Double.NaN);
    Arrays.fill(lost, 0);
    held = 0;
  }

  void take(Measures now) {
    boolean answered = now.answers() != answers;
    answers = now.answers();
    for (int i = 0; i < SIGNALS; i++) {
      take(i, now, answered);
    }
    sumUp();
  }

  private void take(int i, Measures now, boolean answered) {
    boolean wasKnown = !Double.isNaN(measured[i]);
    double value = now.value(i);
    boolean enough = now.enough(i);
    int bit = 1 << i;
    held = wasKnown && !enough ? held | bit : held & ~bit;
    if (Double.isNaN(value) || (!wasKnown && !enough)) {
      return;
    }
    double cost = cost(i, value);
    if (!wasKnown || (enough && answered) || cost >= lost[i]) { // at equal cost the newer value is the truer one
      measured[i] = value;
      lost[i] = cost;
    }
  }

  private double cost(int i, double value) {
    Term term = terms[i];
    return term == null ? 0 : term.lost(value);
  }

  private void sumUp() {
    double present = 0;
    double sharing = 0; // of those: points that take their part of what is absent
    double lostShared = 0;
    double lostAlone = 0;
    for (int i = 0; i < SIGNALS; i++) {
      Term term = terms[i];
      if (term != null && !Double.isNaN(measured[i])) {
        present += term.points();
        if (alone[i]) {
          lostAlone += lost[i];
        } else {
          sharing += term.points();
          lostShared += lost[i];
        }
      }
    }
    share = sharing > 0 ? (100 - pointsAlone) / sharing : 1;
    boolean givenAway = someShare && sharing == 0; // what is absent, for nobody takes it
    known = givenAway ? 0 : present;
    score = Math.clamp(100 - lostAlone - share * lostShared, 0, 100);
  }

  /** Points of the signals that are known; 0 where nobody takes those of the absent ones. */
  double known() {
    return known;
  }

  /** 0 to 100, by what is known. */
  double score() {
    return score;
  }

  boolean looksAt(int signal) {
    return terms[signal] != null;
  }

  /** Before shares. */
  double lost(int signal) {
    return lost[signal];
  }

  int dearest() {
    int dearest = 0;
    for (int i = 1; i < SIGNALS; i++) {
      dearest = lost[i] > lost[dearest] ? i : dearest;
    }
    return dearest;
  }

  /** As {@link Assessment#measured}. */
  double measured(int signal) {
    return measured[signal];
  }

  /** As {@link Assessment#pointsLost}. */
  double pointsLost(int signal) {
    return terms[signal] == null || Double.isNaN(measured[signal]) ? Double.NaN : (alone[signal] ? 1 : share) * lost[signal];
  }

  /** As something that never changes. Allocates. */
  Assessment assessment(Profile profile, Grade grade, Reason reason, double said) {
    double[] shared = new double[SIGNALS];
    for (int i = 0; i < SIGNALS; i++) {
      shared[i] = pointsLost(i);
    }
    return new Assessment(profile, grade, reason, said, share, measured.clone(), shared, held);
  }
}
