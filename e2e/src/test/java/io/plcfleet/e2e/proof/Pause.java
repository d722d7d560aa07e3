package io.plcfleet.e2e.proof;

import java.util.function.BooleanSupplier;

/** Waiting. */
public final class Pause {
  private Pause() {}

  public static void millis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Until it is so, or the time is over. */
  public static boolean until(BooleanSupplier so, long millis, long step) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - end > 0) return false;
      millis(step);
    }
    return true;
  }
}
