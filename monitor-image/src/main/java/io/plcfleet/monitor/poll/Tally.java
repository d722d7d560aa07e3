package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Metric;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.scoring.ErrorClass;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is counted of one PLC since it is read. */
final class Tally {
  private static final long[] BOUNDS =
      Metric.READ_DURATION_BUCKETS.stream().mapToLong(seconds -> Math.round(seconds * 1e9)).toArray();

  private final long[] durations = new long[BOUNDS.length + 1];
  private long durationNanos;
  private long answered;
  private long failed;
  private long reconnects;
  private long heartbeatMisses;
  private long lagNanos;
  private final Map<ErrorClass, Long> errors = new EnumMap<>(ErrorClass.class);
  private final Map<TagStatus, Long> tagErrors = new LinkedHashMap<>();

  void answered(long readNanos) {
    answered++;
    durationNanos += readNanos;
    int bucket = Arrays.binarySearch(BOUNDS, readNanos);
    durations[bucket < 0 ? ~bucket : bucket]++;
  }

  void failedRead() {
    failed++;
  }

  void error(ErrorClass error) {
    errors.merge(error, 1L, Long::sum);
  }

  void tagError(TagStatus status) {
    tagErrors.merge(status, 1L, Long::sum);
  }

  void reconnected() {
    reconnects++;
  }

  void heartbeatMissed() {
    heartbeatMisses++;
  }

  void lag(long nanos) {
    lagNanos = nanos;
  }

  Counts copy() {
    return new Counts(durations.clone(), durationNanos / 1e9, answered, failed, reconnects, heartbeatMisses, lagNanos / 1e9, Map.copyOf(errors), Map.copyOf(tagErrors));
  }
}
