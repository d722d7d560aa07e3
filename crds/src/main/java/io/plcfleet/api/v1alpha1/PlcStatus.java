package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says of a Plc. Ready means monitored as declared; how the device fares is grade, reason and Reachable. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlcStatus(
    @Nullable Long observedGeneration,
    @Nullable Grade grade,
    @JsonPropertyDescription("Health of the link, 0 to 100, rounded; written when it changed by 5 or more, or with grade or reason")
        @Nullable Integer score,
    @Nullable Reason reason,
    @JsonPropertyDescription("What costs the most points, or the evidence that the PLC is unreachable")
        @Size(max = 8) @Nullable List<String> explanation,
    @JsonPropertyDescription("What to do about it, by the reason; absent while there is nothing to do") @Nullable String action,
    @JsonPropertyDescription("Its runbook: an address, or the place in the project's documents; absent while there is nothing to do") @Nullable String runbook,
    @JsonPropertyDescription("What is likely to be wrong, with the evidence; absent while nothing is") @Nullable Diagnosis diagnosis,
    @JsonPropertyDescription("The fleet whose monitor reads this PLC") @Nullable String fleet,
    @JsonPropertyDescription("The monitor that reads this PLC") @Nullable String shard,
    @JsonPropertyDescription("Revision of the shared configuration that the monitor applies") @Nullable String revision,
    @JsonPropertyDescription("What the layers of settings come to for this Plc") @Nullable Effective effective,
    @JsonPropertyDescription("What is in force, but better be looked at") @Size(max = 8) @Nullable List<String> warnings,
    @Size(max = 16) @Nullable List<Condition> conditions) {

  /**
   * What the layers of settings come to.
   *
   * @param interval and timeout of polling
   * @param link key of all settings in the monitor's ConfigMap
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Effective(
      @JsonPropertyDescription("Interval of polling that is in force") @Nullable String interval,
      @JsonPropertyDescription("Timeout of polling that is in force") @Nullable String timeout,
      @JsonPropertyDescription("Overrides of the fleet that apply, the strongest first") @Size(max = 3) @Nullable List<String> overrides,
      @JsonPropertyDescription("Key of all settings of the link in the ConfigMap of its monitor: settings.<revision>.links.<this>") @Nullable String link) {}

  /** What the monitor makes of its failures; written anew when the class or the confidence changes. */
  public record Diagnosis(
      @JsonPropertyDescription("What is likely to be wrong") @JsonProperty("class") @Required DiagnosisClass name,
      @JsonPropertyDescription("When its first sign was seen, RFC 3339") @Required @Size(max = 64) String since,
      @JsonPropertyDescription("What was seen, with counts and times, when this was written") @Required @Size(max = 1024) String evidence,
      @JsonPropertyDescription("How well the evidence fits, and how much else would look the same") @Required Confidence confidence) {}
}
