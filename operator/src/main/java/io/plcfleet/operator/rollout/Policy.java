package io.plcfleet.operator.rollout;

import io.plcfleet.api.v1alpha1.RolloutPolicy.OnFailure;
import io.plcfleet.api.v1alpha1.RolloutPolicy.OnNoData;
import io.plcfleet.api.v1alpha1.RolloutPolicy.OnStuck;
import java.time.Duration;
import java.util.List;

/**
 * How a fleet wants changes to come to its Plcs, every default filled in.
 *
 * @param interval from one comparison to the next
 */
public record Policy(
    List<Step> steps, Duration interval, OnNoData onNoData, OnFailure onFailure, OnStuck onStuck, Duration progressDeadline, List<Window> windows) {}
