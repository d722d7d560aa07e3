package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to score. Everything but the formula has a sensible value when absent. The rules that the signals bring, their names, units and
 * directions, are written into the schema from the signals themselves; {@link io.plcfleet.profile.ProfileCheck} says all of it in Java.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.window) || (duration(self.window) >= duration('1m') && duration(self.window) <= duration('5m'))",
    message = "window must be between 1m and 5m", fieldPath = ".window")
@ValidationRule(
    value = "(has(self.grades) ? self.grades.healthy : 90) + (has(self.hysteresis) && has(self.hysteresis.points) ? self.hysteresis.points : 2)"
        + " <= (has(self.formula.linear) && has(self.formula.linear.successRatio) ? int(double(self.formula.linear.successRatio)) : 100)",
    message = "grades.healthy and hysteresis.points together must be at most the best score, 100 or formula.linear.successRatio, else nothing could become Healthy again")
public record ScoringProfileSpec(
    @JsonPropertyDescription("How far back a success or failure counts, 1m to 5m; 5m when absent")
        @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String window,
    @JsonPropertyDescription("How much less an older event counts; 0.8 per 60s when absent, with the formula linear nothing less") @Nullable Decay decay,
    @JsonPropertyDescription("What the score is made of: exactly one of penalties, linear, stability") @Required Formula formula,
    @JsonPropertyDescription("The lowest score of each grade; 90, 70, 50 when absent") @Nullable Grades grades,
    @JsonPropertyDescription("How hard it is to change the grade") @Nullable Hysteresis hysteresis,
    @JsonPropertyDescription("What the monitor does by itself in each grade") @Nullable Actions actions) {

  /** An event's weight is factor ^ (age / per). */
  @ValidationRule(value = "double(self.factor) > 0.0 && double(self.factor) <= 1.0", message = "factor must be above 0 and at most 1", fieldPath = ".factor")
  @ValidationRule(
      value = "!(double(self.factor) > 0.0) || double(self.factor) >= 0.4 || (double(self.factor) >= 0.01 && duration(self.per) >= duration('30s'))",
      message = "forgets so fast that nothing could be counted: factor must be at least 0.4, or at least 0.01 with a per of at least 30s", fieldPath = ".factor")
  @ValidationRule(value = "duration(self.per) >= duration('1s')", message = "per must be at least 1s", fieldPath = ".per")
  public record Decay(
      @JsonPropertyDescription("Weight of what is as old as per: a decimal in quotes, 0.4 to 1, or from 0.01 on with a per of at least 30s; 1 forgets nothing within the window")
          @Required @Pattern(Schema.DECIMAL) @Size(max = 16) String factor,
      @JsonPropertyDescription("The age at which the weight is factor") @Required @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) String per) {}

  /** The formula by which signals become a score. Exactly one field is present. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(value = "(has(self.penalties) ? 1 : 0) + (has(self.linear) ? 1 : 0) + (has(self.stability) ? 1 : 0) == 1",
      message = "exactly one of penalties, linear, stability is needed")
  @ValidationRule(value = "!has(self.penalties) || self.penalties.map(p, p.points).sum() == 100",
      message = "the points of all penalties must add up to 100", fieldPath = ".penalties")
  public record Formula(
      @JsonPropertyDescription("Each signal can cost points, which add up to 100; score = 100 - what they cost")
          @Size(min = 1, max = 16) @Nullable List<Penalty> penalties,
      @JsonPropertyDescription("score = successRatio * success ratio + latencyMillis * P95 of the read time in ms + errors * number of errors in five minutes")
          @Nullable Linear linear,
      @JsonPropertyDescription("score = errorEntropy * (1 - entropy of the error classes / its maximum) + responseStability / (1 + deviation of the response times / 100 ms)")
          @Nullable Stability stability) {}

  /** What one signal may cost: nothing up to good, all its points from bad on, in proportion between. */
  public record Penalty(
      @JsonPropertyDescription("What is measured") @Required String signal,
      @JsonPropertyDescription("What it costs at most") @Required @Min(1) @Max(100) int points,
      @JsonPropertyDescription("Costs nothing up to here: a decimal in quotes, or a duration") @Required @Size(min = 1, max = 16) String good,
      @JsonPropertyDescription("Costs all points from here on") @Required @Size(min = 1, max = 16) String bad) {}

  /** Factors of a sum. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(value = "!has(self.successRatio) || (double(self.successRatio) > 0.0 && double(self.successRatio) <= 100.0)",
      message = "successRatio must be above 0 and at most 100: it is the best score", fieldPath = ".successRatio")
  @ValidationRule(value = "!has(self.latencyMillis) || (double(self.latencyMillis) <= 0.0 && double(self.latencyMillis) >= -100.0)",
      message = "latencyMillis must be between -100 and 0: a slow link must not score higher", fieldPath = ".latencyMillis")
  @ValidationRule(value = "!has(self.errors) || (double(self.errors) <= 0.0 && double(self.errors) >= -100.0)",
      message = "errors must be between -100 and 0: a link with errors must not score higher", fieldPath = ".errors")
  public record Linear(
      @JsonPropertyDescription("Points of a link that answers every read, a decimal in quotes; 100 when absent")
          @Pattern(Schema.SIGNED_DECIMAL) @Size(max = 16) @Nullable String successRatio,
      @JsonPropertyDescription("Points for each millisecond of the read time's P95; -0.3 when absent")
          @Pattern(Schema.SIGNED_DECIMAL) @Size(max = 16) @Nullable String latencyMillis,
      @JsonPropertyDescription("Points for each error in five minutes, whatever the window; -2.5 when absent")
          @Pattern(Schema.SIGNED_DECIMAL) @Size(max = 16) @Nullable String errors) {}

  /** Shares of a weighted sum. */
  @ValidationRule(value = "self.errorEntropy + self.responseStability == 100", message = "errorEntropy and responseStability must add up to 100")
  public record Stability(
      @JsonPropertyDescription("Points for errors of few classes, or none") @Required @Min(1) @Max(99) int errorEntropy,
      @JsonPropertyDescription("Points for response times that do not vary") @Required @Min(1) @Max(99) int responseStability) {}

  /** The lowest score of each grade. */
  @ValidationRule(value = "self.healthy > self.warning && self.warning > self.critical", message = "healthy, warning and critical must descend")
  public record Grades(
      @JsonPropertyDescription("From here on Healthy") @Required @Min(1) @Max(100) int healthy,
      @JsonPropertyDescription("From here on Warning") @Required @Min(1) @Max(100) int warning,
      @JsonPropertyDescription("From here on Critical, below PreFault") @Required @Min(1) @Max(100) int critical) {}

  /** Keeps a grade from flapping. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(value = "!has(self.worseAfter) || duration(self.worseAfter) <= duration('5m')", message = "worseAfter must be at most 5m: so long nobody is told of a bad link", fieldPath = ".worseAfter")
  @ValidationRule(value = "!has(self.betterAfter) || duration(self.betterAfter) <= duration('1h')", message = "betterAfter must be at most 1h", fieldPath = ".betterAfter")
  public record Hysteresis(
      @JsonPropertyDescription("How far above a threshold the score must be for a better grade; 2 when absent")
          @Min(0) @Max(20) @Nullable Integer points,
      @JsonPropertyDescription("How long the score must be worse; 10s when absent")
          @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String worseAfter,
      @JsonPropertyDescription("How long the score must be better; 60s when absent")
          @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String betterAfter) {}

  /** What the monitor does by itself to spare a link. A grade's actions go on in the worse ones. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Actions(
      @JsonPropertyDescription("From Warning on") @Nullable WarningAction warning,
      @JsonPropertyDescription("From Critical on") @Nullable CriticalAction critical,
      @JsonPropertyDescription("In PreFault") @Nullable PreFaultAction preFault) {}

  /** From Warning on. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record WarningAction(
      @JsonPropertyDescription("How often tags that are not essential are still read, 10% to 100% of the times; 50% when absent")
          @Pattern("^([1-9][0-9]|100)%$") @Size(max = 4) @Nullable String readRate) {}

  /** From Critical on. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CriticalAction(@JsonPropertyDescription("Which tags are still read; Essential when absent") @Nullable TagsRead tags) {}

  /** In PreFault. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PreFaultAction(
      @JsonPropertyDescription("Hold: no additional session, no further tags; a lost connection is made again all the same; Hold when absent")
          @Nullable ConnectionsMade connections) {}

  /** Which tags are read. */
  public enum TagsRead { Essential, All }

  /** Whether connections beyond the one that is lost may be made. */
  public enum ConnectionsMade { Hold, Allow }
}
