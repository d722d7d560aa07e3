package io.plcfleet.operator.fleet;

import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.plc.PlcVerdict;
import io.plcfleet.operator.shard.Placement;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.ConditionReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a fleet makes of each of its Plcs, for their status. */
final class FleetVerdicts {
  private FleetVerdicts() {}

  /** @param problems of the fleet itself; empty when its spec is in force */
  static Map<String, PlcVerdict> of(FleetModel model, ShardPlan plan, Observed observed, List<Problem> problems) {
    Map<String, Long> generations = new HashMap<>();
    observed.plcs().forEach(p -> generations.put(p.getMetadata().getUid(), p.getMetadata().getGeneration()));
    Map<String, PlcVerdict> verdicts = new HashMap<>();
    for (ShardRecord shard : plan.shards()) {
      for (PlcEntry entry : shard.entries()) {
        if (entry.state() == State.Release || !generations.containsKey(entry.uid())) continue;
        verdicts.put(entry.uid(), new PlcVerdict(model.name(), generations.getOrDefault(entry.uid(), 0L), shard.key(), shard.config().serial(),
            entry.revision(), EffectiveSettings.of(entry, shard.config().settings()), model.refused().getOrDefault(entry.uid(), List.of()), held(entry.uid(), model, plan, problems)));
      }
    }
    for (String uid : model.selected()) {
      verdicts.computeIfAbsent(uid, _ -> new PlcVerdict(model.name(), generations.getOrDefault(uid, 0L), null, 0, "", null,
          model.refused().getOrDefault(uid, List.of()), held(uid, model, plan, problems)));
    }
    return verdicts;
  }

  private static @Nullable NotPlaced held(String uid, FleetModel model, ShardPlan plan, List<Problem> problems) {
    NotPlaced stalled = stalled(problems);
    if (stalled != null) return stalled;
    Placement placement = plan.placements().get(uid);
    return placement instanceof NotPlaced not ? not : model.held().get(uid);
  }

  private static @Nullable NotPlaced stalled(List<Problem> problems) {
    return problems.isEmpty() ? null : new NotPlaced(ConditionReason.FleetStalled, "its fleet is stalled: " + problems.getFirst());
  }
}
