package io.plcfleet.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.contract.OperatorMetric;
import io.plcfleet.operator.cluster.Cached;
import io.plcfleet.operator.cluster.Cluster;
import io.plcfleet.operator.metrics.Meters;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.monitor.ChildLabels.Component;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door through which children of a fleet are written: compared first, then applied by the server (field manager
 * {@value #MANAGER}), then pruned by owner. A second run writes nothing.
 */
public final class Children {
  public static final String MANAGER = "plc-fleet-operator";
  /** Hash of what was applied last: tells that a field is no longer wanted, which the object itself cannot. */
  static final String APPLIED = "plcfleet.io/applied";
  private static final Logger LOG = LoggerFactory.getLogger(Children.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  /** How all that is ours is written: whole, by the server, whoever else had a field of it. */
  public static final PatchContext APPLY =
      new PatchContext.Builder().withPatchType(PatchType.SERVER_SIDE_APPLY).withFieldManager(MANAGER).withForce(true).build();

  /** Why an object was written. */
  private enum Why { Created, Changed, Repaired, Deleted }

  private static final PatchContext REPLACE_LISTS = new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).withFieldManager(MANAGER).build();

  private final KubernetesClient client;
  private final RepairEvents repairs;
  private final Cluster cluster;
  private final Meters meters;

  public Children(KubernetesClient client, Cluster cluster, Events events, Meters meters) {
    this.client = client;
    this.repairs = new RepairEvents(events);
    this.cluster = cluster;
    this.meters = meters;
  }

  /**
   * What came of it.
   *
   * @param failures to write a child, the one of a monitor alone
   * @param edited what stays as somebody edited it by hand, and who it was
   */
  public record Converged(List<RuntimeException> failures, List<String> edited) {}

  /**
   * Makes the children as wanted: the monitors first, and nothing more when one of them fails; then the others, of which one that fails holds nothing up.
   *
   * @param repairs whether to put back what somebody else changed, and to write what is edited at all; records of who reads what are in any case
   */
  public Converged converge(MonitorFleet owner, Desired desired, boolean repairs) {
    desired.limited().forEach(this::limit);
    List<RuntimeException> failures = new ArrayList<>();
    List<String> edited = new ArrayList<>(desired.edited().values());
    try {
      desired.monitors().forEach(child -> write(owner, child, repairs).ifPresent(edited::add));
    } catch (NotOursException | KubernetesClientException | IllegalStateException e) {
      return new Converged(List.of(e), edited);
    }
    for (HasMetadata child : desired.others()) {
      try {
        write(owner, child, repairs).ifPresent(edited::add);
      } catch (NotOursException | KubernetesClientException | IllegalStateException e) {
        failures.add(e);
      }
    }
    Set<String> kept = Stream.concat(desired.held().stream(), desired.edited().keySet().stream()).map("StatefulSet/"::concat).collect(Collectors.toCollection(HashSet::new));
    Stream.of(desired.monitors(), desired.others()).flatMap(List::stream).forEach(child -> kept.add(name(child)));
    owned(owner).filter(o -> !kept.contains(name(o)) && !isRecord(o))
        .filter(o -> desired.complete() || o instanceof NetworkPolicy || (isShard(o) && desired.retired().contains(o.getMetadata().getName()))).toList().forEach(this::delete);
    return new Converged(failures, edited);
  }

  private static String name(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }

  /** Of a rollout: whoever keeps them says when they go. */
  private static boolean isRecord(HasMetadata object) {
    return Component.ROLLOUT.toString().equals(object.getMetadata().getLabels() == null ? null : object.getMetadata().getLabels().get(ChildLabels.COMPONENT));
  }

  private static boolean isShard(HasMetadata object) {
    return object.getMetadata().getLabels() != null && object.getMetadata().getLabels().containsKey(ChildLabels.SHARD);
  }

  /** Deletes what reads PLCs; the rest goes with the owner. */
  public void deleteMonitors(MonitorFleet owner) {
    owned(owner).filter(o -> o instanceof StatefulSet).forEach(this::delete);
  }

  /** Deletes the records of who reads what; only when nobody reads any more. */
  public void deleteRecords(MonitorFleet owner) {
    owned(owner).filter(o -> o instanceof ConfigMap).forEach(this::delete);
  }

  /** Makes the kubelet refresh the pod's mounted files at once instead of after a minute. */
  public void touch(Pod pod, String mark) {
    client.pods().inNamespace(pod.getMetadata().getNamespace()).withName(pod.getMetadata().getName()).patch(REPLACE_LISTS,
        "{\"metadata\":{\"annotations\":{\"" + ChildLabels.SERIAL + "\":\"" + mark + "\"}}}");
  }

  /** Creates the Secret unless there is one of ours; returns the one that is in force. */
  public Secret secret(MonitorFleet owner, Secret wanted) {
    Secret there = client.secrets().inNamespace(wanted.getMetadata().getNamespace()).withName(wanted.getMetadata().getName()).get();
    if (there != null) {
      refuseForeign(owner, there);
      if (there.getData() != null && there.getData().keySet().containsAll(wanted.getData().keySet())) return there;
    }
    LOG.info("writing Secret {}/{}", wanted.getMetadata().getNamespace(), wanted.getMetadata().getName());
    return exchange(owner, wanted);
  }

  /** Writes a Secret that is there already. */
  public Secret exchange(MonitorFleet owner, Secret wanted) {
    return client.resource(owned(owner, wanted)).patch(APPLY);
  }

  /** @return who edited it, where it is left as it is for that */
  private Optional<String> write(MonitorFleet owner, HasMetadata child, boolean repairs) {
    HasMetadata actual = actual(child);
    if (actual == null) actual = client.resource(child).get();  // one that lacks our label is in no cache
    HasMetadata wanted = owned(owner, child);
    if (actual != null) {
      refuseForeign(owner, actual);
      Optional<String> differs = Drift.of(actual, wanted);  // the annotation with the hash among the rest
      if (differs.isEmpty()) return Optional.empty();
      boolean inAnyCase = child instanceof ConfigMap && isShard(child);
      Optional<String> edit = repairs || inAnyCase ? Optional.empty() : HandEdit.of(owner, actual, child);
      if (edit.isPresent()) return edit;
      if (sameWish(actual, wanted)) {
        repair(owner, actual, wanted, differs.get());
        return Optional.empty();
      }
    }
    apply(wanted, actual == null ? Why.Created : Why.Changed);
    return Optional.empty();
  }

  /** Not applied: all that it has would be ours then, and nobody could tell hand edits any more. */
  private void limit(StatefulSet limited) {
    LOG.info("StatefulSet {}/{}: limits of the administrator", limited.getMetadata().getNamespace(), limited.getMetadata().getName());
    ObjectNode patch = MAPPER.createObjectNode();
    patch.putObject("metadata").put("resourceVersion", limited.getMetadata().getResourceVersion());
    patch.putObject("spec").putObject("template").putObject("spec").set("containers", MAPPER.valueToTree(limited.getSpec().getTemplate().getSpec().getContainers()));
    StatefulSet written = client.apps().statefulSets().inNamespace(limited.getMetadata().getNamespace()).withName(limited.getMetadata().getName()).patch(REPLACE_LISTS, patch.toString());
    note(written);
    count(written, Why.Changed);
  }

  private void apply(HasMetadata wanted, Why why) {
    LOG.info("{} {}/{}: {}", wanted.getKind(), wanted.getMetadata().getNamespace(), wanted.getMetadata().getName(), why);
    HasMetadata written = client.resource(wanted).patch(APPLY);
    note(written);
    count(written, why);
  }

  /** What others added belongs to them, and stays when we apply ours: so lists are replaced before, and what is beside the wanted is taken away. */
  private void repair(MonitorFleet owner, HasMetadata edited, HasMetadata wanted, String field) {
    LOG.warn("{} {}/{}: {} is not as applied, last changed by {}", wanted.getKind(), wanted.getMetadata().getNamespace(), wanted.getMetadata().getName(), field, HandEdit.editor(edited));
    boolean conditional = wanted.getMetadata().getResourceVersion() != null;
    if (!conditional) client.resource(wanted).patch(REPLACE_LISTS, Drift.patch(edited, wanted).toString());
    apply(wanted, Why.Repaired);
    repairs.repaired(owner, edited, field, Instant.now());
  }

  private void count(HasMetadata object, Why why) {
    meters.count(OperatorMetric.PLCFLEET_OPERATOR_WRITES_TOTAL, object.getKind(), why.name());
  }

  /** Nothing else is wanted than was applied last: then somebody else changed the object. */
  static boolean sameWish(HasMetadata actual, HasMetadata wanted) {
    Map<String, String> annotations = actual.getMetadata().getAnnotations();
    return annotations != null && Objects.equals(annotations.get(APPLIED), wanted.getMetadata().getAnnotations().get(APPLIED));
  }

  static <T extends HasMetadata> T ownedBy(MonitorFleet owner, T child) {
    child.getMetadata().setOwnerReferences(List.of(new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion()).withKind(owner.getKind()).withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid()).withController(true).withBlockOwnerDeletion(true).build()));
    return child;
  }

  /** With its owner, and the hash of what it is to be; twice is once. */
  static <T extends HasMetadata> T owned(MonitorFleet owner, T child) {
    if (child.getMetadata().getAnnotations() != null && child.getMetadata().getAnnotations().containsKey(APPLIED)) return child;
    ownedBy(owner, child);
    String hash = hash(child);
    Map<String, String> annotations = new TreeMap<>(child.getMetadata().getAnnotations() == null ? Map.of() : child.getMetadata().getAnnotations());
    annotations.put(APPLIED, hash);
    child.getMetadata().setAnnotations(annotations);
    return child;
  }

  /** Of all but the version that the write is conditional on. */
  private static String hash(HasMetadata child) {
    ObjectNode tree = (ObjectNode) tree(child);
    ((ObjectNode) tree.get("metadata")).remove("resourceVersion");
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(tree.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static JsonNode tree(HasMetadata object) {
    return MAPPER.valueToTree(object);
  }

  static void refuseForeign(MonitorFleet owner, HasMetadata there) {
    if (isOwned(owner, there)) return;
    boolean predecessors = there.getMetadata().getOwnerReferences() != null && there.getMetadata().getOwnerReferences().stream()
        .anyMatch(r -> r.getKind().equals(owner.getKind()) && r.getName().equals(owner.getMetadata().getName()));
    if (predecessors) {
      throw new IllegalStateException(there.getKind() + " " + there.getMetadata().getName()
          + " still belongs to a deleted MonitorFleet of this name: waiting for the garbage collector");
    }
    throw new NotOursException(there.getKind() + " " + there.getMetadata().getNamespace() + "/" + there.getMetadata().getName()
        + " exists and does not belong to this MonitorFleet: delete or rename it, or rename the fleet");
  }

  private static boolean isOwned(MonitorFleet owner, HasMetadata object) {
    return object.getMetadata().getOwnerReferences() != null
        && object.getMetadata().getOwnerReferences().stream().anyMatch(r -> r.getUid().equals(owner.getMetadata().getUid()));
  }

  private Stream<HasMetadata> owned(MonitorFleet owner) {
    String namespace = owner.getMetadata().getNamespace();
    Stream<HasMetadata> cached = Stream.of(cluster.statefulSets, cluster.configMaps, cluster.services, cluster.policies)
        .flatMap(kind -> kind.inNamespace(namespace).stream().map(o -> (HasMetadata) o));
    return Stream.concat(cached, cluster.monitoring.known(namespace, owner.getMetadata().getName())).filter(o -> isOwned(owner, o));
  }

  private @Nullable HasMetadata actual(HasMetadata child) {
    String namespace = child.getMetadata().getNamespace();
    String name = child.getMetadata().getName();
    return switch (child) {
      case ConfigMap _ -> cluster.configMaps.get(namespace, name).orElse(null);
      case StatefulSet _ -> cluster.statefulSets.get(namespace, name).orElse(null);
      case Service _ -> cluster.services.get(namespace, name).orElse(null);
      case NetworkPolicy _ -> cluster.policies.get(namespace, name).orElse(null);
      default -> null;
    };
  }

  private void note(HasMetadata written) {
    switch (written) {
      case ConfigMap o -> cluster.configMaps.wrote(o);
      case StatefulSet o -> cluster.statefulSets.wrote(o);
      case Service o -> cluster.services.wrote(o);
      case NetworkPolicy o -> cluster.policies.wrote(o);
      case ServiceMonitor _, PrometheusRule _ -> { }
      default -> throw new IllegalArgumentException("no cache for " + written.getKind());
    }
  }

  private void delete(HasMetadata object) {
    LOG.info("deleting {} {}/{}", object.getKind(), object.getMetadata().getNamespace(), object.getMetadata().getName());
    client.resource(object).delete();
    count(object, Why.Deleted);
    if (object instanceof ConfigMap o) forget(cluster.configMaps, o);
    if (object instanceof StatefulSet o) forget(cluster.statefulSets, o);
    if (object instanceof Service o) forget(cluster.services, o);
    if (object instanceof NetworkPolicy o) forget(cluster.policies, o);
  }

  private static <T extends HasMetadata> void forget(Cached<T> kind, T object) {
    kind.deleted(object);
  }
}
