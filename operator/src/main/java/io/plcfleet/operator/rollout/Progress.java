package io.plcfleet.operator.rollout;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a rollout remembers; it is stored in the status of its ConfigRollout and nowhere else.
 *
 * @param step index of the step under way, from 0; -1 before the first
 * @param steps as planned when it began, those that make no difference left out
 * @param stepSince when the step began
 * @param bakingSince since when everybody concerned has loaded what belongs to the step
 * @param stoppedAt since when time is not counted: paused, or no window open
 * @param stoppedSeconds of this step that were not counted
 * @param comparedAt when was compared last
 * @param failing names of the comparisons that failed at that time
 * @param ending what it is on its way to, while it goes back: RolledBack or Superseded
 * @param stuck whether the step has taken longer than its deadline
 */
public record Progress(
    Phase phase, int step, List<Step> steps, Instant startedAt, @Nullable Instant stepSince, @Nullable Instant bakingSince,
    @Nullable Instant stoppedAt, long stoppedSeconds, @Nullable Instant comparedAt, List<String> failing, @Nullable Phase ending,
    boolean stuck, String reason, String message, @Nullable Instant finishedAt) {}
