package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Metric;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.scoring.ErrorClass;
import java.util.Map;

/**
 * What was counted of one PLC, as a copy that any thread may read.
 *
 * @param durations reads by bucket of {@link Metric#READ_DURATION_BUCKETS}, not added up; the last is for longer ones
 * @param durationSeconds of all reads together
 * @param lagSeconds how late the newest read started
 * @param errors by class
 * @param due reads that were sent, or due while the link was down; without those that failed for another reason than the link
 * @param pdus requests sent
 * @param dropped of them without an answer
 * @param heartbeats that were due
 */
@SuppressWarnings("ArrayRecordComponent")  // made for one export, compared by nobody
public record Counts(
    long[] durations, double durationSeconds, long answered, long failed, long reconnects, long heartbeatMisses, double lagSeconds,
    Map<ErrorClass, Long> errors, Map<TagStatus, Long> tagErrors, long due, long pdus, long dropped, long heartbeats) {}
