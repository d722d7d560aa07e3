package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.operator.apply.Desired;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.plc.PlcVerdict;
import io.plcfleet.operator.revision.SharedConfig;
import io.plcfleet.operator.rollout.RolloutFixtures;
import io.plcfleet.operator.selection.Sight;
import io.plcfleet.operator.shard.ShardKey;
import io.plcfleet.operator.shard.ShardLife;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.Runbooks;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fleets with the status that the operator writes: made by the whole middle, from what the cluster holds. */
public final class FleetFixtures {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final String BEFORE = "defaults: {polling: {interval: 2s}}";
  private static final String AFTER = "defaults: {polling: {interval: 1s}}";

  private final Plc plc = Serialization.unmarshal("metadata: {name: press-07, namespace: plant, uid: u, generation: 1, creationTimestamp: \"2026-11-23T07:00:00Z\"}\n"
      + "spec: {modbus: {host: a}, tags: [{name: life, address: \"coil:1\"}]}", Plc.class);
  private final Map<String, SharedConfig> revisions = new HashMap<>();
  private final Map<ShardKey, ShardLife> life = new HashMap<>();
  private List<ShardRecord> shards = List.of();
  private String stable = "";

  private FleetFixtures() {}

  /** By name; those of a rollout as in {@link RolloutFixtures}. */
  public static Map<String, MonitorFleet> all() {
    Map<String, MonitorFleet> all = new LinkedHashMap<>();
    all.put("new", fleet(AFTER, ""));
    all.put("monitor-starts", new FleetFixtures().judged(BEFORE, null));
    all.put("ready", new FleetFixtures().isRead().judged(BEFORE, null));
    all.put("profile-missing", new FleetFixtures().isRead().judged(BEFORE + ", profileRef: {name: nope}", null));
    RolloutFixtures.all().forEach((name, rollout) -> all.put("rollout-" + name, new FleetFixtures().isRead().judged(AFTER, rollout)));
    all.put("edited", edited());
    return all;
  }

  private static MonitorFleet edited() {
    MonitorFleet fleet = new FleetFixtures().isRead().judged(BEFORE, null);
    fleet.getMetadata().setGeneration(3L);
    return fleet;
  }

  private FleetFixtures isRead() {
    Inspection inspection = inspection(fleet(BEFORE, stable), List.of());
    shards = ShardPlan.of(inspection.result(null).model().planned(inspection.observed())).shards();
    stable = inspection.course().stable();
    revisions.put(stable, inspection.course().config(stable));
    for (ShardRecord shard : shards) {
      life.put(shard.key(), new ShardLife(true, new MonitorReport(shard.config().serial(), "2026-11-23T07:00:00Z", null, null, List.of()), false, null, null));
    }
    return this;
  }

  private MonitorFleet judged(String spec, @Nullable ConfigRollout rollout) {
    MonitorFleet fleet = fleet(spec, stable);
    Inspection inspection = inspection(fleet, rollout == null ? List.of() : List.of(between(rollout, fleet)));
    Inspection.Result result = inspection.result(null);
    ShardPlan plan = ShardPlan.of(result.model().planned(inspection.observed()));
    Map<String, PlcVerdict> verdicts = FleetVerdicts.of(result.model(), plan, inspection.observed(), result.problems());
    Desired desired = FleetRender.render(result.model(), plan, inspection.observed());
    fleet.setStatus(FleetStatus.of(result.model(), plan, inspection.observed(), result.problems(), verdicts, new Standing(desired.held(), List.of()), FleetLooking.of(fleet, plan.shards(), inspection.observed())));
    return fleet;
  }

  /** The rollout from what is read to what is asked for. */
  private ConfigRollout between(ConfigRollout rollout, MonitorFleet fleet) {
    Course course = inspection(fleet, List.of()).course();
    String wanted = Objects.requireNonNull(course.wanted());
    revisions.put(wanted, course.config(wanted));
    rollout.getMetadata().setAnnotations(Map.of("plcfleet.io/sequence", "1"));
    return Serialization.unmarshal(Serialization.asJson(rollout).replace("\"from\":\"r1\"", "\"from\":\"" + stable + "\"").replace("\"to\":\"r2\"", "\"to\":\"" + wanted + "\""),
        ConfigRollout.class);
  }

  private Inspection inspection(MonitorFleet fleet, List<ConfigRollout> rollouts) {
    return Inspection.of(fleet, new Observed(NOW, List.of(plc), List.of(fleet), Map.of(), shards, life, Map.of(), null, List.of(), true, true, Sight.NOTHING, revisions, rollouts,
        HouseRules.of("plcfleet/monitor:test"), Runbooks.NOT_SERVED));
  }

  private static MonitorFleet fleet(String spec, String stable) {
    return Serialization.unmarshal("metadata: {name: line-a, namespace: plant, generation: 2, uid: fleet}\nspec: {selector: {}, " + spec + "}"
        + (stable.isEmpty() ? "" : "\nstatus: {revision: {stable: \"" + stable + "\"}}"), MonitorFleet.class);
  }
}
