package io.plcfleet.cli;

import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.LinkAlert;
import io.plcfleet.scoring.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one profile thinks of one PLC, all along. */
record Timeline(String plc, String profile, List<Moment> moments, List<Change> changes, List<Firing> alerts) {

  /**
   * What is thought at one time.
   *
   * @param score NaN when there is none
   */
  record Moment(Instant at, double score, Grade grade, Reason reason, boolean unreachable) {}

  /**
   * The grade changed.
   *
   * @param score NaN when there is none
   * @param explanation at most three sentences
   */
  record Change(Instant at, Grade from, Grade to, Reason reason, double score, List<String> explanation) {}

  /**
   * An alert would have fired.
   *
   * @param until absent when it fires to the end
   */
  record Firing(LinkAlert alert, Instant from, @Nullable Instant until) {}
}
