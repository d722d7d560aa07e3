package io.plcfleet.operator.plc;

import io.plcfleet.api.v1alpha1.PlcStatus.Effective;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.shard.ShardKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet makes of one Plc.
 *
 * @param generation of the Plc that was looked at
 * @param shard that reads it; absent when none does. A Plc whose edit is refused may still be read as it was before
 * @param serial of the shard's configuration from which on it is read as declared
 * @param problems of the Plc's own spec; its newest edit is not in force
 * @param effective the settings that its monitor has for it; absent when none reads it
 * @param held why it is not placed although its spec is right
 */
public record PlcVerdict(
    String fleet, long generation, @Nullable ShardKey shard, long serial, String revision, @Nullable Effective effective, List<Problem> problems,
    @Nullable NotPlaced held) {}
