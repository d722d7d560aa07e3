package io.plcfleet.operator.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.cluster.Cluster;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.report.Reports;
import io.plcfleet.operator.revision.RevisionRecord;
import io.plcfleet.operator.revision.SharedConfig;
import io.plcfleet.operator.shard.ShardJson;
import io.plcfleet.operator.shard.ShardKey;
import io.plcfleet.operator.shard.ShardLife;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Runbooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads all that a decision about a fleet may know, once. An edge; one fleet at a time. */
final class Gather {
  /** By which the controller of StatefulSets tells what a pod was made from. */
  private static final String TEMPLATE = "controller-revision-hash";

  private final KubernetesClient client;
  private final Cluster cluster;
  private final Reports reports;
  private final HouseRules house;
  private final Runbooks runbooks;
  private final Map<ShardKey, ShardRecord> remembered = new HashMap<>();

  Gather(KubernetesClient client, Cluster cluster, Reports reports, HouseRules house, Runbooks runbooks) {
    this.client = client;
    this.cluster = cluster;
    this.reports = reports;
    this.house = house;
    this.runbooks = runbooks;
  }

  Observed observe(MonitorFleet fleet, Instant now) {
    String namespace = fleet.getMetadata().getNamespace();
    List<Problem> lost = new ArrayList<>();
    List<ShardRecord> shards = records(fleet, lost);
    Map<ShardKey, ShardLife> life = new HashMap<>();
    for (ShardRecord shard : shards) life.put(shard.key(), life(shard));
    Map<String, ScoringProfile> profiles = cluster.profiles.inNamespace(namespace).stream().collect(Collectors.toMap(p -> p.getMetadata().getName(), p -> p));
    List<Plc> plcs = cluster.plcs.all();
    return new Observed(now, plcs, cluster.fleets.all(), profiles, shards, life, sets(namespace),
        strayPod(shards), lost, cluster.monitoring.serviceMonitors(), cluster.monitoring.prometheusRules(), cluster.onlookers.sight(namespace), revisions(fleet), rollouts(fleet), house, runbooks);
  }

  private Map<String, SharedConfig> revisions(MonitorFleet fleet) {
    Map<String, SharedConfig> revisions = new HashMap<>();
    for (ControllerRevision stored : cluster.revisions.inNamespace(fleet.getMetadata().getNamespace())) {
      if (isOf(fleet, stored)) RevisionRecord.read(stored).ifPresent(config -> revisions.put(RevisionRecord.revision(stored), config));
    }
    return revisions;
  }

  private List<ConfigRollout> rollouts(MonitorFleet fleet) {
    return cluster.rollouts.inNamespace(fleet.getMetadata().getNamespace()).stream()
        .filter(r -> isOf(fleet, r) && r.getSpec().fleetRef().name().equals(fleet.getMetadata().getName())).toList();
  }

  /** One that a fleet of the same name has left behind is none of its own. */
  static boolean isOf(MonitorFleet fleet, HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() == null && object.getMetadata().getOwnerReferences() != null
        && object.getMetadata().getOwnerReferences().stream().anyMatch(r -> r.getUid().equals(fleet.getMetadata().getUid()));
  }

  /** The pod of a shard, where it has one. */
  Optional<Pod> pod(ShardKey shard) {
    return cluster.pods.get(shard.namespace(), shard.pod());
  }

  /** Pods of a fleet that may still read. */
  List<Pod> pods(MonitorFleet fleet) {
    return cluster.pods.inNamespace(fleet.getMetadata().getNamespace()).stream()
        .filter(p -> fleet.getMetadata().getName().equals(p.getMetadata().getLabels().get(ChildLabels.FLEET))).toList();
  }

  /** Whether a pod of a fleet that is going away may still read; asked of the API server, since the cache may be late. */
  boolean mayRead(MonitorFleet fleet) {
    if (!pods(fleet).isEmpty()) return true;
    return cluster.configMaps.inNamespace(fleet.getMetadata().getNamespace()).stream()
        .filter(m -> labels(m).containsKey(ChildLabels.SHARD) && fleet.getMetadata().getName().equals(labels(m).get(ChildLabels.FLEET)))
        .map(m -> new ShardKey(m.getMetadata().getNamespace(), m.getMetadata().getName()))
        .anyMatch(s -> client.pods().inNamespace(s.namespace()).withName(s.pod()).get() != null);
  }

