package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.plcfleet.operator.apply.Drift;
import io.plcfleet.operator.shard.ShardLife;
import io.plcfleet.operator.shard.ShardRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Changes of pods, one monitor after the other: a changed pod ends the monitor that runs, and an image that does not start must not end them
 * all. The next one follows when those that have the change read with it. A monitor that does not run has nothing to lose.
 */
final class PodChanges {
  private record Change(ShardRecord shard, StatefulSet wanted) {}

  private final Observed observed;
  private final List<StatefulSet> now = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final boolean atOnce;
  private boolean settling;

  /** @param atOnce whether nothing is to be held up */
  PodChanges(Observed observed, boolean atOnce) {
    this.observed = observed;
    this.atOnce = atOnce;
  }

  void add(ShardRecord shard, StatefulSet wanted) {
    StatefulSet actual = observed.sets().get(shard.name());
    if (actual != null && !atOnce && !Drift.samePods(actual, wanted) && runs(shard)) {
      changes.add(new Change(shard, wanted));
      return;
    }
    now.add(wanted);
    settling |= actual != null && (runs(shard) ? !isSettled(shard, actual) : isChanging(actual));
  }

  /** What may be written. */
  List<StatefulSet> now() {
    List<StatefulSet> all = new ArrayList<>(now);
    if (!settling) changes.stream().limit(1).forEach(c -> all.add(c.wanted));
    return all;
  }

  /** Names of those that wait for their turn. */
  Set<String> held() {
    Set<String> held = new HashSet<>();
    changes.stream().skip(settling ? 0 : 1).forEach(c -> held.add(c.shard.name()));
    return held;
  }

  /** Or may run, and has not been asked yet. */
  private boolean runs(ShardRecord shard) {
    ShardLife life = observed.life(shard.key());
    return life.report() != null || life.quiet();
  }

  /** Whether its pod is about to be made from another template, or has just been: one that does not start then must not be followed by others. */
  private static boolean isChanging(StatefulSet actual) {
    StatefulSetStatus status = actual.getStatus();
    return status == null || !actual.getMetadata().getGeneration().equals(status.getObservedGeneration())
        || !Objects.equals(status.getCurrentRevision(), status.getUpdateRevision());
  }

  private boolean isSettled(ShardRecord shard, StatefulSet actual) {
    ShardLife life = observed.life(shard.key());
    boolean seen = actual.getStatus() != null && actual.getMetadata().getGeneration().equals(actual.getStatus().getObservedGeneration());
    return seen && life.run() != null && life.run().template().equals(actual.getStatus().getUpdateRevision()) && life.serial() >= shard.config().serial();
  }
}
