package io.plcfleet.operator.plc;

import io.plcfleet.api.v1alpha1.PlcSpec;
import io.plcfleet.contract.Endpoint.S7.ConnectionType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is in force, but better be looked at: each with field, value and way out. */
final class Warnings {
  private static final Duration LONG = Duration.ofDays(7);

  private Warnings() {}

  static List<String> of(PlcSpec spec, Instant now) {
    List<String> warnings = new ArrayList<>();
    if (spec.s7() != null && spec.s7().connectionType() == ConnectionType.PG) {
      warnings.add("spec.s7.connectionType: PG takes the connection that an engineer needs, and an S7-300 often has one only: use Basic or OP");
    }
    UnderMaintenance.end(spec.maintenance()).filter(end -> Duration.between(now, end).compareTo(LONG) > 0).ifPresent(end ->
        warnings.add("spec.maintenance.until: " + end + " is more than 7 days away, and until then nobody is alerted: choose a nearer time and set it anew when it"
            + " takes longer"));
    return warnings;
  }
}
