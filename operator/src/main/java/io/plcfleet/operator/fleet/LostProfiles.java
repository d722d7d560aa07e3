package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.status.ConditionReason;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Profiles that Plcs name themselves, by which they are read, and that have been deleted or spoilt since. The monitors go on with the
 * snapshot that their record holds; but nobody could make it anew, so the fleet says so. The profile of the fleet itself is a matter of
 * {@link FleetCheck}, and a Plc that has just been told another name is its own matter.
 */
final class LostProfiles {
  private static final Set<ConditionReason> LOST = Set.of(ConditionReason.ProfileNotFound, ConditionReason.InvalidProfile);
  private static final int PLCS_NAMED = 3;

  private LostProfiles() {}

  /** One for each thing that is wrong with a profile. */
  static List<Problem> of(FleetModel model, ShardPlan plan, Observed observed) {
    Map<String, Plc> plcs = observed.plcs().stream().collect(Collectors.toMap(p -> p.getMetadata().getUid(), Function.identity(), (a, b) -> a));
    Set<String> readers = new TreeSet<>();
    Set<String> messages = new TreeSet<>();
    Set<ConditionReason> reasons = new TreeSet<>();
    for (PlcEntry entry : plan.shards().stream().flatMap(s -> s.entries().stream()).filter(e -> e.state() == State.Read).toList()) {
      List<Problem> lost = model.refused().getOrDefault(entry.uid(), List.of()).stream().filter(p -> LOST.contains(p.reason())).toList();
      if (lost.isEmpty() || !names(plcs.get(entry.uid()), entry.profile())) continue;
      readers.add(entry.name());
      lost.forEach(p -> messages.add(p.message()));
      lost.forEach(p -> reasons.add(p.reason()));
    }
    return messages.stream().map(m -> new Problem("Plcs that are read by the last snapshot of their profile: " + some(readers),
        reasons.iterator().next(), m)).toList();
  }

  private static boolean names(@Nullable Plc plc, String profile) {
    return plc != null && plc.getSpec().profileRef() != null && Objects.equals(plc.getSpec().profileRef().name(), profile);
  }

  private static String some(Collection<String> names) {
    String first = names.stream().limit(PLCS_NAMED).collect(Collectors.joining(", "));
    return names.size() <= PLCS_NAMED ? first : first + " and " + (names.size() - PLCS_NAMED) + " more";
  }
}
