package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutSpec;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.revision.SharedConfig;
import io.plcfleet.operator.rollout.RolloutStep;
import io.plcfleet.operator.rollout.Situation;
import io.plcfleet.operator.rollout.Turn;
import io.plcfleet.operator.selection.Sight;
import io.plcfleet.operator.shard.ShardKey;
import io.plcfleet.operator.shard.ShardLife;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.Runbooks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two fleets, their Plcs, and what the cluster holds of them, in virtual time. A look is one reconciliation of a fleet by the whole middle; its
 * writes come one after the other, as {@link FleetReconciler} orders them, and the operator may be killed after any of them. It remembers
 * nothing else. Who works at the plant edits Plcs and fleets through {@link #edit} and {@link #declare}.
 */
final class VirtualPlant {
  static final List<String> FLEETS = List.of("line-a", "line-b");

  /** The operator was killed. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** What is declared of a Plc. */
  record Declared(String line, String host, boolean usable) {}

  /** What is declared of a fleet; {@code interval} is what edits are about. */
  record Wish(String interval, String policy, boolean usable) {}

  final Map<String, Declared> plcs = new TreeMap<>();
  final Map<String, Wish> wishes = new TreeMap<>();
  final Map<String, String> stable = new HashMap<>();
  /** What else a fleet's status says: its newest rollout, as it was when the status was written. */
  private final Map<String, String> told = new HashMap<>();
  final Map<String, List<ConfigRollout>> rollouts = new HashMap<>();
  final Map<String, Map<String, SharedConfig>> revisions = new HashMap<>();
  final Map<ShardKey, ShardRecord> records = new TreeMap<>(Comparator.comparing(ShardKey::toString));
  final Map<ShardKey, VirtualPod> pods = new TreeMap<>(Comparator.comparing(ShardKey::toString));
  final Ledger ledger = new Ledger(this);
  Instant now = Instant.parse("2026-01-02T03:04:05Z");
  /** Writes that are left before the operator is killed; absent when nobody kills it. */
  @Nullable Integer writesLeft;
  private final Map<String, Integer> made = new HashMap<>();

  VirtualPlant(String policy) {
    for (String fleet : FLEETS) {
      wishes.put(fleet, new Wish("2s", policy, true));
      rollouts.put(fleet, new ArrayList<>());
      revisions.put(fleet, new HashMap<>());
    }
  }

  /** Declares a Plc, or something else of it; null deletes it, and another of its name is another Plc. */
  void declare(String name, @Nullable Declared declared) {
    if (declared == null) {
      plcs.remove(name);
      return;
    }
    if (plcs.put(name, declared) == null) made.merge(name, 1, Integer::sum);
  }

  void edit(String fleet, Wish wish) {
    wishes.put(fleet, wish);
  }

  /** The spec's verbs of a fleet's newest rollout, if there is one. */
  void ask(String fleet, String verb) {
    List<ConfigRollout> all = all(fleet);
    if (all.isEmpty()) return;
    ConfigRollout newest = all.getLast();
    ConfigRolloutSpec spec = newest.getSpec();
    Integer step = verb.startsWith("promoteStep ") ? Integer.valueOf(verb.substring(12)) : spec.promoteStep();
    Boolean paused = verb.equals("pause") ? Boolean.TRUE : verb.equals("resume") ? null : spec.paused();
    newest.setSpec(new ConfigRolloutSpec(spec.fleetRef(), spec.from(), spec.to(), paused, step, or(verb, "promoteFull", spec.promoteFull()),
        or(verb, "abort", spec.abort()), or(verb, "retry", spec.retry())));
  }

  private static @Nullable Boolean or(String verb, String name, @Nullable Boolean before) {
    return verb.equals(name) ? Boolean.TRUE : before;
  }

  /** One reconciliation, or a part of it. */
  void look(String fleet) {
    try {
      reconcile(fleet(fleet));
    } catch (Killed _) {
      // what was written stays, and nothing else
    }
    writesLeft = null;
    ledger.check();
  }

  private void reconcile(MonitorFleet fleet) {
    String name = fleet.getMetadata().getName();
    Observed observed = observe(fleet);
    Inspection inspection = Inspection.of(fleet, observed);
    Course course = inspection.course();
    for (String revision : course.named()) {
      if (!known(name).containsKey(revision)) written(() -> known(name).put(revision, course.config(revision)));
    }
    String telling = telling(course.newest());
    Turn turn = turn(inspection, course);
    Inspection.Result result = inspection.result(turn);
    ShardPlan plan = ShardPlan.of(result.model().planned(observed));
    for (ShardRecord shard : plan.shards()) {
      if (!shard.equals(records.get(shard.key()))) written(() -> records.put(shard.key(), shard));
    }
    for (ShardRecord before : observed.shardsOf(fleet)) {
      if (plan.shards().stream().noneMatch(shard -> shard.key().equals(before.key()))) written(() -> records.remove(before.key()));
    }
    ledger.decided(name, course, stable.get(name));
    if (course.stable().equals(stable.get(name)) && telling.equals(told.get(name))) return;
    written(() -> {
      stable.put(name, course.stable());
      told.put(name, telling);
    });
  }

  private static String telling(@Nullable ConfigRollout newest) {
    return newest == null || Courses.phase(newest) == null ? "" : ", rollout: {name: " + newest.getMetadata().getName() + ", phase: " + Courses.phase(newest) + ", step: 1}";
  }

  private @Nullable Turn turn(Inspection inspection, Course course) {
    String fleet = inspection.fleet().getMetadata().getName();
    if (course.begin() != null) {
      Course.Begin begin = course.begin();
      ledger.begins(fleet, begin);
      ConfigRollout retried = begin.retried();
      String name = RolloutRender.name(fleet, begin);
      if (retried != null && !name.equals(Objects.requireNonNull(retried.getStatus()).retriedAs())) written(() -> retried.setStatus(retried.getStatus().retried(name)));
      ConfigRollout rollout = RolloutRender.rollout(inspection.fleet(), begin);
      rollout.getMetadata().setGeneration(1L);
      written(() -> all(fleet).add(rollout));
      return null;
    }
    ConfigRollout rollout = course.rollout();
    if (rollout == null) return null;
    Trial trial = new Trial(inspection, rollout, Map.of());
    Situation situation = trial.situation();
    Turn turn = RolloutStep.of(situation);
    ConfigRolloutStatus status = trial.status(situation, turn);
    if (!status.equals(rollout.getStatus())) written(() -> rollout.setStatus(Serialization.unmarshal(Serialization.asJson(status), ConfigRolloutStatus.class)));
    return turn;
  }

  private void written(Runnable write) {
    if (writesLeft != null && writesLeft-- == 0) throw new Killed();
    write.run();
    ledger.check();
  }

  private Observed observe(MonitorFleet fleet) {
    Map<ShardKey, ShardLife> life = new HashMap<>();
    pods.forEach((key, pod) -> life.put(key, pod.life()));
    ShardKey stray = pods.keySet().stream().filter(key -> !records.containsKey(key)).findFirst().orElse(null);
    return new Observed(now, plcs.entrySet().stream().map(e -> plc(e.getKey(), e.getValue())).toList(), FLEETS.stream().map(this::fleet).toList(), Map.of(),
        List.copyOf(records.values()), life, Map.of(), stray == null ? null : stray.toString(), List.of(), true, true, Sight.NOTHING,
        Map.copyOf(known(fleet.getMetadata().getName())), List.copyOf(all(fleet.getMetadata().getName())), HouseRules.of("plcfleet/monitor:test"), Runbooks.NOT_SERVED);
  }

  MonitorFleet fleet(String name) {
    Wish wish = Objects.requireNonNull(wishes.get(name));
    String status = stable.containsKey(name) ? "\nstatus: {revision: {stable: \"" + stable.get(name) + "\"}" + told.getOrDefault(name, "") + "}" : "";
    return Serialization.unmarshal("metadata: {name: " + name + ", namespace: plant, generation: 2, uid: " + name + "}\nspec: {selector: {matchLabels: {line: " + name
        + "}}, monitor: {plcsPerPod: 3}, defaults: {polling: {interval: " + wish.interval + "}}, rollout: {" + wish.policy + "}"
        + (wish.usable ? "" : ", profileRef: {name: nowhere}") + "}" + status, MonitorFleet.class);
  }

  private Plc plc(String name, Declared declared) {
    return Serialization.unmarshal("metadata: {name: " + name + ", namespace: plant, uid: " + name + "-" + made.get(name) + ", generation: 1, labels: {line: " + declared.line
        + "}, creationTimestamp: \"2026-01-01T00:00:00Z\"}\nspec: {modbus: {host: " + declared.host + "}, tags: [{name: life, address: \"" + (declared.usable ? "coil:1" : "no address")
        + "\"}]}", Plc.class);
  }

  /** What Kubernetes does: pods come for records that have something to read, and are told to end when they have not. */
  void pods() {
    for (ShardRecord record : records.values()) {
      boolean reads = record.entries().stream().anyMatch(entry -> entry.state() == State.Read);
      if (reads) pods.computeIfAbsent(record.key(), _ -> new VirtualPod(record.config(), now));
    }
    pods.forEach((key, pod) -> pod.ends |= !records.containsKey(key) || records.get(key).entries().stream().noneMatch(entry -> entry.state() == State.Read));
    ledger.check();
  }

  /** The kubelet brings the newest record to a shard's pod, if there is one. */
  void mount(ShardKey shard) {
    ShardRecord record = records.get(shard);
    if (record != null && pods.containsKey(shard)) Objects.requireNonNull(pods.get(shard)).load(record.config());
    ledger.check();
  }

  /** A pod that was told to end has ended; one that was not is started anew, with the newest record. */
  void end(ShardKey shard) {
    pods.remove(shard);
    pods();
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  List<ConfigRollout> all(String fleet) {
    return Objects.requireNonNull(rollouts.get(fleet));
  }

  Map<String, SharedConfig> known(String fleet) {
    return Objects.requireNonNull(revisions.get(fleet));
  }

  List<ShardRecord> recordsOf(String fleet) {
    return records.values().stream().filter(record -> record.fleet().equals(fleet)).toList();
  }

  @Override
  public String toString() {
    return "now " + now + "\nplcs " + plcs + "\nfleets " + wishes + "\nstable " + stable + "\n" + rollouts.values().stream().flatMap(List::stream)
        .map(r -> r.getMetadata().getName() + " " + (r.getStatus() == null ? "" : r.getStatus().phase() + " " + r.getStatus().message())).collect(Collectors.joining("\n"))
        + "\n" + records.values().stream().flatMap(r -> r.entries().stream().map(e -> r.key() + " " + e.uid() + " " + e.endpoint().identity() + " " + e.state() + " " + e.revision()))
        .collect(Collectors.joining("\n")) + "\npods " + pods.entrySet().stream().map(e -> e.getKey() + " " + e.getValue().reads()).collect(Collectors.joining("\n"));
  }
}
