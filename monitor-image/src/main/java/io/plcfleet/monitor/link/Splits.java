package io.plcfleet.monitor.link;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long what was split for a device stays split: on the same connection, and for ten minutes. After that it may have another program. */
public final class Splits {
  public static final long LAST = TimeUnit.MINUTES.toNanos(10);

  private @Nullable Object connection;
  private boolean split;
  private long splitAt;

  /**
   * A read begins.
   *
   * @param over the connection, by identity
   * @param now nanoseconds of the loop
   * @return whether what was split is to be asked for as it was
   */
  public boolean areOver(Object over, long now) {
    boolean end = split && (over != connection || now - splitAt > LAST);
    connection = over;
    if (end) split = false;
    return end;
  }

  /** Something was split. */
  public void note(long now) {
    if (!split) splitAt = now;
    split = true;
  }
}
