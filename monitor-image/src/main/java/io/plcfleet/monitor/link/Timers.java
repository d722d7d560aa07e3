package io.plcfleet.monitor.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines in a binary heap. Timers are made once and moved, so setting and cancelling allocates nothing. The deadline of a read is set
 * three times and cancelled once, and hardly ever met: so only an entry that would be too late is followed by another one. A timer that is
 * moved on, or cancelled, keeps its entry, which is put right when it comes to the top: nobody is woken for it.
 *
 * <p>Times lie beside the timers in an array of their own, and no timer knows where its entry is: a heap of thousands is put in order
 * without a look at a single timer, each of which would have to come from afar.
 */
final class Timers {
  private @Nullable Timer[] heap = new @Nullable Timer[64];
  private long[] dues = new long[64];  // of the entries at the same places
  private int size;

  void set(Timer timer, long due) {
    timer.due = due;
    timer.set = true;
    if (!timer.entered || due - timer.entry < 0) enter(timer);
  }

  void cancel(Timer timer) {
    timer.set = false;
  }

  /** Nanoseconds until the next deadline, Long.MAX_VALUE when there is none. */
  long untilNext(long now) {
    settle();
    return size == 0 ? Long.MAX_VALUE : dues[0] - now;
  }

  /** Takes out a timer whose time has come. */
  @Nullable Timer takeDue(long now) {
    settle();
    if (size == 0 || dues[0] - now > 0) return null;
    Timer timer = at(0);
    removeFirst();
    timer.entered = false;
    timer.set = false;
    return timer;
  }

  /** Takes out all that were set by way of a seat. Looks at every timer: for the seldom case that a connection changes its loop. */
  List<Timer> take(Seat seat) {
    List<Timer> taken = new ArrayList<>();
    keep(place -> {
      Timer timer = at(place);
      if (timer.seat != seat) return true;
      if (timer.set) taken.add(timer);
      timer.set = false;
      timer.entered = false;
      return false;
    });
    return taken;
  }

  /** Entries, those too that do not count any more. */
  int size() {
    return size;
  }

  /** Until the first entry is that of a timer that is set, and at its time. */
  private void settle() {
    while (size > 0) {
      Timer first = at(0);
      boolean counts = counts(0);
      if (counts && first.set && first.due == dues[0]) return;
      removeFirst();
      if (!counts) continue;  // its timer has an earlier one
      first.entered = false;
      if (first.set) enter(first);
    }
  }

  private void enter(Timer timer) {
    if (size == heap.length) {
      keep(this::counts);
      if (size > heap.length / 2) {
        heap = Arrays.copyOf(heap, 2 * heap.length);
        dues = Arrays.copyOf(dues, 2 * dues.length);
      }
    }
    timer.entered = true;
    timer.entry = timer.due;
    up(size++, timer, timer.due);
  }

  /** Whether it is the newest one of its timer. */
  private boolean counts(int place) {
    return at(place).entered && at(place).entry == dues[place];
  }

  private void removeFirst() {
    Timer last = at(--size);
    heap[size] = null;
    if (size > 0) down(0, last, dues[size]);
  }

  /** @param wanted by place */
  private void keep(Predicate<Integer> wanted) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (wanted.test(i)) put(kept++, at(i), dues[i]);
    }
    Arrays.fill(heap, kept, size, null);
    size = kept;
    for (int i = size / 2 - 1; i >= 0; i--) down(i, at(i), dues[i]);
  }

  private void up(int place, Timer timer, long due) {
    while (place > 0 && due - dues[(place - 1) / 2] < 0) {
      put(place, at((place - 1) / 2), dues[(place - 1) / 2]);
      place = (place - 1) / 2;
    }
    put(place, timer, due);
  }

  private void down(int place, Timer timer, long due) {
    for (int child; (child = 2 * place + 1) < size; place = child) {
      if (child + 1 < size && dues[child + 1] - dues[child] < 0) child++;
      if (due - dues[child] <= 0) break;
      put(place, at(child), dues[child]);
    }
    put(place, timer, due);
  }

  private Timer at(int place) {
    Timer timer = heap[place];
    if (timer == null) throw new IllegalStateException("no timer at " + place + " of " + size);
    return timer;
  }

  private void put(int place, Timer timer, long due) {
    heap[place] = timer;
    dues[place] = due;
  }
}
