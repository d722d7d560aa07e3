package io.plcfleet.monitor.poll;

import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.TagProblem;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.diagnosis.Diagnosis;
import io.plcfleet.monitor.link.CpuState;
import io.plcfleet.monitor.link.Phases;
import io.plcfleet.scoring.Action;
import io.plcfleet.scoring.Assessment;
import io.plcfleet.scoring.GradeChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One PLC at one time, for export. Never changes, so any thread may read it.
 *
 * @param problem why it is not read: at all, or until it is corrected
 * @param reading absent when it is not read
 */
public record PlcView(Assignment assignment, MonitorReport.State state, @Nullable String problem, @Nullable Reading reading) {

  /**
   * What is known of a PLC that is read.
   *
   * @param reachable absent until it is known
   * @param lastOutcome in words; absent until an attempt ended
   * @param tagProblems of the newest values
   * @param suspicion what is likely to be wrong; absent while nothing is
   * @param beside what the profile makes of it that is tried; absent where none is
   * @param changed the newest change of the grade
   * @param preFault what went before the last change to PreFault
   * @param readP99Seconds NaN while not known
   */
  public record Reading(
      @Nullable Boolean reachable,
      Assessment assessment,
      @Nullable String lastOutcome,
      List<TagProblem> tagProblems,
      Counts counts,
      Session session,
      Care care,
      @Nullable Suspicion suspicion,
      @Nullable Assessment beside,
      @Nullable GradeChange changed,
      @Nullable TraceView preFault,
      double readP99Seconds) {}

  /**
   * The connection and what came over it.
   *
   * @param connectedSeconds age of the connection, 0 without one
   * @param phases of the newest attempt to connect
   * @param requests to the PLC since it is read
   * @param cpu as it said last on this connection
   * @param tagAgeSeconds of the values that are the oldest, counted in their intervals, among those that are read at present
   */
  public record Session(double connectedSeconds, Phases phases, long requests, CpuState cpu, double tagAgeSeconds) {}

  /**
   * How the PLC is treated at present.
   *
   * @param action that the grade demands
   * @param heldTags so many more than it is read with are declared, and wait until it is better
   * @param maintenance work on it is under way
   * @param heartbeatSeconds between two heartbeats
   */
  public record Care(Action action, int heldTags, boolean maintenance, double heartbeatSeconds) {}

  /** @param forSeconds since the first sign of it */
  public record Suspicion(Diagnosis diagnosis, double forSeconds) {}
}
