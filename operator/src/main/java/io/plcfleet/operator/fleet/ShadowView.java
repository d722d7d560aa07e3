package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.operator.rollout.Situation.ShadowCount;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.scoring.Grade;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the candidate's profiles make of a fleet's Plcs, as its monitors say.
 *
 * @param count absent while no monitor computes it
 * @param status for people; absent likewise
 */
record ShadowView(@Nullable ShadowCount count, ConfigRolloutStatus.@Nullable Shadow status) {
  private static final int EXAMPLES = 20;

  static ShadowView of(MonitorFleet fleet, Observed observed, String candidate) {
    int computed = 0;
    int scored = 0;
    List<String> changed = new ArrayList<>();
    for (ShardRecord shard : observed.shardsOf(fleet)) {
      for (PlcEntry entry : shard.entries()) {
        PlcReport report = observed.life(shard.key()).of(entry.uid()).orElse(null);
        if (entry.state() == State.Release || report == null || entry.shadow() == null || !entry.shadow().revision().equals(candidate)) continue;
        MonitorReport.Shadow shadow = report.shadow();
        if (shadow == null || report.grade() == Grade.Maintenance) continue;
        computed++;
        if (report.grade() == Grade.Unknown || shadow.grade() == Grade.Unknown) continue;
        scored++;
        if (report.grade() != shadow.grade()) changed.add(entry.name() + ": " + report.grade() + " to " + shadow.grade() + " (" + shadow.reason() + ")");
      }
    }
    if (computed == 0) return new ShadowView(null, null);
    return new ShadowView(new ShadowCount(computed, scored, changed.size()),
        new ConfigRolloutStatus.Shadow(scored, changed.size(), changed.stream().sorted().limit(EXAMPLES).toList()));
  }
}
