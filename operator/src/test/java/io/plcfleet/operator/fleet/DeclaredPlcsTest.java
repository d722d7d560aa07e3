package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcSpec.Criticality;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.operator.metrics.FleetBoard.DeclaredPlc;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.plc.PlcVerdict;
import io.plcfleet.operator.selection.Sight;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.shard.ShardKey;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Runbooks;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeclaredPlcsTest {
  private static final MonitorFleet OLD = fleet("line-a", "2026-01-01T00:00:00Z");
  private static final MonitorFleet NEW = fleet("line-b", "2026-02-01T00:00:00Z");

  private final Map<String, PlcVerdict> verdicts = new HashMap<>();

  @Test
  void whatNobodyReadsIsMissedByWhoeverSelectsIt() {
    verdict("read", new ShardKey("plant", "line-a-0"), null);
    verdict("waits", null, new NotPlaced(ConditionReason.WaitingForRelease, "another monitor still has it"));
    verdict("twice", null, new NotPlaced(ConditionReason.DuplicateEndpoint, "press-01 is the same device"));
    verdict("behind-a-gateway-of-others", null, new NotPlaced(ConditionReason.Conflict, "10.0.0.7:502 belongs to monitor line-b-0 of another fleet"));
    List<Plc> plcs = List.of(plc("read"), plc("waits"), plc("twice"), plc("behind-a-gateway-of-others"), plc("of-no-fleet"));

    assertThat(declared(OLD, plcs, List.of(OLD), List.of())).extracting(DeclaredPlc::name, DeclaredPlc::monitor)
        .containsExactly(tuple("behind-a-gateway-of-others", null), tuple("read", "line-a-0-0"), tuple("twice", null), tuple("waits", null));
  }

  /** A fleet that is stalled says nothing of rights: all that it selects has a verdict. */
  @Test
  void aPlcIsOneFleetsToMiss() {
    verdict("press-01", null, null);
    List<Plc> plcs = List.of(plc("press-01"));
    List<MonitorFleet> fleets = List.of(OLD, NEW);
    assertThat(declared(OLD, plcs, fleets, List.of())).hasSize(1);
    assertThat(declared(NEW, plcs, fleets, List.of())).as("the older one has more right to it").isEmpty();

    List<ShardRecord> read = List.of(shard("line-b", "press-01", "Read"));
    assertThat(declared(OLD, plcs, fleets, read)).as("it is read by the newer one").isEmpty();
    assertThat(declared(NEW, plcs, fleets, read)).hasSize(1);
    assertThat(declared(NEW, plcs, fleets, List.of(shard("line-b", "press-01", "Release")))).isEmpty();
  }

  @Test
  void itCarriesWhatRoutersNeed() {
    verdict("press-01", null, null);
    Plc plc = Serialization.unmarshal("metadata: {name: press-01, namespace: plant, uid: press-01, labels: {plcfleet.io/site: graz}}\nspec: {criticality: High}", Plc.class);
    assertThat(declared(OLD, List.of(plc), List.of(OLD), List.of()))
        .containsExactly(new DeclaredPlc("press-01", null, Map.of("plcfleet.io/site", "graz"), Criticality.High));
  }

  private void verdict(String uid, @Nullable ShardKey shard, @Nullable NotPlaced held) {
    verdicts.put(uid, new PlcVerdict("line-a", 1, shard, 0, "", null, List.of(), held));
  }

  private List<DeclaredPlc> declared(MonitorFleet fleet, List<Plc> plcs, List<MonitorFleet> fleets, List<ShardRecord> shards) {
    return DeclaredPlcs.of(fleet, verdicts, new Observed(Instant.EPOCH, plcs, fleets, Map.of(), shards, Map.of(), Map.of(), null, List.of(), true, true, Sight.NOTHING,
        Map.of(), List.of(), HouseRules.of("monitor:test"), Runbooks.NOT_SERVED));
  }

  private static Plc plc(String name) {
    return Serialization.unmarshal("metadata: {name: %1$s, namespace: plant, uid: %1$s}\nspec: {}".formatted(name), Plc.class);
  }

  private static MonitorFleet fleet(String name, String created) {
    return Serialization.unmarshal("metadata: {name: %1$s, namespace: plant, uid: %1$s, creationTimestamp: \"%2$s\"}\nspec: {selector: {}}".formatted(name, created), MonitorFleet.class);
  }

  private static ShardRecord shard(String fleet, String uid, String state) {
    String json = """
        {"serial": 1, "plcs": [{"uid": "%s", "name": "press-01", "state": "%s", "tags": []}]}
        """.formatted(uid, state);
    return new ShardRecord("plant", fleet, fleet + "-0", "", "{}", Serialization.unmarshal(json, MonitorConfig.class), null);
  }
}
