package io.plcfleet.monitor.diagnosis;

import io.plcfleet.scoring.ErrorClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a link changes between being reset, being silent and answering: the newest 32 such moments, remembered from its first failure on. */
final class Alternation {
  /** Older ones are another story. */
  static final long WINDOW = Duration.ofMinutes(5).toNanos();
  /** For longer than this nothing but one kind: whatever took turns before does so no more. */
  private static final long STILL = Duration.ofSeconds(60).toNanos();
  private static final int MOST = 32;

  /** The peer's TCP says no, nobody says anything, the PLC answers. */
  private enum Kind { Reset, Silence, Answer }

  private Kind @Nullable [] kinds;
  private long[] times = {};
  private long[] gaps = {};  // since the last answer
  private int count;
  private int newest = -1;

  void answered(long now) {
    if (kinds == null || kind(newest) == Kind.Answer) return;
    add(now, Kind.Answer, 0);
  }

  /** @param sinceAnswer nanoseconds, or {@link Diagnosis#UNKNOWN} */
  void failed(long now, ErrorClass error, long sinceAnswer) {
    Kind kind = switch (error) {
      case Refused, ConnectionReset, ClosedByPeer -> Kind.Reset;
      case ConnectTimeout, RequestTimeout, HandshakeTimeout, Unroutable -> Kind.Silence;
      default -> null;
    };
    if (kind == null) return;
    if (kinds == null) {
      kinds = new Kind[MOST];
      times = new long[MOST];
      gaps = new long[MOST];
    }
    if (count == 0 || kind(newest) != kind) add(now, kind, sinceAnswer);
  }

  /** Changes from resets to silence and back, answers between or not. */
  int changes(long now) {
    if (kinds == null || now - times[newest] > STILL) return 0;
    int changes = 0;
    Kind before = Kind.Answer;
    for (int i = oldest(now); i < count; i++) {
      Kind kind = kind(place(i));
      if (kind == Kind.Answer) continue;
      if (before != Kind.Answer && kind != before) changes++;
      before = kind;
    }
    return changes;
  }

  /** Times that it answered again after a failure. */
  int recoveries(long now) {
    return count(Kind.Answer, now);
  }

  int resets(long now) {
    return count(Kind.Reset, now);
  }

  int silences(long now) {
    return count(Kind.Silence, now);
  }

  /** When it changed last. */
  long newest() {
    return times[newest];
  }

  /** The first failure of those remembered. Only when there is one. */
  long first(long now) {
    return times[place(oldestFailure(now))];
  }

  long firstSignAfter(long now) {
    return gaps[place(oldestFailure(now))];
  }

  private int count(Kind wanted, long now) {
    int found = 0;
    for (int i = oldest(now); i < count; i++) {
      if (kind(place(i)) == wanted) found++;
    }
    return found;
  }

  private int oldestFailure(long now) {
    int i = oldest(now);
    return i < count - 1 && kind(place(i)) == Kind.Answer ? i + 1 : i;
  }

  /** The index of the oldest one within the window, counted from the oldest one at all. */
  private int oldest(long now) {
    int i = 0;
    while (i < count && now - times[place(i)] > WINDOW) i++;
    return i;
  }

  private int place(int index) {
    return Math.floorMod(newest - count + 1 + index, MOST);
  }

  private Kind kind(int place) {
    return kinds == null ? Kind.Answer : kinds[place];
  }

  private void add(long now, Kind kind, long gap) {
    if (kinds == null) return;
    newest = (newest + 1) % MOST;
    kinds[newest] = kind;
    times[newest] = now;
    gaps[newest] = gap;
    count = Math.min(MOST, count + 1);
  }
}
