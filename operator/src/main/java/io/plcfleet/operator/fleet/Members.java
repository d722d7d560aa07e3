package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcLabels;
import io.plcfleet.api.v1alpha1.PlcSpec.Criticality;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.rollout.Member;
import io.plcfleet.operator.shard.ShardLife;
import io.plcfleet.operator.shard.ShardRecord;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Plcs that a fleet reads, as its rollout sees them. */
final class Members {
  private final Observed observed;
  private final Course course;
  private final boolean byMonitor;

  private Members(Observed observed, Course course) {
    this.observed = observed;
    this.course = course;
    String to = course.rollout() == null ? course.stable() : course.rollout().getSpec().to();
    this.byMonitor = !Objects.equals(course.config(course.stable()).image(), course.config(to).image());
  }

  /** @param refused uids of Plcs whose newest spec cannot be used: they stay as they are, and nobody waits for them */
  static List<Member> of(MonitorFleet fleet, Observed observed, Course course, Set<String> refused) {
    Map<String, Plc> plcs = new HashMap<>();
    observed.plcs().forEach(p -> plcs.put(p.getMetadata().getUid(), p));
    Members members = new Members(observed, course);
    List<Member> all = new ArrayList<>();
    for (ShardRecord shard : observed.shardsOf(fleet)) {
      for (PlcEntry entry : shard.entries()) {
        Plc plc = plcs.get(entry.uid());
        if (entry.state() == State.Read && plc != null) all.add(members.member(shard, entry, plc, refused.contains(entry.uid())));
      }
    }
    return all;
  }

  /** A pod has one image, so what its monitor reads gets another one together. */
  private Member member(ShardRecord shard, PlcEntry entry, Plc plc, boolean refused) {
    Map<String, String> labels = plc.getMetadata().getLabels() == null ? Map.of() : plc.getMetadata().getLabels();
    ShardLife life = observed.life(shard.key());
    boolean loaded = life.serial() >= shard.config().serial() && (!byMonitor || (life.run() != null && image(entry.revision()).equals(life.run().image())));
    return new Member(entry.uid(), entry.name(), labels, byMonitor ? shard.name() : entry.endpoint().address(),
        labels.getOrDefault(PlcLabels.CELL, "Plc " + entry.name()), weight(plc.getSpec().criticality()), entry.revision(), loaded, life.report() != null || life.quiet(),
        refused || isInMaintenance(entry.maintenance()));
  }

  private String image(String revision) {
    String image = course.known().containsKey(revision) ? course.config(revision).image() : null;
    return image == null ? observed.house().image() : image;
  }

  private static int weight(@Nullable Criticality criticality) {
    return switch (criticality) {
      case Low -> 0;
      case null -> 1;
      case Medium -> 1;
      case High -> 2;
    };
  }

  private boolean isInMaintenance(MonitorConfig.@Nullable Maintenance maintenance) {
    return maintenance != null && OffsetDateTime.parse(maintenance.until()).toInstant().isAfter(observed.now());
  }
}
