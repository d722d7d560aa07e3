package io.plcfleet.monitor.poll;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who shares a connection, in the order of joining, and in the order of being asked. */
final class Round<T> {
  private final List<T> joined = new ArrayList<>();
  private final List<T> waiting = new ArrayList<>();

  void add(T one) {
    joined.add(one);
    waiting.add(one);
  }

  void remove(T one) {
    joined.remove(one);
    waiting.remove(one);
  }

  /** Goes behind all others. */
  void asked(T one) {
    waiting.remove(one);
    waiting.add(one);
  }

  /** In the order of joining: who comes first stays so, whoever is asked. */
  List<T> joined() {
    return Collections.unmodifiableList(joined);
  }

  /** Whoever was not asked for longest comes first. */
  List<T> longestUnasked() {
    return Collections.unmodifiableList(waiting);
  }
}
