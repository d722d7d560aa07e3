package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.plcfleet.scoring.SignalName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way to score. Everything but the formula has a sensible value when absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.window) || (duration(self.window) >= duration('1m') && duration(self.window) <= duration('5m'))",
    message = "window must be between 1m and 5m")
@ValidationRule(
    value = "(has(self.grades) ? self.grades.healthy : 90) + (has(self.hysteresis) && has(self.hysteresis.points) ? self.hysteresis.points : 2) <= 100",
    message = "grades.healthy and hysteresis.points together must be at most 100, else nothing could become Healthy again")
public record ScoringProfileSpec(
    @JsonPropertyDescription("How far back a success or failure counts, 1m to 5m; 5m when absent")
        @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String window,
    @JsonPropertyDescription("How much less an older success or failure counts; 0.8 per 60s when absent") @Nullable Decay decay,
    @JsonPropertyDescription("What the score is made of") @Required Formula formula,
    @JsonPropertyDescription("The lowest score of each grade; 90, 70, 50 when absent") @Nullable Grades grades,
    @JsonPropertyDescription("How hard it is to change the grade") @Nullable Hysteresis hysteresis) {

  /** An event's weight is factor ^ (age / per). */
  @ValidationRule(value = "double(self.factor) > 0.0 && double(self.factor) <= 1.0", message = "factor must be above 0 and at most 1")
  @ValidationRule(value = "duration(self.per) >= duration('1s')", message = "per must be at least 1s")
  public record Decay(
      @Required @Pattern(Schema.DECIMAL) @Size(max = 16) String factor,
      @Required @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) String per) {}

  /** The formula by which signals become a score. */
  @ValidationRule(value = "self.penalties.map(p, p.points).sum() == 100",
      message = "the points of all penalties must add up to 100", fieldPath = ".penalties")
  public record Formula(
      @JsonPropertyDescription("Each signal can cost points, which add up to 100") @Required @Size(min = 1, max = 16) List<Penalty> penalties) {}

  /** What one signal may cost: nothing up to good, all its points from bad on, in proportion between. */
  @ValidationRule(value = "self.signal != 'AckP95' || (self.good.matches('^([0-9]+(\\\\.[0-9]+)?(ms|s|m|h))+$') && self.bad.matches('^([0-9]+(\\\\.[0-9]+)?(ms|s|m|h))+$'))",
      message = "good and bad of AckP95 are durations, as 120ms")
  @ValidationRule(value = "self.signal == 'AckP95' || (self.good.matches('^[0-9]+(\\\\.[0-9]+)?$') && self.bad.matches('^[0-9]+(\\\\.[0-9]+)?$'))",
      message = "good and bad of a ratio are decimals in quotes, as \"0.25\"")
  @ValidationRule(value = "self.signal != 'SuccessRatio' || double(self.good) > double(self.bad)", message = "good must be above bad: a low SuccessRatio is the bad one")
  @ValidationRule(value = "self.signal != 'RttJitterRatio' || double(self.good) < double(self.bad)", message = "good must be below bad: a high RttJitterRatio is the bad one")
  @ValidationRule(value = "self.signal != 'AckP95' || duration(self.good) < duration(self.bad)", message = "good must be below bad: a high AckP95 is the bad one")
  public record Penalty(
      @JsonPropertyDescription("What is measured") @Required SignalName signal,
      @JsonPropertyDescription("What it costs at most") @Required @Min(1) @Max(100) int points,
      @JsonPropertyDescription("Costs nothing up to here: a decimal in quotes, or a duration") @Required @Size(min = 1, max = 16) String good,
      @JsonPropertyDescription("Costs all points from here on") @Required @Size(min = 1, max = 16) String bad) {}

  /** The lowest score of each grade. */
  @ValidationRule(value = "self.healthy > self.warning && self.warning > self.critical", message = "healthy, warning and critical must descend")
  public record Grades(
      @Required @Min(1) @Max(100) int healthy,
      @Required @Min(1) @Max(100) int warning,
      @Required @Min(1) @Max(100) int critical) {}

  /** Keeps a grade from flapping. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Hysteresis(
      @JsonPropertyDescription("How far above a threshold the score must be for a better grade; 2 when absent")
          @Min(0) @Max(20) @Nullable Integer points,
      @JsonPropertyDescription("How long the score must be worse; 10s when absent")
          @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String worseAfter,
      @JsonPropertyDescription("How long the score must be better; 60s when absent")
          @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String betterAfter) {}
}
