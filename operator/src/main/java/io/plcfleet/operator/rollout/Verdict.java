package io.plcfleet.operator.rollout;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import org.jspecify.annotations.Nullable;

/**
 * What one comparison says now.
 *
 * @param decides whether the rollout goes by it; others are reported only
 * @param common whether the control got worse as well: then it is no fault of the change
 * @param message a sentence with the values, the limit and the worst Plc
 */
public record Verdict(
    String name, ConfigRolloutStatus.Verdict result, boolean decides, boolean common, @Nullable String canary, @Nullable String control,
    @Nullable String limit, long samples, @Nullable String worstPlc, String message) {}
