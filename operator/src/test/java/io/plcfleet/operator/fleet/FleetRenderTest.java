package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.Networks;
import io.plcfleet.operator.apply.Desired;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.selection.Sight;
import io.plcfleet.operator.shard.ShardKey;
import io.plcfleet.operator.shard.ShardLife;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.Runbooks;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two monitors that run, and what of theirs may be written. */
class FleetRenderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final HouseRules BEFORE = HouseRules.of("plcfleet/monitor:test");
  private static final HouseRules TIGHTER = new HouseRules("plcfleet/monitor:test", List.of(), List.of(), Networks.parse("10.1.0.0/16"));
  private static final String PAUSED = "annotations: {plcfleet.io/paused-until: \"2999-01-01T00:00:00Z\"}";
  private static final String STALLED = ", profileRef: {name: nope}";

  private final List<Plc> plcs = List.of(plc("press-01"), plc("press-02"));
  private final Map<String, StatefulSet> sets = new HashMap<>();
  private final Map<ShardKey, ShardLife> life = new HashMap<>();
  private List<ShardRecord> shards = List.of();

  @BeforeEach
  void bothRun() {
    Desired first = desired(fleet("", ""), BEFORE);
    shards = ShardPlan.of(inspection(fleet("", ""), BEFORE).result(null).model().planned(observed(fleet("", ""), BEFORE))).shards();
    statefulSets(first).forEach(set -> runs(set, 1));
  }

  /** As after any other change of pods: who reads while the other starts anew. */
  @Test
  void limitsReachTheMonitorsOfAStalledFleetOneAfterTheOther() {
    Desired first = desired(fleet("", STALLED), TIGHTER);
    assertThat(statefulSets(first)).isEmpty();
    assertThat(first.limited()).singleElement().satisfies(set -> assertThat(networks(set)).containsExactly("10.1.0.0/16"));
    assertThat(first.held()).containsExactly("line-a-1");

    StatefulSet limited = first.limited().getFirst();
    sets.put("line-a-0", new StatefulSetBuilder(limited).editMetadata().withGeneration(2L).endMetadata().build());
    Desired meanwhile = desired(fleet("", STALLED), TIGHTER);
    assertThat(meanwhile.limited()).isEmpty();
    assertThat(meanwhile.held()).containsExactly("line-a-1");

    runs(limited, 2);
    Desired then = desired(fleet("", STALLED), TIGHTER);
    assertThat(then.limited()).extracting(set -> set.getMetadata().getName()).containsExactly("line-a-1");
    assertThat(then.held()).isEmpty();
    runs(then.limited().getFirst(), 2);
    assertThat(desired(fleet("", STALLED), TIGHTER).limited()).isEmpty();
  }

  @Test
  void whatIsEditedDuringAPauseHoldsNobodyUp() {
    sets.compute("line-a-0", (_, set) -> edited(Objects.requireNonNull(set)));
    Desired desired = desired(fleet(PAUSED, ", monitor: {plcsPerPod: 1, nodeSelector: {zone: east}}"), BEFORE);
    assertThat(statefulSets(desired)).singleElement().satisfies(set -> assertThat(set.getMetadata().getName()).isEqualTo("line-a-1"));
    assertThat(desired.edited()).containsExactly(Map.entry("line-a-0", "StatefulSet line-a-0, last changed by kubectl-edit at 2026-11-23T07:59:00Z"));
    assertThat(desired.held()).isEmpty();
    assertThat(desired.limited()).isEmpty();
  }

  @Test
  void limitsLeaveHandEditsAsTheyAre() {
    sets.compute("line-a-0", (_, set) -> edited(Objects.requireNonNull(set)));
    Desired desired = desired(fleet(PAUSED, ""), TIGHTER);
    assertThat(desired.limited()).singleElement().satisfies(set -> {
      assertThat(set.getSpec().getReplicas()).isZero();
      assertThat(networks(set)).containsExactly("10.1.0.0/16");
    });
    assertThat(desired.edited()).containsKey("line-a-0");
    assertThat(desired.held()).containsExactly("line-a-1");
  }

  @Test
  void withoutAPauseAnEditIsPutBack() {
    sets.compute("line-a-0", (_, set) -> edited(Objects.requireNonNull(set)));
    Desired desired = desired(fleet("", ""), BEFORE);
    assertThat(statefulSets(desired)).hasSize(2);
    assertThat(desired.edited()).isEmpty();
  }

  private void runs(StatefulSet set, long generation) {
    String name = set.getMetadata().getName();
    sets.put(name, new StatefulSetBuilder(set).editMetadata().withGeneration(generation)
        .withManagedFields(fields("plc-fleet-operator", Map.of("f:replicas", Map.of(), "f:template", Map.of()))).endMetadata()
        .withNewStatus().withObservedGeneration(generation).withCurrentRevision("t" + generation).withUpdateRevision("t" + generation).endStatus().build());
    ShardRecord shard = shards.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    life.put(shard.key(), new ShardLife(true, new MonitorReport(shard.config().serial(), "2026-11-23T07:00:00Z", null, null, List.of()), false,
        new ShardLife.Run("plcfleet/monitor:test", "t" + generation), null));
  }

  private static StatefulSet edited(StatefulSet set) {
    return new StatefulSetBuilder(set).editMetadata().withManagedFields(fields("plc-fleet-operator", Map.of("f:template", Map.of())), fields("kubectl-edit", Map.of("f:replicas", Map.of())))
        .endMetadata().editSpec().withReplicas(0).endSpec().build();
  }

  /** As the API server tells who owns what below spec. */
  private static ManagedFieldsEntry fields(String manager, Map<String, Object> spec) {
    return new ManagedFieldsEntryBuilder().withManager(manager).withOperation("Update").withTime("2026-11-23T07:59:00Z")
        .withNewFieldsV1().addToAdditionalProperties("f:spec", spec).endFieldsV1().build();
  }

  private static List<String> networks(StatefulSet set) {
    return set.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream().map(EnvVar::getValue).toList();
  }

  private static List<StatefulSet> statefulSets(Desired desired) {
    return desired.monitors().stream().filter(StatefulSet.class::isInstance).map(StatefulSet.class::cast).toList();
  }

  private Desired desired(MonitorFleet fleet, HouseRules house) {
    Inspection inspection = inspection(fleet, house);
    FleetModel model = inspection.result(null).model();
    return FleetRender.render(model, ShardPlan.of(model.planned(inspection.observed())), inspection.observed());
  }

  private Inspection inspection(MonitorFleet fleet, HouseRules house) {
    return Inspection.of(fleet, observed(fleet, house));
  }

  private Observed observed(MonitorFleet fleet, HouseRules house) {
    return new Observed(NOW, plcs, List.of(fleet), Map.of(), shards, life, sets, null, List.of(), true, true, Sight.NOTHING, Map.of(), List.of(), house, Runbooks.NOT_SERVED);
  }

  private static MonitorFleet fleet(String metadata, String spec) {
    return Serialization.unmarshal("metadata: {name: line-a, namespace: plant, generation: 1, uid: fleet" + (metadata.isEmpty() ? "" : ", " + metadata) + "}\n"
        + "spec: {selector: {}" + (spec.contains("monitor:") ? "" : ", monitor: {plcsPerPod: 1}") + spec + "}", MonitorFleet.class);
  }

  private static Plc plc(String name) {
    return Serialization.unmarshal("metadata: {name: " + name + ", namespace: plant, uid: " + name + ", generation: 1, creationTimestamp: \"2026-11-23T07:00:00Z\"}\n"
        + "spec: {modbus: {host: " + name + "}, tags: [{name: life, address: \"coil:1\"}]}", Plc.class);
  }
}
