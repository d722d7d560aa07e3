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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Changes of pods, one monitor after the other: a changed pod ends the monitor that runs, and an image that does not start must not end them
 * all. The next one follows when those that have the change read with it. A monitor that does not run has nothing to lose. What the
 * administrator no longer permits follows as soon as those that have it run: one that refuses its configuration must not keep the others open.
 */
final class PodChanges {
  /** @param limit whether nothing changes but what the administrator permits */
  private record Change(ShardRecord shard, StatefulSet wanted, boolean limit) {}

  private final Observed observed;
  private final List<Change> now = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final boolean atOnce;
  private boolean settling;
  private boolean restarting;

  /** @param atOnce whether nothing is to be held up */
  PodChanges(Observed observed, boolean atOnce) {
    this.observed = observed;
    this.atOnce = atOnce;
  }

  void add(ShardRecord shard, StatefulSet wanted) {
    add(new Change(shard, wanted, false));
  }

  /** As it is, but for what the administrator permits. */
  void limit(ShardRecord shard, StatefulSet limited) {
    add(new Change(shard, limited, true));
  }

  /** Others wait until it has what it has got. */
  void stays(ShardRecord shard) {
    StatefulSet actual = observed.sets().get(shard.name());
    if (actual == null) return;
    boolean restarts = runs(shard) ? !hasItsPod(shard, actual) : isChanging(actual);
    restarting |= restarts;
    settling |= restarts || (runs(shard) && observed.life(shard.key()).serial() < shard.config().serial());
  }

  private void add(Change change) {
    StatefulSet actual = observed.sets().get(change.shard.name());
    if (actual != null && !atOnce && !Drift.samePods(actual, change.wanted) && runs(change.shard)) {
      changes.add(change);
      return;
    }
    now.add(change);
    stays(change.shard);
  }

  /** What may be written. */
  List<StatefulSet> now() {
    return due().filter(c -> !c.limit).map(Change::wanted).toList();
  }

  /** What may be written of {@link #limit}. */
  List<StatefulSet> limited() {
    return due().filter(Change::limit).map(Change::wanted).toList();
  }

  private Stream<Change> due() {
    return Stream.concat(now.stream(), next().stream());
  }

  private Optional<Change> next() {
    if (!settling) return changes.stream().findFirst();
    return restarting ? Optional.empty() : changes.stream().filter(Change::limit).findFirst();
  }

  /** Names of those that wait for their turn. */
  Set<String> held() {
    Set<String> held = new HashSet<>();
    changes.forEach(c -> held.add(c.shard.name()));
    next().ifPresent(c -> held.remove(c.shard.name()));
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

  private boolean hasItsPod(ShardRecord shard, StatefulSet actual) {
    ShardLife life = observed.life(shard.key());
    boolean seen = actual.getStatus() != null && actual.getMetadata().getGeneration().equals(actual.getStatus().getObservedGeneration());
    return seen && life.run() != null && life.run().template().equals(actual.getStatus().getUpdateRevision());
  }
}
