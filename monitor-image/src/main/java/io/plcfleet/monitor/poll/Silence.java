package io.plcfleet.monitor.poll;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Units that stay silent on a connection they share, one after the other without an answer between: it may be they, it may be the
 * connection. After some timeouts witnesses are wanted: those that answered when they were asked last. Two of them that are silent too
 * speak against the connection, which costs a reconnect if they are wrong. As long as none of those answers on the new connection who were
 * silent on the one before, each time twice as many are wanted: so units that die together cost the others few. Where so many are not to be had, it is the connection when no unit answers that ever did, or, when none ever did, no unit at
 * all; and more than one was asked.
 */
final class Silence<T> {
  /** So many timeouts in a row are worth asking a witness. */
  private static final int SUSPICIOUS = 3;
  /** So many witnesses are believed at first. */
  private static final int BELIEVED = 2;
  /** More than any gateway has units. */
  private static final int TOO_MANY = 1024;

  private final Set<T> silent = new HashSet<>();
  private final Set<T> pleaded = new HashSet<>();  // were silent when the connection was blamed last
  private int believed = BELIEVED;
  private int count;
  private int against;

  /** @param proven whether it had answered when it was asked the time before */
  void add(T unit, boolean proven) {
    if (isSuspicious() && proven) against++;
    silent.add(unit);
    count++;
  }

  void remove(T unit) {
    silent.remove(unit);
    if (pleaded.remove(unit) && pleaded.isEmpty()) believed = BELIEVED;
  }

  /**
   * Somebody answers. Who was silent on the connection before and answers on this one shows that it was the connection.
   *
   * @param unit absent when it has left meanwhile
   */
  void answered(@Nullable T unit) {
    forget();
    if (unit == null || !pleaded.contains(unit)) return;
    pleaded.clear();
    believed = BELIEVED;
  }

  /** The connection is taken for dead. */
  void blamed() {
    pleaded.clear();
    pleaded.addAll(silent);
    believed = Math.min(TOO_MANY, 2 * believed);
    forget();
  }

  void forget() {
    silent.clear();
    count = 0;
    against = 0;
  }

  boolean isSuspicious() {
    return count >= SUSPICIOUS;
  }

  /**
   * Who is to be asked before the connection is blamed. Null: nobody is left or needed, it is the connection.
   *
   * @param units of the connection, in the order in which to choose
   */
  @Nullable T witness(List<T> units, Predicate<T> proven, Predicate<T> everAnswered) {
    if (against >= believed) return null;
    @Nullable T former = null;
    @Nullable T other = null;
    boolean any = false;
    for (T unit : units) {
      boolean asked = silent.contains(unit);
      if (!asked && proven.test(unit)) return unit;
      if (everAnswered.test(unit)) {
        if (former == null && !asked) former = unit;
        any = true;
      } else if (other == null && !asked) {
        other = unit;
      }
    }
    if (former != null) return former;
    return any && silent.size() > 1 ? null : other;
  }
}
