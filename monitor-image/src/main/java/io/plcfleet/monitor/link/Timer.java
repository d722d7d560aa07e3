package io.plcfleet.monitor.link;

import org.jspecify.annotations.Nullable;

/** One deadline. It fires once, on the loop's thread, at or after its time; set anew it moves. */
public abstract class Timer {
  long due;
  boolean set;
  /** The time of its newest entry in {@link Timers}, which may be earlier than its own; while it has one. */
  long entry;
  boolean entered;
  /** By way of which it was set last, absent when on a loop itself. */
  @Nullable Seat seat;

  /** Where the time does not matter. */
  public static Timer of(Runnable action) {
    return new Timer() {
      @Override protected void fire(long now) {
        action.run();
      }
    };
  }

  /** @param now nanoseconds of {@link Loop#now} */
  protected abstract void fire(long now);

  public final boolean isSet() {
    return set;
  }

  /** When it fires, or fired last: nanoseconds of {@link Loop#now}. */
  public final long due() {
    return due;
  }
}
