package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.shard.ShardKey;
import io.plcfleet.operator.shard.ShardLife;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.Runbooks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision about a fleet may know, read once.
 *
 * @param plcs of all watched namespaces
 * @param fleets of all watched namespaces
 * @param profiles of the fleet's namespace, by name
 * @param shards of all fleets
 * @param life of all shards
 * @param takenNames of StatefulSets in the fleet's namespace: no new shard may get one of them
 * @param strayPod a monitor's pod, of any fleet, whose shard has no record
 * @param lost records of this fleet that nobody remembers
 * @param serviceMonitors whether the API server serves that kind
 * @param prometheusRules whether the API server serves that kind
 * @param monitorImage for fleets that name none
 * @param runbooks where alerts send people
 */
record Observed(
    Instant now, List<Plc> plcs, List<MonitorFleet> fleets, Map<String, ScoringProfile> profiles, List<ShardRecord> shards,
    Map<ShardKey, ShardLife> life, Set<String> takenNames, @Nullable String strayPod, List<Problem> lost, boolean serviceMonitors, boolean prometheusRules,
    String monitorImage, Runbooks runbooks) {

  List<ShardRecord> shardsOf(MonitorFleet fleet) {
    return shards.stream().filter(s -> s.namespace().equals(fleet.getMetadata().getNamespace()) && s.fleet().equals(fleet.getMetadata().getName())).toList();
  }

  ShardLife life(ShardKey shard) {
    return life.getOrDefault(shard, ShardLife.GONE);
  }
}
