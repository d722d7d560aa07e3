package io.plcfleet.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a monitor says of itself at {@code /status}.
 *
 * @param serial of the loaded {@link MonitorConfig}; 0 while none is loaded
 * @param startedAt when the process started, RFC 3339
 * @param rejected the newest file, when it could not be used; what was loaded before stays in force
 */
public record MonitorReport(long serial, String startedAt, @Nullable Rejected rejected, List<PlcReport> plcs) {

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
   * @param problem why it is not read at all
   * @param tagProblems the tags that the PLC refuses
   * @param diagnosis what is likely to be wrong; absent while nothing is
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
      @Nullable Diagnosis diagnosis) {}

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
}
