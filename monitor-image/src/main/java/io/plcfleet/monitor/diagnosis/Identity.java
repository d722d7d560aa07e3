package io.plcfleet.monitor.diagnosis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who the PLC says it is: order number, serial number, whatever its protocol tells, connection by connection. */
final class Identity {
  /** To exchange a PLC takes longer than this. */
  private static final long TOO_SHORT_FOR_AN_EXCHANGE = Duration.ofSeconds(60).toNanos();
  /** So long a change is held against it. */
  private static final long WINDOW = Duration.ofMinutes(10).toNanos();

  private @Nullable String present;
  private @Nullable String former;
  private long seen;
  private int changes;
  private long firstChange;
  private long newestChange;
  private long gap;  // between the former's last sight and the first of the present one
  private boolean returned;

  void seen(long now, String identity) {
    if (present != null && !present.equals(identity)) changed(now, identity);
    present = identity;
    seen = now;
  }

  /** The PLC answered on the connection on which it told who it is. */
  void stillThere(long now) {
    seen = now;
  }

  private void changed(long now, String identity) {
    if (!recent(now)) {
      changes = 0;
      returned = false;
      firstChange = now;
    }
    returned |= changes > 0 && identity.equals(former);
    former = present;
    gap = now - seen;
    newestChange = now;
    changes++;
  }

  /** One identity, another, and the first again. */
  boolean alternates(long now) {
    return returned && recent(now);
  }

  /** It changed faster than anybody exchanges a PLC. */
  boolean changedTooFast(long now) {
    return recent(now) && gap < TOO_SHORT_FOR_AN_EXCHANGE;
  }

  /** From the last sight of the former identity to the first of the present one. */
  long gap() {
    return gap;
  }

  long firstChange() {
    return firstChange;
  }

  /** Only after a change. */
  String sentence() {
    return "the PLC says that it is " + present + ", " + Words.time(gap) + " before it was " + former + "; changes so far: " + changes;
  }

  private boolean recent(long now) {
    return changes > 0 && now - newestChange <= WINDOW;
  }
}
