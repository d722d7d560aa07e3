package io.plcfleet.operator.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.operator.monitor.ChildLabels;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The caches of all kinds that decisions are made from. Secrets are not among them: they are neither listed nor watched. */
public final class Cluster implements AutoCloseable {
  private static final long SYNC_SECONDS = 60;

  public final Cached<Plc> plcs;
  public final Cached<MonitorFleet> fleets;
  public final Cached<ScoringProfile> profiles;
  public final Cached<ConfigMap> configMaps;
  public final Cached<StatefulSet> statefulSets;
  public final Cached<Service> services;
  public final Cached<NetworkPolicy> policies;
  public final Cached<Pod> pods;
  public final Cached<ControllerRevision> revisions;
  public final Cached<ConfigRollout> rollouts;
  public final MonitoringKinds monitoring;
  public final Onlookers onlookers;

  /**
   * Who wants to know of changes. Called on the threads of informers: must be quick.
   *
   * @param onlookers is told the namespace that others look at than before
   */
  public record Listeners(
      Consumer<Cached.Change<Plc>> plc, Consumer<Cached.Change<MonitorFleet>> fleet,
      Consumer<Cached.Change<ScoringProfile>> profile, Consumer<HasMetadata> child, Consumer<String> onlookers) {}

  /**
   * Caches the kinds; call {@link #start} to fill them.
   *
   * @param namespaces to watch; empty for all
   * @param onlookersIn where to look for Prometheus objects; empty for everywhere
   */
  public Cluster(KubernetesClient client, Set<String> namespaces, Set<String> onlookersIn, Listeners listeners) {
    monitoring = new MonitoringKinds(client);
    onlookers = new Onlookers(client, onlookersIn, listeners.onlookers);
    plcs = new Cached<>(places(client.resources(Plc.class), namespaces, false), listeners.plc);
    fleets = new Cached<>(places(client.resources(MonitorFleet.class), namespaces, false), listeners.fleet);
    profiles = new Cached<>(places(client.resources(ScoringProfile.class), namespaces, false), listeners.profile);
    configMaps = new Cached<>(places(client.configMaps(), namespaces, true), c -> listeners.child.accept(c.after()));
    statefulSets = new Cached<>(places(client.apps().statefulSets(), namespaces, true), c -> listeners.child.accept(c.after()));
    services = new Cached<>(places(client.services(), namespaces, true), c -> listeners.child.accept(c.after()));
    policies = new Cached<>(places(client.network().v1().networkPolicies(), namespaces, true), c -> listeners.child.accept(c.after()));
    revisions = new Cached<>(places(client.apps().controllerRevisions(), namespaces, true), c -> listeners.child.accept(c.after()));
    rollouts = new Cached<>(places(client.resources(ConfigRollout.class), namespaces, true), c -> {
      // What we write into its status is no news.
      boolean asked = c.before() == null || c.deleted() || !Objects.equals(c.before().getMetadata().getGeneration(), c.after().getMetadata().getGeneration());
      if (asked) listeners.child.accept(c.after());
    });
    pods = new Cached<>(places(client.pods(), namespaces, true), c -> listeners.child.accept(c.after()));
  }

  private static <T extends HasMetadata, L extends KubernetesResourceList<T>, R extends Resource<T>>
      List<FilterWatchListDeletable<T, L, R>> places(MixedOperation<T, L, R> kind, Set<String> namespaces, boolean ours) {
    Stream<FilterWatchListDeletable<T, L, R>> all = namespaces.isEmpty()
        ? Stream.of(kind.inAnyNamespace()) : namespaces.stream().sorted().map(kind::inNamespace);
    return all.map(place -> ours ? place.withLabel(ChildLabels.MANAGED_BY, ChildLabels.OPERATOR) : place).toList();
  }

  /**
   * Returns when all objects are known: nothing is planned or pruned before.
   *
   * @throws TimeoutException when the API server does not list a kind within a minute
   */
  public Cluster start() throws TimeoutException, InterruptedException {
    for (Cached<?> kind : all()) kind.started(SYNC_SECONDS);
    onlookers.start();
    return this;
  }

  public boolean healthy() {
    return all().stream().allMatch(Cached::healthy);
  }

  private List<Cached<?>> all() {
    return List.of(plcs, fleets, profiles, configMaps, statefulSets, services, policies, revisions, rollouts, pods);
  }

  @Override
  public void close() {
    onlookers.close();
    all().forEach(Cached::close);
  }
}
