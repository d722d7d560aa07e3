package io.plcfleet.e2e.proof;

import io.plcfleet.simulator.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One loss of a connection and the way back, from what passed the link alone; the monitor is not asked.
 *
 * <pre>
 *   connect  answer  answer   request  request  request   connect   answer
 *                          |------------ misses 3 -------|--recovery--|
 * </pre>
 *
 * @param misses requests that nobody answered, from the last answer on the old connection to the first attempt to make a new one
 * @param attempt when that attempt was accepted, {@link System#nanoTime}
 * @param recovery from that attempt to the first answer, whichever attempt brings it; null when none came
 */
record Drill(long misses, long attempt, @Nullable Duration recovery) {

  boolean isBackWithin(Duration bound) {
    return recovery != null && recovery.compareTo(bound) <= 0;
  }

  /** All that a link went through. An attempt after an attempt that brought no answer belongs to the same drill. */
  static List<Drill> of(Traffic seen) {
    List<Drill> drills = new ArrayList<>();
    long before = Long.MIN_VALUE;
    for (long attempt : sorted(seen.connects())) {
      long began = before;
      before = attempt;
      long[] answers = Arrays.stream(seen.answers()).filter(at -> at >= began && at < attempt).toArray();
      if (answers.length == 0) continue;
      long silentSince = sorted(answers)[answers.length - 1];
      long misses = Arrays.stream(seen.requests()).filter(at -> at > silentSince && at < attempt).count();
      drills.add(new Drill(misses, attempt, recovery(seen, attempt)));
    }
    return drills;
  }

  /** The first attempt after a moment; null when the connection that there was stayed. */
  static @Nullable Drill firstAfter(Traffic seen, long moment) {
    long[] attempts = Arrays.stream(sorted(seen.connects())).filter(at -> at >= moment).toArray();
    return attempts.length == 0 ? null : new Drill(0, attempts[0], recovery(seen, attempts[0]));
  }

  /** The longest time, up to a moment, in which no answer came and no new connection was tried either: nobody had noticed. */
  static Duration longestSilence(Traffic seen, long until) {
    long longest = 0;
    for (long answer : seen.answers()) {
      long next = Math.min(firstOf(seen.answers(), answer + 1, until), firstOf(seen.connects(), answer + 1, until));
      longest = Math.max(longest, next - answer);
    }
    return Duration.ofNanos(longest);
  }

  private static @Nullable Duration recovery(Traffic seen, long attempt) {
    long answer = firstOf(seen.answers(), attempt, Long.MAX_VALUE);
    return answer == Long.MAX_VALUE ? null : Duration.ofNanos(answer - attempt);
  }

  private static long firstOf(long[] moments, long from, long orElse) {
    return Arrays.stream(moments).filter(at -> at >= from).min().orElse(orElse);
  }

  private static long[] sorted(long[] moments) {
    long[] copy = moments.clone();
    Arrays.sort(copy);
    return copy;
  }
}
