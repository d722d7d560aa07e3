package io.plcfleet.monitor.poll;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest events of one PLC: a ring of fixed size; adding allocates nothing. */
final class Trace {
  static final int KEPT = 32;

  private final long[] numbers = new long[KEPT];
  private final long[] times = new long[KEPT];
  private final int[] micros = new int[KEPT];
  private final @Nullable String[] events = new @Nullable String[KEPT];
  private long count;

  /**
   * @param number of the newest request to the PLC
   * @param event a constant: the ring keeps it, and makes no text
   * @param tookNanos 0 when it took no time that is known
   */
  void add(long now, long number, String event, long tookNanos) {
    int place = (int) (count++ % KEPT);
    numbers[place] = number;
    times[place] = now;
    micros[place] = (int) Math.min(Integer.MAX_VALUE, tookNanos / 1000);
    events[place] = event;
  }

  /** A copy, the oldest first. */
  List<TraceView.Event> copy(long now) {
    List<TraceView.Event> copy = new ArrayList<>(KEPT);
    for (long i = Math.max(0, count - KEPT); i < count; i++) {
      int place = (int) (i % KEPT);
      String event = events[place];
      if (event != null) copy.add(new TraceView.Event(numbers[place], (now - times[place]) / 1e9, event, micros[place] / 1e3));
    }
    return List.copyOf(copy);
  }
}
