package io.plcfleet.monitor.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a device does not tell is not asked for all the time. Times are nanoseconds of the loop. */
public final class Inquiries {
  /** So long nobody asks again: the device may have been given another program, or another device its address. */
  static final long PATIENCE = TimeUnit.MINUTES.toNanos(10);
  /** To ask who stays silent costs a timeout in which nothing is read: so the wait doubles each time, up to this. */
  static final long LONGEST = TimeUnit.DAYS.toNanos(1);
  /** One request without an answer may be the link's fault, a second one in a row is not. */
  private static final int SILENT = 2;

  private final Map<Inquiry, Long> notBefore = new EnumMap<>(Inquiry.class);
  private final Map<Inquiry, Integer> unanswered = new EnumMap<>(Inquiry.class);

  public boolean mayAsk(Inquiry inquiry, long now) {
    Long from = notBefore.get(inquiry);
    return from == null || now - from >= 0;
  }

  /** @param refused the device answers that it does not tell */
  public void answered(Inquiry inquiry, boolean refused, long now) {
    unanswered.remove(inquiry);
    if (refused) notBefore.put(inquiry, now + PATIENCE);
    else notBefore.remove(inquiry);
  }

  public void unanswered(Inquiry inquiry, long now) {
    int times = unanswered.merge(inquiry, 1, Integer::sum);
    if (times < SILENT) return;
    long wait = PATIENCE;
    for (int i = SILENT; i < times && wait < LONGEST; i++) wait *= 2;
    notBefore.put(inquiry, now + Math.min(wait, LONGEST));
  }
}