  /**
   * The records of all shards. One that somebody damaged or deleted is replaced by what it last said, so that what runs goes on;
   * what nobody remembers any more is a problem of its fleet.
   */
  private List<ShardRecord> records(MonitorFleet fleet, List<Problem> lost) {
    Map<ShardKey, ShardRecord> found = new HashMap<>();
    Map<ShardKey, String> damage = new HashMap<>();
    for (ConfigMap map : cluster.configMaps.all()) {
      if (!labels(map).containsKey(ChildLabels.SHARD)) continue;
      ShardKey key = new ShardKey(map.getMetadata().getNamespace(), map.getMetadata().getName());
      ShardRecord known = remembered.get(key);
      if (known != null && Objects.equals(known.resourceVersion(), map.getMetadata().getResourceVersion())) {
        found.put(key, known);
        continue;
      }
      try {
        found.put(key, record(map));
      } catch (JsonProcessingException | IllegalArgumentException e) {
        ShardRecord last = remembered.get(key);
        if (last != null) found.put(key, at(last, map.getMetadata().getResourceVersion()));
        damage.put(key, MonitorConfig.FILE + " is damaged: " + firstLine(e));
      }
    }
    for (StatefulSet set : cluster.statefulSets.all()) {
      ShardKey key = new ShardKey(set.getMetadata().getNamespace(), set.getMetadata().getName());
      ShardRecord last = remembered.get(key);
      boolean own = key.namespace().equals(fleet.getMetadata().getNamespace())
          && fleet.getMetadata().getName().equals(labels(set).get(ChildLabels.FLEET));
      if (found.containsKey(key)) continue;
      if (last != null) found.put(key, at(last, null));
      else if (own) lost.add(lost(key, damage.getOrDefault(key, "it does not exist")));
    }
    // A record that vanished while its pod lives still tells what that pod reads.
    for (Pod pod : cluster.pods.all()) {
      ShardKey key = shard(pod);
      ShardRecord last = remembered.get(key);
      if (last != null && !found.containsKey(key)) found.put(key, at(last, null));
    }
    remembered.keySet().retainAll(found.keySet());
    remembered.putAll(found);
    return found.values().stream().map(this::ofTheLiving).toList();
  }

  /** What a fleet that is being deleted reads is about to be released. */
  private ShardRecord ofTheLiving(ShardRecord shard) {
    boolean ending = cluster.fleets.get(shard.namespace(), shard.fleet()).filter(f -> f.getMetadata().getDeletionTimestamp() == null).isEmpty();
    return ending ? shard.releasing() : shard;
  }

  private static ShardKey shard(Pod pod) {
    return new ShardKey(pod.getMetadata().getNamespace(), labels(pod).getOrDefault(ChildLabels.SHARD, pod.getMetadata().getName()));
  }

  private static Problem lost(ShardKey key, String why) {
    return new Problem("ConfigMap " + key, ConditionReason.RecordLost, why + ". It is the record of what monitor " + key.name()
        + " reads; the monitor goes on reading. Put the ConfigMap back, or let the monitor go: kubectl -n " + key.namespace()
        + " delete statefulset,configmap " + key.name() + " --ignore-not-found");
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static ShardRecord at(ShardRecord record, @Nullable String resourceVersion) {
    return new ShardRecord(record.namespace(), record.fleet(), record.name(), record.group(), record.selector(), record.config(), resourceVersion);
  }

  private static Map<String, String> labels(HasMetadata object) {
    return object.getMetadata().getLabels() == null ? Map.of() : object.getMetadata().getLabels();
  }

  /**
   * What a shard's ConfigMap says.
   *
   * @throws JsonProcessingException when its file is damaged
   * @throws IllegalArgumentException when it has no file
   */
  static ShardRecord record(ConfigMap map) throws JsonProcessingException {
    Map<String, String> annotations = map.getMetadata().getAnnotations() == null ? Map.of() : map.getMetadata().getAnnotations();
    String json = map.getData() == null ? null : map.getData().get(MonitorConfig.FILE);
    if (json == null) throw new IllegalArgumentException("there is no " + MonitorConfig.FILE);
    MonitorConfig config = ShardJson.readConfig(json);
    return new ShardRecord(map.getMetadata().getNamespace(), labels(map).getOrDefault(ChildLabels.FLEET, ""), map.getMetadata().getName(),
        annotations.getOrDefault(ChildLabels.GROUP, ""), annotations.getOrDefault(ChildLabels.SELECTOR, ""), config,
        map.getMetadata().getResourceVersion());
  }

  private ShardLife life(ShardRecord shard) {
    Pod pod = pod(shard.key()).orElse(null);
    boolean releasing = shard.entries().stream().anyMatch(e -> e.state() == State.Release);
    if (pod == null && releasing) pod = client.pods().inNamespace(shard.namespace()).withName(shard.key().pod()).get();  // the cache may be late
    if (pod == null) return ShardLife.GONE;
    return new ShardLife(true, reports.of(shard.key(), pod.getMetadata().getUid()).orElse(null), reports.quiet(shard.key()), run(pod), trouble(pod));
  }

  private static ShardLife.@Nullable Run run(Pod pod) {
    if (pod.getSpec() == null || pod.getSpec().getContainers().isEmpty()) return null;
    return new ShardLife.Run(pod.getSpec().getContainers().getFirst().getImage(), labels(pod).getOrDefault(TEMPLATE, ""));
  }

  private static @Nullable String trouble(Pod pod) {
    if (pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null) return null;
    for (ContainerStatus container : pod.getStatus().getContainerStatuses()) {
      ContainerStateWaiting waiting = container.getState() == null ? null : container.getState().getWaiting();
      if (waiting != null && waiting.getReason() != null && !waiting.getReason().equals("ContainerCreating")) {
        return waiting.getReason() + (waiting.getMessage() == null ? "" : ": " + waiting.getMessage());
      }
    }
    return null;
  }

  private @Nullable String strayPod(List<ShardRecord> shards) {
    Set<ShardKey> known = shards.stream().map(ShardRecord::key).collect(Collectors.toSet());
    return cluster.pods.all().stream().filter(p -> !known.contains(shard(p)))
        .map(p -> p.getMetadata().getNamespace() + "/" + p.getMetadata().getName()).findFirst().orElse(null);
  }

  private Map<String, StatefulSet> sets(String namespace) {
    return cluster.statefulSets.inNamespace(namespace).stream().collect(Collectors.toMap(s -> s.getMetadata().getName(), s -> s));
  }
}
