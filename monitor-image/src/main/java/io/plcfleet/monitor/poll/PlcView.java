package io.plcfleet.monitor.poll;

import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.TagProblem;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.scoring.Assessment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One PLC at one time, for export. Never changes, so any thread may read it.
 *
 * @param problem why it is not read at all
 * @param reading absent when it is not read
 */
public record PlcView(Assignment assignment, MonitorReport.State state, @Nullable String problem, @Nullable Reading reading) {

  /**
   * What is known of a PLC that is read.
   *
   * @param reachable absent until it is known
   * @param lastOutcome in words; absent until an attempt ended
   * @param connectedSeconds age of the connection, 0 without one
   */
  public record Reading(
      @Nullable Boolean reachable,
      Assessment assessment,
      @Nullable String lastOutcome,
      double connectedSeconds,
      List<TagProblem> tagProblems,
      Counts counts) {}
}
