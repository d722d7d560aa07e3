package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How to make sure that a quiet connection lives. Any answer counts as a heartbeat; a probe goes out only after an interval without one. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.interval) || (duration(self.interval) >= duration('200ms') && duration(self.interval) <= duration('1h'))",
    message = "interval must be between 200ms and 1h",
    messageExpression = "'interval ' + self.interval + ' must be between 200ms and 1h'")
@ValidationRule(
    value = "!has(self.timeout) || (duration(self.timeout) >= duration('10ms') && duration(self.timeout) <= duration('1m'))",
    message = "timeout must be between 10ms and 1m",
    messageExpression = "'timeout ' + self.timeout + ' must be between 10ms and 1m'")
public record Heartbeat(
    @JsonPropertyDescription("So long without an answer, then a probe; 200ms to 1h, 15s when nobody says otherwise")
        @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String interval,
    @JsonPropertyDescription("How long to wait for the answer to a probe, 10ms to 1m; 5s when nobody says otherwise")
        @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String timeout,
    @JsonPropertyDescription("So many unanswered probes in a row end the connection; 2 when nobody says otherwise")
        @Min(1) @Max(10) @Nullable Integer maxMisses,
    @JsonPropertyDescription("The interval follows the health of the link; fixed when nobody names it") @Nullable Adaptive adaptive) {

  /** Bounds of an interval that follows the health of the link. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = "!has(self.min) || (duration(self.min) >= duration('200ms') && duration(self.min) <= duration('1m'))",
      message = "min must be between 200ms and 1m",
      messageExpression = "'min ' + self.min + ' must be between 200ms and 1m'")
  @ValidationRule(
      value = "!has(self.max) || (duration(self.max) >= duration('200ms') && duration(self.max) <= duration('10m'))",
      message = "max must be between 200ms and 10m",
      messageExpression = "'max ' + self.max + ' must be between 200ms and 10m'")
  @ValidationRule(
      value = "!has(self.min) || !has(self.max) || duration(self.min) <= duration(self.max)",
      message = "min must not be above max",
      messageExpression = "'min ' + self.min + ' must not be above max ' + self.max")
  public record Adaptive(
      @JsonPropertyDescription("false fixes the interval again where a wider layer lets it follow; true when absent") @Nullable Boolean enabled,
      @JsonPropertyDescription("The shortest interval, for links that fare badly; 500ms when nobody says otherwise")
          @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String min,
      @JsonPropertyDescription("The longest interval, for links that fare well; 5s when nobody says otherwise")
          @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String max) {}
}
