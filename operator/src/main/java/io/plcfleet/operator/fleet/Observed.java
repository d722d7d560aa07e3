package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.revision.SharedConfig;
import io.plcfleet.operator.selection.Sight;
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
 * @param sets StatefulSets in the fleet's namespace, by name
 * @param strayPod a monitor's pod, of any fleet, whose shard has no record
 * @param lost records of this fleet that nobody remembers
 * @param serviceMonitors whether the API server serves that kind
 * @param prometheusRules whether the API server serves that kind
 * @param sight who might look at the fleet
 * @param revisions of this fleet that are on record, by hash
 * @param rollouts of this fleet
 * @param house what the administrator says
 * @param runbooks where alerts send people
 */
record Observed(
    Instant now, List<Plc> plcs, List<MonitorFleet> fleets, Map<String, ScoringProfile> profiles, List<ShardRecord> shards,
    Map<ShardKey, ShardLife> life, Map<String, StatefulSet> sets, @Nullable String strayPod, List<Problem> lost, boolean serviceMonitors, boolean prometheusRules, Sight sight,
    Map<String, SharedConfig> revisions, List<ConfigRollout> rollouts, HouseRules house,
    Runbooks runbooks) {

  List<ShardRecord> shardsOf(MonitorFleet fleet) {
    return shards.stream().filter(s -> s.namespace().equals(fleet.getMetadata().getNamespace()) && s.fleet().equals(fleet.getMetadata().getName())).toList();
  }

  /** Names that no new shard may get. */
  Set<String> takenNames() {
    return sets.keySet();
  }

  ShardLife life(ShardKey shard) {
    return life.getOrDefault(shard, ShardLife.GONE);
  }
}
