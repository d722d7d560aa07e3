package io.plcfleet.monitor.diagnosis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who the PLC says it is: order number, serial number, whatever its protocol tells, connection by connection. */
final class Identity {
  /** From the one to the other, back, and to the other again: to see it once is no proof, one damaged answer brings that about. */
  private static final int SEEN_TWICE = 3;
  /** So long a change is held against it. */
  private static final long WINDOW = Duration.ofMinutes(10).toNanos();

  private @Nullable String present;
  private @Nullable String former;
  private long seen;
  private int changes;  // between the same two
  private long firstChange;
  private long newestChange;
  private long gap;  // between the former's last sight and the first of the present one
  private long firstGap;

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
    gap = now - seen;
    if (!identity.equals(former) || now - newestChange > WINDOW) {
      changes = 0;
      firstChange = now;
      firstGap = gap;
    }
    former = present;
    newestChange = now;
    changes++;
  }

  /** One identity, another, the first again, and the other again. */
  boolean alternates(long now) {
    return changes >= SEEN_TWICE && now - newestChange <= WINDOW;
  }

  /** From the last sight of the one identity to the first of the other. */
  long firstGap() {
    return firstGap;
  }

  long firstChange() {
    return firstChange;
  }

  /** Only after a change. */
  String sentence() {
    return "the PLC says that it is " + present + ", " + Words.time(gap) + " before it was " + former + "; it changed " + changes + " times between the two";
  }
}
