package io.plcfleet.monitor.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which loop should do some of another's work. */
final class Balance {
  /** Above this share of the time a loop is full: what comes next waits. */
  private static final double FULL = 0.8;
  /** Below it a loop can take some of another's work. */
  private static final double FREE = 0.5;
  /** A smaller difference is not worth a move. */
  private static final double WORTHWHILE = 0.2;

  /**
   * Both loops are to be busy alike afterwards.
   *
   * @param from place of the full loop
   * @param to place of the other; the next free place means a loop yet to be started
   * @param part of its work, 0 to 1
   */
  record Move(int from, int to, double part) {}

  private Balance() {}

  /**
   * Absent when all is well, or nothing can be done.
   *
   * @param shares of the time that each loop was busy, 0 to 1
   * @param most loops that there may be
   */
  static @Nullable Move of(List<Double> shares, int most) {
    int full = 0;
    int free = 0;
    for (int i = 1; i < shares.size(); i++) {
      if (shares.get(i) > shares.get(full)) full = i;
      if (shares.get(i) < shares.get(free)) free = i;
    }
    double busy = shares.get(full);
    if (busy <= FULL) return null;
    boolean another = shares.size() < most && shares.get(free) > FREE;
    double less = another ? 0 : shares.get(free);
    if (busy - less < WORTHWHILE) return null;
    return new Move(full, another ? shares.size() : free, (busy - less) / (2 * busy));
  }
}
