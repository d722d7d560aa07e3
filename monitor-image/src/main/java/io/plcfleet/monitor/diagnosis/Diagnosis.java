package io.plcfleet.monitor.diagnosis;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;

/**
 * What is likely to be wrong, at one time. Times are nanoseconds of the clock that the facts came with.
 *
 * @param since when the first sign of it was seen
 * @param firstSignAfter from the last good answer to the first sign; {@link #UNKNOWN} when there was none before
 * @param evidence a sentence with the counts and times that were seen
 */
public record Diagnosis(DiagnosisClass name, long since, long firstSignAfter, String evidence, Confidence confidence) {
  public static final long UNKNOWN = -1;
}
