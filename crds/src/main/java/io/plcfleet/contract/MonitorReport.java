package io.plcfleet.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import io.plcfleet.scoring.SignalName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a monitor says of itself at {@code /status}.
 *
 * @param serial of the loaded {@link MonitorConfig}; 0 while none is loaded
 * @param startedAt when the process started, RFC 3339
 * @param rejected the newest file, when it could not be used; what was loaded before stays in force
 * @param scrapes of its metrics; absent in reports of versions that do not count them
 */
public record MonitorReport(long serial, String startedAt, @Nullable Rejected rejected, @Nullable Scrapes scrapes, List<PlcReport> plcs) {

  /**
   * Whether anybody takes the metrics.
   *
   * @param times since the process started, by whoever had the token
   * @param secondsAgo the newest one; absent when there was none
   */
  public record Scrapes(long times, @Nullable Double secondsAgo) {}

  /** @param message field, value and way out; never a secret */
  public record Rejected(String message, String since) {}

  /** What a monitor does with one PLC. */
  public enum State {
    Reading,
    /** Closed, as asked for: the endpoint is free. */
    Released,
    /** Not read: its entry cannot be used; {@link PlcReport#problem} says why. */
    Refused
  }

  /**
   * One PLC as its monitor sees it.
   *
   * @param endpoint {@link Endpoint#identity}
   * @param reachable absent until a first read ended
   * @param score 0 to 100, absent while the grade is Unknown
   * @param explanation the dearest signals first, a sentence each; for an unreachable PLC the evidence
   * @param lastOutcome how the newest read or connect ended, in words
   * @param problem what is to be corrected before it can be read; in the state Reading it is tried again and again
   * @param tagProblems the tags that the PLC refuses
   * @param diagnosis what is likely to be wrong; absent while nothing is
   * @param link how the link fares and is treated; absent when it is not read
   * @param shadow what the profile makes of it that is tried beside; absent where none is
   * @param lineage where the present grade comes from; absent until it changed once
   * @param measured what a rollout compares; absent when it is not read
   */
  public record PlcReport(
      String name,
      String uid,
      String endpoint,
      String revision,
      State state,
      @Nullable Boolean reachable,
      Grade grade,
      @Nullable Double score,
      Reason reason,
      List<String> explanation,
      @Nullable String lastOutcome,
      @Nullable String problem,
      List<TagProblem> tagProblems,
      @Nullable Diagnosis diagnosis,
      @Nullable LinkState link,
      @Nullable Shadow shadow,
      @Nullable Lineage lineage,
      @Nullable Measured measured) {}

  /** @param error class of the error, as in the label {@code class} of {@code plc_tag_errors_total} */
  public record TagProblem(String tag, String address, String error, String message) {}

  /**
   * What is likely to be wrong, by what was seen and no more.
   *
   * @param since when its first sign was seen, RFC 3339, to the second
   * @param firstSignAfterSeconds from the last good answer to the first sign; absent when there was no answer before
   * @param evidence a sentence with counts and times
   */
  public record Diagnosis(
      @JsonProperty("class") DiagnosisClass name, String since, @Nullable Double firstSignAfterSeconds, String evidence, Confidence confidence) {}

  /**
   * How a link fares and is treated at present.
   *
   * @param connectedSeconds age of the connection, 0 without one
   * @param phaseSeconds steps of the newest attempt to connect that ended well: Dns, Tcp, Handshake, Session, FirstRead
   * @param requests to the PLC since it is read
   * @param cpu Unknown, Run or Stop, as the PLC said last on this connection
   * @param tagAgeSeconds of the values that are the oldest, counted in their intervals, among those that are read at present
   * @param heartbeatSeconds between two heartbeats at present
   * @param action what the grade demands, in words
   * @param heldTags so many more than it is read with are declared, and wait until the grade is better
   * @param maintenance work on it is under way
   */
  public record LinkState(
      double connectedSeconds, Map<String, Double> phaseSeconds, long requests, String cpu, double tagAgeSeconds, double heartbeatSeconds,
      String action, int heldTags, boolean maintenance) {}

  /**
   * What was measured and counted of a link, whatever its profile makes of it. Measured values have four significant digits.
   *
   * @param signals by name of the signal, in its unit; one that is not known is absent
   * @param readP99Seconds of the same reads as ReadP95; absent while there are none
   */
  public record Measured(Map<String, Double> signals, @Nullable Double readP99Seconds, Counts counts) {}

  /**
   * Counted since the monitor began to read the PLC; none ever falls. What says nothing of the link is not counted: pauses of the monitor
   * itself, wrong tags.
   *
   * @param due reads that were sent, or due while the link was down
   * @param answered of them
   * @param errors reads and connects that failed, and connections that broke
   * @param pdus requests sent
   * @param dropped of them without an answer
   * @param heartbeats that were due
   * @param missedHeartbeats of them
   */
  public record Counts(long due, long answered, long errors, long reconnects, long pdus, long dropped, long heartbeats, long missedHeartbeats) {}

  /** @param score absent while the grade is Unknown */
  public record Shadow(@Nullable Double score, Grade grade, Reason reason) {}

  /**
   * Which samples made the newest change of the grade.
   *
   * @param at RFC 3339, to the second
   * @param profile by which it was scored
   * @param windowSeconds from the first of the samples to the change
   * @param samples reads that ended or were due in it
   * @param scoreAtStart absent when there was none
   * @param scoreAtEnd absent when there is none
   * @param dearest signals that cost the most, at most three
   */
  public record Lineage(
      Grade from, Grade to, Reason reason, String at, String profile, String revision, String action, double windowSeconds, long samples,
      @Nullable Double scoreAtStart, @Nullable Double scoreAtEnd, List<PointsLost> dearest) {}

  /** @param measured in the unit of the signal */
  public record PointsLost(SignalName signal, double measured, double points) {}
}
