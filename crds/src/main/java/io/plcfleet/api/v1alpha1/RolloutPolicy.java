package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a change of what the Plcs of a fleet share comes to them. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RolloutPolicy(
    @JsonPropertyDescription("Steps, one after the other; at the end all Plcs have the change. When absent: shadow for 2m, 10% for 5m, 30% for 10m, 100%")
        @Size(min = 1, max = 16) @Nullable List<Step> steps,
    @JsonPropertyDescription("What is compared before a step is left") @Nullable Analysis analysis,
    @JsonPropertyDescription("What becomes of a change that fails: Rollback gives all Plcs the settings they had, Freeze keeps both running until somebody"
        + " decides; Rollback when absent") @Nullable OnFailure onFailure,
    @JsonPropertyDescription("How much longer than its time a step may take before the rollout is called stuck; 10m when absent")
        @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String progressDeadline,
    @JsonPropertyDescription("What becomes of a rollout that is stuck: Wait says so and goes on waiting; Wait when absent") @Nullable OnStuck onStuck,
    @JsonPropertyDescription("When Plcs may get the change; at any time when absent. Going back is not bound to them")
        @Size(max = 16) @Nullable List<Window> windows) {

  /** One step. Exactly one of shadow, cohort and selector is present. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(value = "[has(self.shadow), has(self.cohort), has(self.selector)].filter(p, p).size() == 1",
      message = "a step needs exactly one of shadow, cohort and selector")
  @ValidationRule(value = "!has(self.maxGradeChanges) || has(self.shadow)", message = "maxGradeChanges belongs to a step with shadow", fieldPath = ".maxGradeChanges")
  @ValidationRule(value = "!has(self.bake) || !has(self.shadow)", message = "a step with shadow lasts as long as shadow says: leave bake out", fieldPath = ".bake")
  public record Step(
      @JsonPropertyDescription("Scores are computed by the changed profiles beside those in force, for so long, without consequences")
          @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String shadow,
      @JsonPropertyDescription("The change has failed when more Plcs than this share would get another grade; 20% when absent")
          @Pattern(Schema.PERCENT) @Size(max = 4) @Nullable String maxGradeChanges,
      @JsonPropertyDescription("Share of the Plcs that have the change from this step on") @Pattern(Schema.PERCENT) @Size(max = 4) @Nullable String cohort,
      @JsonPropertyDescription("Plcs that have the change from this step on, by their labels, besides those that have it already") @Nullable LabelSelector selector,
      @JsonPropertyDescription("How long to look on once their monitors have loaded the change; 0s when absent")
          @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String bake) {}


  /** What is compared, and how strictly. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Analysis(
      @JsonPropertyDescription("How often to compare; 15s when absent") @Pattern(Schema.DURATION) @Size(max = Schema.LONGEST_DURATION) @Nullable String interval,
      @JsonPropertyDescription("Reads of the Plcs that have the change, and of those to compare with, before anything is concluded; 30 when absent")
          @Min(1) @Max(100_000) @Nullable Integer minimumSamples,
      @JsonPropertyDescription("What to do while a comparison has no data: Pause waits, Proceed goes on without it, Rollback takes it for a failure; Pause when absent")
          @Nullable OnNoData onNoData,
      @JsonPropertyDescription("What must not get worse; when absent: SuccessRatio by more than 0.02, ReadP95 by more than 25%")
          @Size(max = 16) @Nullable List<Metric> metrics,
      @JsonPropertyDescription("Comparisons of the response times that decide as well; those that are not listed are reported only")
          @Size(max = 3) @Nullable List<Check> checks) {}

  /** Something measured that must not get worse. Exactly one of signal and prometheus is present. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(value = "has(self.signal) != has(self.prometheus)", message = "a metric needs exactly one of signal and prometheus")
  @ValidationRule(value = "!has(self.signal) || has(self.maxDrop) != has(self.maxIncrease)", message = "a signal needs exactly one of maxDrop and maxIncrease")
  @ValidationRule(value = "!has(self.prometheus) || (has(self.name) && !has(self.maxDrop) && !has(self.maxIncrease))",
      message = "a metric from Prometheus needs a name, and successCondition instead of maxDrop and maxIncrease")
  @ValidationRule(value = "!has(self.maxDrop) || (has(self.signal) && self.signal in ['SuccessRatio', 'ResponseStability'])",
      message = "maxDrop is for SuccessRatio and ResponseStability, where less is worse: give the others maxIncrease", fieldPath = ".maxDrop")
  @ValidationRule(value = "!has(self.maxIncrease) || (has(self.signal) && !(self.signal in ['SuccessRatio', 'ResponseStability']))",
      message = "maxIncrease is for signals of which more is worse: give SuccessRatio and ResponseStability maxDrop", fieldPath = ".maxIncrease")
  public record Metric(
      @JsonPropertyDescription("Name in status; that of the signal when absent") @Pattern(Schema.NAME) @Size(min = 1, max = 40) @Nullable String name,
      @JsonPropertyDescription("A signal of the links") @Size(max = 40) @Nullable String signal,
      @JsonPropertyDescription("How much less it may be, in the unit of the signal: a decimal in quotes") @Pattern(Schema.DECIMAL) @Size(max = 16) @Nullable String maxDrop,
      @JsonPropertyDescription("How much more it may be: a percentage of what it was, or a decimal or duration in the unit of the signal")
          @Pattern("^([0-9]+(\\.[0-9]+)?%?|([0-9]+(\\.[0-9]+)?(ms|s|m|h))+)$") @Size(max = 16) @Nullable String maxIncrease,
      @JsonPropertyDescription("A query of your own") @Nullable PrometheusQuery prometheus) {}

  /** A query to a Prometheus that the administrator named. */
  public record PrometheusQuery(
      @JsonPropertyDescription("Name of the Prometheus, as the administrator gave it to the operator") @Required @Pattern(Schema.NAME) @Size(min = 1, max = 40) String source,
      @JsonPropertyDescription("PromQL that gives one number. $canary and $control stand for regular expressions of the Plcs' names, $namespace and $fleet for theirs,"
          + " $since for the seconds since the step began") @Required @Size(min = 1, max = 1024) String query,
      @JsonPropertyDescription("What the number must be, for example < 0.05") @Required @Pattern("^(<|<=|>|>=|==|!=) ?-?[0-9]+(\\.[0-9]+)?$") @Size(max = 32)
          String successCondition) {}

  /** A comparison of response times that decides. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Check(
      @JsonPropertyDescription("Which") @Required CheckType type,
      @JsonPropertyDescription("KolmogorovSmirnov: smallest p, 0.05 when absent. The others: how much more it may be, 25% when absent")
          @Pattern("^[0-9]+(\\.[0-9]+)?%?$") @Size(max = 16) @Nullable String limit) {}

  /** How response times are compared. */
  public enum CheckType {
    /** Whether the change of the Plcs with it and that of the others may come from one distribution. */
    KolmogorovSmirnov,
    /** The largest shift of the quartiles and of P95. */
    QuantileShift,
    /** The change of P99. */
    P99Change
  }

  /** When Plcs may get a change. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Window(
      @JsonPropertyDescription("Days on which it begins; every day when absent") @Size(min = 1, max = 7) @Nullable List<Day> days,
      @JsonPropertyDescription("First minute, as 06:00") @Required @Pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$") @Size(max = 5) String from,
      @JsonPropertyDescription("End, as 14:00; when it is not after from, on the next day") @Required @Pattern("^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$") @Size(max = 5) String to,
      @JsonPropertyDescription("Time zone, as Europe/Vienna; UTC when absent") @Pattern("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$") @Size(max = 64) @Nullable String timeZone) {}

  /** Days of the week. */
  public enum Day { Mon, Tue, Wed, Thu, Fri, Sat, Sun }

  /** What becomes of a change that fails. */
  public enum OnFailure { Rollback, Freeze }

  /** What becomes of a rollout that is stuck. */
  public enum OnStuck { Wait, Rollback }

  /** What to do while a comparison has no data. */
  public enum OnNoData { Pause, Proceed, Rollback }
}
