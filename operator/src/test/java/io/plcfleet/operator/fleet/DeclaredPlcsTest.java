package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.operator.metrics.FleetBoard.DeclaredPlc;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.plc.PlcVerdict;
import io.plcfleet.operator.selection.Sight;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.shard.ShardKey;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Runbooks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeclaredPlcsTest {
  @Test
  void whatNobodyReadsIsMissedButNotWhatAnotherFleetReads() {
    Map<String, PlcVerdict> verdicts = Map.of(
        "read", verdict(new ShardKey("plant", "line-a-0"), null),
        "waits", verdict(null, new NotPlaced(ConditionReason.WaitingForRelease, "another monitor still has it")),
        "twice", verdict(null, new NotPlaced(ConditionReason.DuplicateEndpoint, "press-01 is the same device")),
        "others", verdict(null, new NotPlaced(ConditionReason.Conflict, "fleet line-b reads it")));
    List<Plc> plcs = List.of(plc("read"), plc("waits"), plc("twice"), plc("others"), plc("of-no-fleet"));

    assertThat(DeclaredPlcs.of(verdicts, observed(plcs))).containsExactly(
        new DeclaredPlc("read", "line-a-0-0"), new DeclaredPlc("twice", null), new DeclaredPlc("waits", null));
  }

  private static PlcVerdict verdict(@Nullable ShardKey shard, @Nullable NotPlaced held) {
    return new PlcVerdict("line-a", 1, shard, 0, "", null, List.of(), held);
  }

  private static Plc plc(String name) {
    return Serialization.unmarshal("metadata: {name: %1$s, namespace: plant, uid: %1$s}".formatted(name), Plc.class);
  }

  private static Observed observed(List<Plc> plcs) {
    return new Observed(Instant.EPOCH, plcs, List.of(), Map.of(), List.of(), Map.of(), Map.of(), null, List.of(), true, true, Sight.NOTHING, Map.of(), List.of(), HouseRules.of("monitor:test"), Runbooks.NOT_SERVED);
  }
}
