package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.contract.MonitorConfig.Settings;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A fleet as it is to be.
 *
 * @param selector the fleet's selector in canonical JSON
 * @param wanted Plcs to read
 * @param keep uids of Plcs that stay as they are where they are read, but for their maintenance
 * @param refused what is wrong with a Plc's own spec, by uid
 * @param held Plcs that somebody else has more right to, by uid
 * @param selected uids of all Plcs that the selector matches
 * @param settings shared settings by revision: those that wanted entries name
 * @param frozen when the fleet's own spec cannot be used: what runs goes on, and nothing but releases is written
 */
record FleetModel(
    MonitorFleet fleet, String selector, List<Wanted> wanted, Set<String> keep, Map<String, List<Problem>> refused, Map<String, NotPlaced> held,
    Set<String> selected, Map<String, Settings> settings, Course course, Split split, int plcsPerPod, boolean frozen) {

  String namespace() {
    return fleet.getMetadata().getNamespace();
  }

  String name() {
    return fleet.getMetadata().getName();
  }

  ShardPlan.Input planned(Observed observed) {
    return new ShardPlan.Input(namespace(), name(), selector, wanted, keep, observed.shards(), observed::life, settings,
        plcsPerPod, observed.takenNames(), observed.strayPod(), new Kept(observed.plcs()));
  }
}
