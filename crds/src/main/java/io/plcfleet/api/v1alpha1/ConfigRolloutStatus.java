package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a rollout is, and how it came there. All times are RFC 3339; what is here is all that the operator remembers of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConfigRolloutStatus(
    @Nullable Long observedGeneration,
    @JsonPropertyDescription("Pending, Shadow, Progressing, Paused, RollingBack, and in the end Succeeded, RolledBack, Frozen or Superseded") @Nullable Phase phase,
    @JsonPropertyDescription("Number of the step, from 1; 0 before the first") @Nullable Integer step,
    @JsonPropertyDescription("Steps that there are for this change and so many Plcs") @Size(max = 18) @Nullable List<PlannedStep> steps,
    @JsonPropertyDescription("What it does at present, or why it ended") @Size(max = 1024) @Nullable String message,
    @JsonPropertyDescription("In a word why it holds or ended, as in the conditions") @Size(max = 128) @Nullable String reason,
    @JsonPropertyDescription("Plcs that have the change") @Nullable Cohort cohort,
    @Nullable String startedAt,
    @Nullable String stepStartedAt,
    @JsonPropertyDescription("Since when all monitors of the step's Plcs have loaded the change") @Nullable String bakingSince,
    @JsonPropertyDescription("Since when time is not counted: it is paused, or no window is open") @Nullable String stoppedAt,
    @JsonPropertyDescription("Seconds of this step that were not counted") @Nullable Long stoppedSeconds,
    @JsonPropertyDescription("When the step is called stuck; absent while no time is counted") @Nullable String deadlineAt,
    @JsonPropertyDescription("When was compared last") @Nullable String comparedAt,
    @JsonPropertyDescription("Comparisons that failed then and decide: twice in a row, and the change has failed") @Size(max = 24) @Nullable List<@Size(max = 64) String> failing,
    @JsonPropertyDescription("While it goes back: what it will be then, RolledBack or Superseded") @Nullable Phase ending,
    @Nullable String finishedAt,
    @JsonPropertyDescription("Fields that differ between the two revisions") @Size(max = 100) @Nullable List<@Size(max = 512) String> changes,
    @JsonPropertyDescription("Who changed them last, as the managers of fields say") @Size(max = 20) @Nullable List<@Size(max = 256) String> changedBy,
    @JsonPropertyDescription("What is special about this rollout, for example NoControlGroup") @Size(max = 8) @Nullable List<@Size(max = 512) String> notes,
    @JsonPropertyDescription("What the changed profiles make of the Plcs") @Nullable Shadow shadow,
    @JsonPropertyDescription("The newest comparisons") @Size(max = 24) @Nullable List<Comparison> analysis,
    @JsonPropertyDescription("Steps that are over, the first one first; those that were passed over are not among them") @Size(max = 18)
        @Nullable List<FinishedStep> finishedSteps,
    @JsonPropertyDescription("What was measured before the step's Plcs got the change") @Nullable Baseline baseline,
    @JsonPropertyDescription("The rollout that tries the change anew") @Nullable String retriedAs,
    @JsonPropertyDescription("What happened, the oldest first; of many the oldest are left out") @Size(max = 60) @Nullable List<Event> history,
    @Size(max = 16) @Nullable List<Condition> conditions) {

  /** Of a rollout of which nothing is known yet. */
  public static final ConfigRolloutStatus EMPTY = new ConfigRolloutStatus(null, null, null, null, null, null, null, null, null, null, null, null, null,
      null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  /** The same, and what it is about. */
  public ConfigRolloutStatus about(List<String> differing, List<String> editors) {
    return new ConfigRolloutStatus(observedGeneration, phase, step, steps, message, reason, cohort, startedAt, stepStartedAt, bakingSince, stoppedAt,
        stoppedSeconds, deadlineAt, comparedAt, failing, ending, finishedAt, differing, editors, notes, shadow, analysis, finishedSteps, baseline, retriedAs, history, conditions);
  }

  /** The same, and what was measured. */
  public ConfigRolloutStatus measured(@Nullable Shadow beside, @Nullable Baseline before) {
    return new ConfigRolloutStatus(observedGeneration, phase, step, steps, message, reason, cohort, startedAt, stepStartedAt, bakingSince, stoppedAt,
        stoppedSeconds, deadlineAt, comparedAt, failing, ending, finishedAt, changes, changedBy, notes, beside, analysis, finishedSteps, before, retriedAs, history, conditions);
  }

  /** The same, and the rollout that tries the change anew. */
  public ConfigRolloutStatus retried(String name) {
    return new ConfigRolloutStatus(observedGeneration, phase, step, steps, message, reason, cohort, startedAt, stepStartedAt, bakingSince, stoppedAt,
        stoppedSeconds, deadlineAt, comparedAt, failing, ending, finishedAt, changes, changedBy, notes, shadow, analysis, finishedSteps, baseline, name, history, conditions);
  }

  /** Where a rollout is. */
  public enum Phase {
    Pending, Shadow, Progressing, Paused, RollingBack, Succeeded, RolledBack, Frozen, Superseded;

    /** Whether nothing changes any more. */
    public boolean isOver() {
      return this == Succeeded || this == RolledBack || this == Superseded;
    }
  }

  /** @param plcs how many have the change in it, when it was planned */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PlannedStep(
      @JsonPropertyDescription("As it was declared: for example shadow, 10%, or a selector") @Required @Size(max = 512) String what,
      @Required int plcs, @JsonPropertyDescription("How long it lasts at least") @Required @Size(max = 32) String lasts,
      RolloutPolicy.@Nullable Step declared) {}

  /** @param hash of the names of all members; equal hashes are equal cohorts */
  public record Cohort(
      @JsonPropertyDescription("Plcs of the fleet") @Required int total,
      @JsonPropertyDescription("Those that have the change, as their monitors say") @Required int updated,
      @JsonPropertyDescription("Those that are to have it; once all go back, those that were to have it before") @Required int wanted,
      @JsonPropertyDescription("Their names, the first hundred") @Required @Size(max = 100) List<String> members,
      @JsonPropertyDescription("Hash of all their names") @Required @Size(max = 64) String hash) {}

  /** What the changed profiles make of the Plcs, computed beside. */
  public record Shadow(
      @JsonPropertyDescription("Plcs that were scored by both") @Required int scored,
      @JsonPropertyDescription("Those that would have another grade") @Required int changed,
      @JsonPropertyDescription("Some of them, as press-07: Healthy to Warning (AckLatencyHigh)") @Required @Size(max = 20) List<String> examples) {}

  /** One comparison. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Comparison(
      @Required @Size(max = 64) String name,
      @Required Verdict verdict,
      @JsonPropertyDescription("Whether it decides; others are reported only") @Required boolean decides,
      @JsonPropertyDescription("Of the Plcs with the change") @Size(max = 64) @Nullable String canary,
      @JsonPropertyDescription("Of the others") @Size(max = 64) @Nullable String control,
      @Size(max = 64) @Nullable String limit,
      @JsonPropertyDescription("Reads that it is made from") @Nullable Long samples,
      @Size(max = 253) @Nullable String worstPlc,
      @Size(max = 512) @Nullable String message,
      @JsonPropertyDescription("How often in a row it was this") @Nullable Integer times) {}

  /** What a comparison says. */
  public enum Verdict { Pass, Fail, NoData, Inconclusive }

  /**
   * What became of a step. It belongs to one attempt: the next one is another ConfigRollout, with steps of its own.
   *
   * @param comparisons as they were when it ended, without words; absent when nobody looked at it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FinishedStep(
      @JsonPropertyDescription("Its number, as status.step was then") @Required int step,
      @JsonPropertyDescription("As it was declared: for example shadow, 10%, or a selector") @Required @Size(max = 512) String what,
      @Required String startedAt, @Required String finishedAt,
      @JsonPropertyDescription("In a word how it ended: StepPassed, Promoted or Succeeded, or why all went back") @Required @Size(max = 128) String reason,
      @JsonPropertyDescription("How it ended, with values and limits") @Required @Size(max = 1024) String message,
      @JsonPropertyDescription("Plcs that had the change when it ended") @Required Cohort cohort,
      @JsonPropertyDescription("Comparisons as they were when it ended; absent when nobody looked at it") @Size(max = 24) @Nullable List<Comparison> comparisons,
      @JsonPropertyDescription("Of a shadow step: what the changed profiles make of the Plcs") @Nullable Shadow shadow) {}

  /** Measured values, before the Plcs of a step got the change. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Baseline(@Required String takenAt, @Required @Size(max = 400) List<PlcBaseline> plcs) {}

  /**
   * One Plc before the step.
   *
   * @param monitorStartedAt counts begin anew with each start of the monitor
   * @param counts by name, since the monitor began to read it
   * @param signals measured values by name of the signal, in its unit
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PlcBaseline(
      @Required @Size(max = 253) String name, @Required boolean canary, @Required String monitorStartedAt,
      @Required Map<String, Long> counts, @Required Map<String, String> signals) {}

  /** Something that happened. */
  public record Event(@Required String at, @Required @Size(max = 64) String what, @Required @Size(max = 512) String message) {}
}
