package io.plcfleet.monitor.poll;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Units that stay silent on a connection they share, one after the other without an answer between: it may be they, it may be the
 * connection. It is the connection when no unit answers that ever did, or, when none ever did, no unit at all; and more than one was
 * asked. Who has not been asked yet is a witness.
 */
final class Silence<T> {
  /** So many timeouts in a row are worth asking a witness. */
  private static final int SUSPICIOUS = 3;

  private final Set<T> silent = new HashSet<>();
  private int count;

  void add(T unit) {
    silent.add(unit);
    count++;
  }

  void remove(T unit) {
    silent.remove(unit);
  }

  void forget() {
    silent.clear();
    count = 0;
  }

  boolean isSuspicious() {
    return count >= SUSPICIOUS;
  }

  /**
   * Who is to be asked before the connection is blamed. Null: nobody is left, it is the connection.
   *
   * @param units of the connection, in the order in which to choose
   */
  @Nullable T witness(List<T> units, Predicate<T> everAnswered) {
    @Nullable T other = null;
    boolean any = false;
    for (T unit : units) {
      boolean asked = silent.contains(unit);
      if (everAnswered.test(unit)) {
        if (!asked) return unit;
        any = true;
      } else if (other == null && !asked) {
        other = unit;
      }
    }
    return any && silent.size() > 1 ? null : other;
  }
}
