package io.plcfleet.operator.shard;

import io.plcfleet.operator.status.ConditionReason;

/** What becomes of a Plc that a fleet wants to read. */
public sealed interface Placement {
  /** A shard reads it. */
  record Placed(ShardKey shard) implements Placement {}

  /** It cannot be read yet, or not by this fleet. */
  record NotPlaced(ConditionReason reason, String message) implements Placement {}
}
