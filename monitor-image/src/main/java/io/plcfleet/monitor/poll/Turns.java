package io.plcfleet.monitor.poll;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is on a connection that takes one request at a time. In the order of coming, which is round robin since nobody waits
 * twice. Those that did not answer last are asked too, but get at most half of the time: a dead unit takes a whole timeout.
 */
final class Turns<T> {
  private final ArrayDeque<T> proven = new ArrayDeque<>();
  private final ArrayDeque<T> doubtful = new ArrayDeque<>();
  private boolean tried;
  private long notBefore;

  void add(T one, boolean answeredLast) {
    (answeredLast ? proven : doubtful).add(one);
  }

  void remove(T one) {
    proven.remove(one);
    doubtful.remove(one);
  }

  void clear() {
    proven.clear();
    doubtful.clear();
  }

  /**
   * Null when nobody waits, or only those that must wait on until {@link #notBefore}.
   *
   * @param suspicious whether it may be the connection that is silent: who answered last knows sooner
   */
  @Nullable T next(long now, boolean suspicious) {
    if (suspicious && !proven.isEmpty()) return proven.poll();
    if (!doubtful.isEmpty() && (!tried || now - notBefore >= 0)) return doubtful.poll();
    return proven.poll();
  }

  boolean onlyDoubtfulWait() {
    return proven.isEmpty() && !doubtful.isEmpty();
  }

  /** When the next doubtful one may be asked. */
  long notBefore() {
    return notBefore;
  }

  /** A doubtful one has had its turn. */
  void doubtfulTook(long began, long now) {
    tried = true;
    notBefore = now + (now - began);
  }
}
