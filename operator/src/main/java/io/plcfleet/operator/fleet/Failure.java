package io.plcfleet.operator.fleet;

import io.plcfleet.operator.status.ConditionReason;
import java.time.Instant;

/**
 * That something outside failed.
 *
 * @param lasting whether only a person can help; else it is tried again
 */
record Failure(Instant now, ConditionReason reason, String message, boolean lasting) {}
