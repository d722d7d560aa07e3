package io.plcfleet.monitor.diagnosis;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import org.jspecify.annotations.Nullable;

/** One thing that may be wrong, by what it looks like. One file per constant of {@link DiagnosisClass}. */
interface Sign {
  DiagnosisClass name();

  /** How well the facts fit; null when they do not. Looked at with every scrape, so it allocates nothing. */
  @Nullable Confidence seen(Facts facts, long now);

  /** When its first trace was seen. Only asked when it was. */
  long since(Facts facts, long now);

  /** From the last good answer to the first trace, or {@link Diagnosis#UNKNOWN}. */
  long firstSignAfter(Facts facts, long now);

  /** What was seen, with counts and times, and nothing that was not. */
  String evidence(Facts facts, long now);
}
