package io.plcfleet.monitor.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines in a binary heap. Timers are made once and moved, so setting and cancelling allocates nothing. Their times lie beside them in
 * an array of their own: a heap of thousands is compared without a look at a single timer, each of which would have to come from afar.
 */
final class Timers {
  private @Nullable Timer[] heap = new @Nullable Timer[64];
  private long[] dues = new long[64];  // of the timers at the same places
  private int size;

  void set(Timer timer, long due) {
    timer.due = due;
    if (timer.place < 0) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, 2 * size);
        dues = Arrays.copyOf(dues, 2 * size);
      }
      put(size++, timer);
    }
    dues[timer.place] = due;
    down(up(timer.place));
  }

  void cancel(Timer timer) {
    if (timer.place < 0) return;
    int place = timer.place;
    timer.place = -1;
    Timer last = at(--size);
    heap[size] = null;
    if (last == timer) return;
    put(place, last);
    down(up(place));
  }

  /** Nanoseconds until the next deadline, Long.MAX_VALUE when there is none. */
  long untilNext(long now) {
    return size == 0 ? Long.MAX_VALUE : dues[0] - now;
  }

  /** Takes out a timer whose time has come. */
  @Nullable Timer takeDue(long now) {
    if (size == 0 || dues[0] - now > 0) return null;
    Timer timer = at(0);
    cancel(timer);
    return timer;
  }

  /** Takes out all that were set by way of a seat. Looks at every timer: for the seldom case that a connection changes its loop. */
  List<Timer> take(Seat seat) {
    List<Timer> taken = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (at(i).seat == seat) taken.add(at(i));
    }
    taken.forEach(this::cancel);
    return taken;
  }

  private int up(int place) {
    Timer timer = at(place);
    while (place > 0 && timer.due - dues[(place - 1) / 2] < 0) {
      put(place, at((place - 1) / 2));
      place = (place - 1) / 2;
    }
    put(place, timer);
    return place;
  }

  private void down(int place) {
    Timer timer = at(place);
    for (int child; (child = 2 * place + 1) < size; place = child) {
      if (child + 1 < size && dues[child + 1] - dues[child] < 0) child++;
      if (timer.due - dues[child] <= 0) break;
      put(place, at(child));
    }
    put(place, timer);
  }

  private Timer at(int place) {
    Timer timer = heap[place];
    if (timer == null) throw new IllegalStateException("no timer at " + place + " of " + size);
    return timer;
  }

  private void put(int place, Timer timer) {
    heap[place] = timer;
    dues[place] = timer.due;
    timer.place = place;
  }
}
