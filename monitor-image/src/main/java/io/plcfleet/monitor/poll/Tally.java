package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Metric;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.scoring.ErrorClass;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is counted of one PLC since it is read. */
final class Tally {
  static final long[] BOUNDS =
      Metric.READ_DURATION_BUCKETS.stream().mapToLong(seconds -> Math.round(seconds * 1e9)).toArray();

  /** Older lateness says nothing of now: who is read once an hour would be called late for an hour. */
  private static final long LAG_TELLS = TimeUnit.MINUTES.toNanos(1);
  private static final long NEVER = Long.MIN_VALUE;
  private static final ErrorClass[] ERRORS = ErrorClass.values();
  private static final TagStatus[] STATUSES = TagStatus.values();

  private final long[] durations = new long[BOUNDS.length + 1];
  private long durationNanos;
  private long answered;
  private long failed;
  private long reconnects;
  private long heartbeatMisses;
  private long due;
  private long pdus;
  private long dropped;
  private long heartbeats;
  private long lagNanos;
  private long begunAt = NEVER;
  private final Map<ErrorClass, Long> errors = new EnumMap<>(ErrorClass.class);
  private final Map<TagStatus, Long> tagErrors = new LinkedHashMap<>();

  void answered(long readNanos) {
    answered++;
    due++;
    durationNanos += readNanos;
    durations[bucket(readNanos)]++;
  }

  /** The first whose bound is not below. From the shortest on: nearly all are among the first few, which a binary search must guess at. */
  static int bucket(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS.length && BOUNDS[bucket] < nanos) bucket++;
    return bucket;
  }

  void failedRead(ErrorClass error) {
    failed++;
    if (error.concernsLink()) due++;
  }

  /** Turns were due while nobody could be asked. */
  void missed(int turns) {
    due += turns;
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

  void beat(boolean wasAnswered) {
    heartbeats++;
    if (!wasAnswered) heartbeatMisses++;
  }

  /** The requests of one read. */
  void requests(int sent, int unanswered) {
    pdus += sent;
    dropped += unanswered;
  }

  /** A read that was due begins. */
  void begun(long dueAt, long now) {
    lagNanos = now - dueAt;
    begunAt = now;
  }

  void fill(PlcSamples row, long now) {
    for (int i = 0; i < durations.length; i++) row.put(Metric.PLC_READ_DURATION_SECONDS, i, (double) durations[i]);
    row.put(Metric.PLC_READ_DURATION_SECONDS, durations.length, durationNanos / 1e9);
    row.set(Metric.PLC_READS_TOTAL, answered, failed);
    row.set(Metric.PLC_RECONNECTS_TOTAL, (double) reconnects);
    row.set(Metric.PLC_HEARTBEAT_MISS_TOTAL, (double) heartbeatMisses);
    row.set(Metric.PLC_DROPPED_PDUS_TOTAL, (double) dropped);
    if (begunAt != NEVER && now - begunAt <= LAG_TELLS) row.set(Metric.PLC_POLL_LAG_SECONDS, lagNanos / 1e9);
    for (ErrorClass error : ERRORS) {
      Long count = errors.get(error);
      if (count != null) row.set(Metric.PLC_ERRORS_TOTAL, error, count);
    }
    for (TagStatus status : STATUSES) {
      Long count = tagErrors.get(status);
      if (count != null) row.set(Metric.PLC_TAG_ERRORS_TOTAL, status, count);
    }
  }

  Counts copy() {
    return new Counts(durations.clone(), durationNanos / 1e9, answered, failed, reconnects, heartbeatMisses, lagNanos / 1e9,
        Map.copyOf(errors), Map.copyOf(tagErrors), due, pdus, dropped, heartbeats);
  }
}
