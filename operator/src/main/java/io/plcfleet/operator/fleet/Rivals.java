package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.status.ConditionReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who else may want a PLC that nobody reads yet: the older one comes first, then the one whose namespace and name do. */
final class Rivals {
  private static final Comparator<HasMetadata> OLDEST_FIRST = Comparator
      .comparing((HasMetadata o) -> o.getMetadata().getCreationTimestamp())
      .thenComparing(o -> o.getMetadata().getNamespace()).thenComparing(o -> o.getMetadata().getName());

  private final MonitorFleet fleet;
  private final Observed observed;
  private final Set<String> read;
  private final Map<String, List<Plc>> byIdentity = new HashMap<>();

  Rivals(MonitorFleet fleet, Observed observed) {
    this.fleet = fleet;
    this.observed = observed;
    this.read = observed.shards().stream().flatMap(s -> s.entries().stream()).filter(e -> e.state() == State.Read).map(PlcEntry::uid)
        .collect(Collectors.toSet());
    for (Plc plc : observed.plcs()) {
      PlcCheck.endpoint(plc.getSpec()).ifPresent(e -> byIdentity.computeIfAbsent(e.identity(), _ -> new ArrayList<>(1)).add(plc));
    }
  }

  Optional<NotPlaced> against(Plc plc) {
    if (read.contains(plc.getMetadata().getUid())) return Optional.empty();
    Optional<NotPlaced> older = older(fleet, plc, observed)
        .map(f -> new NotPlaced(ConditionReason.Conflict, "fleet " + f.getMetadata().getName() + " is older and selects it too: let one fleet only select it"));
    if (older.isPresent()) return older;
    String identity = plc.getSpec().endpoint().identity();
    return byIdentity.getOrDefault(identity, List.of()).stream()
        .filter(p -> OLDEST_FIRST.compare(p, plc) < 0 && observed.fleets().stream().anyMatch(f -> selects(f, p)))
        .min(OLDEST_FIRST)
        .map(p -> new NotPlaced(ConditionReason.DuplicateEndpoint, identity + " is declared already, as the older Plc "
            + p.getMetadata().getNamespace() + "/" + p.getMetadata().getName() + ": delete one of the two"));
  }

  /** The oldest fleet that selects the Plc, where that is another one. */
  static Optional<MonitorFleet> older(MonitorFleet fleet, Plc plc, Observed observed) {
    return observed.fleets().stream()
        .filter(f -> !f.getMetadata().getUid().equals(fleet.getMetadata().getUid()) && selects(f, plc) && OLDEST_FIRST.compare(f, fleet) < 0)
        .min(OLDEST_FIRST);
  }

  private static boolean selects(MonitorFleet fleet, Plc plc) {
    return fleet.getMetadata().getDeletionTimestamp() == null && plc.getMetadata().getDeletionTimestamp() == null
        && fleet.getMetadata().getNamespace().equals(plc.getMetadata().getNamespace()) && LabelMatch.matches(fleet.getSpec().selector(), plc);
  }
}
