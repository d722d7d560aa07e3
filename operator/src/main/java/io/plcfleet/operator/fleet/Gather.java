package io.plcfleet.operator.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.cluster.Cluster;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.report.Reports;
import io.plcfleet.operator.shard.ShardJson;
import io.plcfleet.operator.shard.ShardKey;
import io.plcfleet.operator.shard.ShardLife;
import io.plcfleet.operator.shard.ShardRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all that a decision about a fleet may know, once. An edge. */
final class Gather {
  private static final Logger LOG = LoggerFactory.getLogger(Gather.class);

  private final KubernetesClient client;
  private final Cluster cluster;
  private final Reports reports;
  private final String monitorImage;

  Gather(KubernetesClient client, Cluster cluster, Reports reports, String monitorImage) {
    this.client = client;
    this.cluster = cluster;
    this.reports = reports;
    this.monitorImage = monitorImage;
  }

  Observed observe(MonitorFleet fleet, Instant now) {
    String namespace = fleet.getMetadata().getNamespace();
    List<ShardRecord> shards = new ArrayList<>();
    for (ConfigMap map : cluster.configMaps.all()) record(map).ifPresent(shards::add);
    Map<ShardKey, ShardLife> life = new HashMap<>();
    for (ShardRecord shard : shards) life.put(shard.key(), life(shard));
    Map<String, ScoringProfile> profiles = cluster.profiles.inNamespace(namespace).stream().collect(Collectors.toMap(p -> p.getMetadata().getName(), p -> p));
    List<Plc> plcs = cluster.plcs.all();
    return new Observed(now, plcs, cluster.fleets.all(), profiles, shards, life, names(cluster.statefulSets.inNamespace(namespace)),
        strayPod(fleet, shards), cluster.monitoring.serviceMonitors(), cluster.monitoring.prometheusRules(), monitorImage);
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
        .flatMap(m -> record(m).stream()).filter(s -> s.fleet().equals(fleet.getMetadata().getName()))
        .anyMatch(s -> client.pods().inNamespace(s.namespace()).withName(s.key().pod()).get() != null);
  }

  static Optional<ShardRecord> record(ConfigMap map) {
    Map<String, String> labels = map.getMetadata().getLabels();
    if (labels == null || !labels.containsKey(ChildLabels.SHARD)) return Optional.empty();
    Map<String, String> annotations = map.getMetadata().getAnnotations() == null ? Map.of() : map.getMetadata().getAnnotations();
    String json = map.getData() == null ? null : map.getData().get(MonitorConfig.FILE);
    try {
      if (json == null) throw new IllegalArgumentException("it has no " + MonitorConfig.FILE);
      return Optional.of(new ShardRecord(map.getMetadata().getNamespace(), labels.getOrDefault(ChildLabels.FLEET, ""), map.getMetadata().getName(),
          annotations.getOrDefault(ChildLabels.GROUP, ""), annotations.getOrDefault(ChildLabels.SELECTOR, ""), ShardJson.readConfig(json),
          map.getMetadata().getResourceVersion()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // Who reads what is then told by nobody: the pod counts as a stray one, and nothing new is placed until it is gone.
      LOG.warn("ConfigMap {}/{} is no record of a monitor: {}", map.getMetadata().getNamespace(), map.getMetadata().getName(), e.getMessage());
      return Optional.empty();
    }
  }

  private ShardLife life(ShardRecord shard) {
    Pod pod = pod(shard.key()).orElse(null);
    boolean releasing = shard.entries().stream().anyMatch(e -> e.state() == State.Release);
    if (pod == null && releasing) pod = client.pods().inNamespace(shard.namespace()).withName(shard.key().pod()).get();  // the cache may be late
    if (pod == null) return ShardLife.GONE;
    return new ShardLife(true, reports.of(shard.key(), pod.getMetadata().getUid()).orElse(null), trouble(pod));
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

  private @Nullable String strayPod(MonitorFleet fleet, List<ShardRecord> shards) {
    Set<String> known = shards.stream().filter(s -> s.namespace().equals(fleet.getMetadata().getNamespace())).map(s -> s.key().pod())
        .collect(Collectors.toSet());
    return pods(fleet).stream().map(p -> p.getMetadata().getName()).filter(p -> !known.contains(p)).findFirst().orElse(null);
  }

  private static Set<String> names(List<? extends HasMetadata> objects) {
    Set<String> names = new HashSet<>();
    objects.forEach(o -> names.add(o.getMetadata().getName()));
    return names;
  }
}
