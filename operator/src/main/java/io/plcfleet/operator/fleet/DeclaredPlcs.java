package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.operator.metrics.FleetBoard.DeclaredPlc;
import io.plcfleet.operator.plc.PlcVerdict;
import io.plcfleet.operator.status.ConditionReason;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which Plcs must have series: those that nobody reads are missed by that. A Plc that another fleet reads is that fleet's to miss. */
final class DeclaredPlcs {
  private DeclaredPlcs() {}

  static List<DeclaredPlc> of(Map<String, PlcVerdict> verdicts, Observed observed) {
    return observed.plcs().stream().filter(plc -> isOurs(verdicts.get(plc.getMetadata().getUid())))
        .map(plc -> declared(plc, Objects.requireNonNull(verdicts.get(plc.getMetadata().getUid()))))
        .sorted(Comparator.comparing(DeclaredPlc::name)).toList();
  }

  private static boolean isOurs(@Nullable PlcVerdict verdict) {
    return verdict != null && (verdict.held() == null || verdict.held().reason() != ConditionReason.Conflict);
  }

  private static DeclaredPlc declared(Plc plc, PlcVerdict verdict) {
    return new DeclaredPlc(plc.getMetadata().getName(), verdict.shard() == null ? null : verdict.shard().pod());
  }
}
