package io.plcfleet.operator.plc;

import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import java.time.Instant;

/**
 * That the grade of a Plc changed, as an Event tells it. Of an Event that there is, only {@code last} and {@code count} may change.
 *
 * @param namespace of the Plc, and of its Event
 * @param note for people: from which grade to which, what costs the points, what to do
 * @param first when it changed so for the first time
 * @param last when it did so again, the same change for the same reason
 * @param count of such changes
 */
record GradeEvent(String namespace, String plc, String uid, Grade grade, Reason reason, String note, Instant first, Instant last, int count) {
  private static final int NAME_AT_MOST = 200;

  /** Of the Event: one for each first time. */
  String name() {
    String begin = plc.length() <= NAME_AT_MOST ? plc : plc.substring(0, NAME_AT_MOST).replaceAll("[^a-z0-9]+$", "");
    return begin + "." + Long.toHexString(first.toEpochMilli());
  }

  /** Whether somebody should look. */
  boolean warns() {
    return switch (grade) {
      case Warning, Critical, PreFault -> true;
      case Unknown -> reason == Reason.NotMonitored;
      case Healthy, Maintenance -> false;
    };
  }

  GradeEvent again(Instant now) {
    return new GradeEvent(namespace, plc, uid, grade, reason, note, first, now, count + 1);
  }
}
