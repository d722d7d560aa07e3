package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.shard.ShardJson;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.ConditionReason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One edit must not blind a plant: what would release many Plcs that still exist is not done before somebody confirms it. */
final class MassRelease {
  /** Annotation that confirms it; its value is the generation that it is meant for. */
  static final String ALLOW_RELEASE = "plcfleet.io/allow-release";

  private static final int MASS_PERCENT = 20;
  /** Fewer Plcs may be relabelled, or lose their connection, at will, also where they are a large part of a small fleet. */
  private static final int MANY = 5;

  private final MonitorFleet fleet;
  private final String selector;
  private final boolean edited;
  private final int read;
  private final int unselected;
  private final int unconnected;

  private MassRelease(FleetModel model, Observed observed) {
    fleet = model.fleet();
    selector = ShardJson.text(fleet.getSpec().selector());
    List<ShardRecord> shards = observed.shardsOf(fleet);
    edited = shards.stream().anyMatch(s -> !s.selector().equals(selector));
    Set<String> onRecord = shards.stream().flatMap(s -> s.entries().stream()).filter(e -> e.state() == State.Read).map(PlcEntry::uid)
        .collect(Collectors.toSet());
    List<Plc> existing = observed.plcs().stream().filter(p -> onRecord.contains(p.getMetadata().getUid())).toList();
    read = existing.size();
    unselected = (int) existing.stream().filter(p -> !LabelMatch.matches(fleet.getSpec().selector(), p)).count();
    unconnected = ShardPlan.losingTheirConnection(model.planned(observed)).size();
  }

  /** Empty when few are released, or when it is confirmed. */
  static Optional<Problem> problem(FleetModel model, Observed observed) {
    MassRelease release = new MassRelease(model, observed);
    return release.isMass() && !release.confirmed() ? Optional.of(release.problem()) : Optional.empty();
  }

  private boolean isMass() {
    int leaving = unselected + unconnected;
    return leaving * 100L > (long) read * MASS_PERCENT && (leaving >= MANY || (edited && unselected > 0));
  }

  private boolean confirmed() {
    return fleet.getMetadata().getAnnotations() != null && generation().equals(fleet.getMetadata().getAnnotations().get(ALLOW_RELEASE));
  }

  private Problem problem() {
    return new Problem(unselected > 0 ? "spec.selector" : "connection.maxSessions", ConditionReason.TooManyReleased,
        all(edited ? selector : "changed labels", "fewer connections at one device") + " would release " + (unselected + unconnected) + " of " + read
            + " Plcs that still exist (more than " + MASS_PERCENT + " %). They stay read. Mend "
            + all(edited ? "the selector" : "the labels", "connection.maxSessions in spec.defaults and spec.overrides") + ", or confirm: kubectl -n "
            + fleet.getMetadata().getNamespace() + " annotate monitorfleet " + fleet.getMetadata().getName() + " --overwrite " + ALLOW_RELEASE + "=" + generation());
  }

  /** What concerns the selection, and what the connections: only what is there. */
  private String all(String selection, String connections) {
    if (unconnected == 0) return selection;
    return unselected == 0 ? connections : selection + " and " + connections;
  }

  private String generation() {
    return String.valueOf(fleet.getMetadata().getGeneration());
  }
}
