package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcSpec.Maintenance;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What becomes of a Plc that is read as before because an edit cannot be used, its own or its fleet's: nothing but its maintenance changes.
 * Who works on a PLC must not have to mend the fleet first.
 */
final class Kept implements UnaryOperator<PlcEntry> {
  private final Map<String, Plc> byUid;

  Kept(List<Plc> plcs) {
    byUid = plcs.stream().collect(Collectors.toMap(p -> p.getMetadata().getUid(), p -> p));
  }

  @Override
  public PlcEntry apply(PlcEntry entry) {
    Plc plc = byUid.get(entry.uid());
    if (plc == null) return entry;
    Maintenance declared = plc.getSpec().maintenance();
    return PlcCheck.ends(declared) ? entry.maintained(FleetModelOf.maintenance(declared)) : entry;
  }
}
