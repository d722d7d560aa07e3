package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.metrics.FleetBoard.DeclaredPlc;
import io.plcfleet.operator.plc.PlcVerdict;
import io.plcfleet.operator.shard.ShardRecord;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which Plcs must have series: those that nobody reads are missed by that. Each is one fleet's to miss: of the one that reads it, whatever
 * its selector says by now, and else of the oldest one that selects it.
 */
final class DeclaredPlcs {
  private final MonitorFleet fleet;
  private final Observed observed;
  private final Map<String, ShardRecord> readBy = new HashMap<>();

  private DeclaredPlcs(MonitorFleet fleet, Observed observed) {
    this.fleet = fleet;
    this.observed = observed;
    for (ShardRecord shard : observed.shards()) {
      for (PlcEntry entry : shard.entries()) if (entry.state() == State.Read) readBy.put(entry.uid(), shard);
    }
  }

  /** @param verdicts about the Plcs of the fleet, by uid */
  static List<DeclaredPlc> of(MonitorFleet fleet, Map<String, PlcVerdict> verdicts, Observed observed) {
    DeclaredPlcs declared = new DeclaredPlcs(fleet, observed);
    return observed.plcs().stream().filter(plc -> verdicts.containsKey(plc.getMetadata().getUid()) && declared.isOurs(plc))
        .map(plc -> declared(plc, Objects.requireNonNull(verdicts.get(plc.getMetadata().getUid()))))
        .sorted(Comparator.comparing(DeclaredPlc::name)).toList();
  }

  private boolean isOurs(Plc plc) {
    ShardRecord reader = readBy.get(plc.getMetadata().getUid());
    if (reader == null) return Rivals.older(fleet, plc, observed).isEmpty();
    return reader.namespace().equals(fleet.getMetadata().getNamespace()) && reader.fleet().equals(fleet.getMetadata().getName());
  }

  private static DeclaredPlc declared(Plc plc, PlcVerdict verdict) {
    Map<String, String> labels = plc.getMetadata().getLabels();
    return new DeclaredPlc(plc.getMetadata().getName(), verdict.shard() == null ? null : verdict.shard().pod(), labels == null ? Map.of() : labels,
        plc.getSpec().criticality());
  }
}
