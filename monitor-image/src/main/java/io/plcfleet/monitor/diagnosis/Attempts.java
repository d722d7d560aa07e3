package io.plcfleet.monitor.diagnosis;

import io.plcfleet.scoring.ErrorClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The newest row of attempts that failed, reads and connects alike, and what was before it. Any answer ends the row. */
final class Attempts {
  /** A failed read and two confirming attempts: fewer say nothing. */
  static final int ENOUGH = 3;
  private static final ErrorClass[] CLASSES = ErrorClass.values();

  private final Map<ErrorClass, Integer> counts = new EnumMap<>(ErrorClass.class);
  private int inARow;
  private long first;
  private long newest;
  private @Nullable ErrorClass last;
  private boolean answeredEver;
  private long answered;

  void answered(long now) {
    answeredEver = true;
    answered = now;
    if (inARow == 0) return;
    inARow = 0;
    counts.clear();
  }

  void failed(long now, ErrorClass error) {
    if (inARow == 0) first = now;
    inARow++;
    counts.merge(error, 1, Integer::sum);
    last = error;
    newest = now;
  }

  boolean enough() {
    return inARow >= ENOUGH;
  }

  int inARow() {
    return inARow;
  }

  /** Of the row. */
  long first() {
    return first;
  }

  boolean answeredEver() {
    return answeredEver;
  }

  long answered() {
    return answered;
  }

  /** How the row ends so far; null without a row. */
  @Nullable ErrorClass last() {
    return inARow == 0 ? null : last;
  }

  int count(ErrorClass error) {
    return counts.getOrDefault(error, 0);
  }

  /** Whether all of the row is of these classes. */
  boolean only(Set<ErrorClass> classes) {
    int sum = 0;
    for (ErrorClass each : CLASSES) {
      if (classes.contains(each)) sum += count(each);
    }
    return sum == inARow;
  }

  long firstSignAfter() {
    return answeredEver ? first - answered : Diagnosis.UNKNOWN;
  }

  /** "4 failed attempts in 3.1 s (connection refused 3, reset 1), last answer 0.8 s before". */
  String sentence() {
    StringBuilder kinds = new StringBuilder();
    for (ErrorClass each : CLASSES) {
      int count = count(each);
      if (count > 0) kinds.append(kinds.isEmpty() ? "" : ", ").append(Words.of(each)).append(" ").append(count);
    }
    String before = answeredEver ? "the last answer came " + Words.time(first - answered) + " before" : "it has never answered";
    return inARow + " failed attempts in " + Words.time(newest - first) + " (" + kinds + "); " + before;
  }
}
