package io.plcfleet.operator.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.plcfleet.operator.selection.Server;
import io.plcfleet.operator.selection.Sight;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of prometheus-operator that select what a fleet has, and the labels of namespaces. Few, not ours, and perhaps not to be read:
 * they are asked for now and then, and whatever goes wrong with it holds nothing up.
 */
public final class Onlookers {
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);
  private static final Map<String, String> VERSIONS = Map.of("Prometheus", "v1", "PrometheusAgent", "v1alpha1", "ThanosRuler", "v1");
  private static final Map<String, String> PLURALS = Map.of("Prometheus", "prometheuses", "PrometheusAgent", "prometheusagents", "ThanosRuler", "thanosrulers");
  private static final Logger LOG = LoggerFactory.getLogger(Onlookers.class);

  private final KubernetesClient client;
  private final Set<String> places;
  private final Map<String, Optional<Map<String, String>>> namespaces = new HashMap<>();
  private List<Server> servers = List.of();
  private Set<String> refused = Set.of();
  private long askedAt;
  private boolean asked;

  /** @param places namespaces to look into; empty for all */
  Onlookers(KubernetesClient client, Set<String> places) {
    this.client = client;
    this.places = new TreeSet<>(places);
  }

  /** What can be seen by those who want to know it of a namespace; at most half a minute old. */
  public synchronized Sight sight(String namespace) {
    long now = System.nanoTime();
    if (!asked || now - askedAt > AGAIN_AFTER.toNanos()) {
      look();
      askedAt = System.nanoTime();  // after it: a slow answer is no reason to ask again at once
      asked = true;
    }
    Map<String, String> labels = namespaces.computeIfAbsent(namespace, this::labels).orElse(null);
    return new Sight(servers, where(), List.copyOf(refused), labels);
  }

  private String where() {
    return places.isEmpty() ? "this cluster" : (places.size() == 1 ? "namespace " : "namespaces ") + String.join(", ", places);
  }

  private void look() {
    List<Server> found = new ArrayList<>();
    Set<String> unseen = new TreeSet<>();
    for (String kind : Server.KINDS) {
      boolean served = !places.isEmpty() || find(kind, null, found, unseen);
      for (String place : places) served = served && find(kind, place, found, unseen);
    }
    servers = List.copyOf(found);
    refused = unseen;
    namespaces.clear();
  }

  /** Returns whether the cluster has the kind, as far as can be seen. */
  private boolean find(String kind, @Nullable String place, List<Server> found, Set<String> unseen) {
    ResourceDefinitionContext type = new ResourceDefinitionContext.Builder().withGroup("monitoring.coreos.com").withVersion(VERSIONS.get(kind)).withKind(kind)
        .withPlural(PLURALS.get(kind)).withNamespaced(true).build();
    var all = client.genericKubernetesResources(type);
    try {
      for (GenericKubernetesResource object : (place == null ? all.inAnyNamespace() : all.inNamespace(place)).list().getItems()) found.add(server(kind, object));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) return false;
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) LOG.warn("cannot list {}: {}", kind, e.getMessage());
      unseen.add(place == null ? "all namespaces" : place);
      return true;
    }
  }

  private static Server server(String kind, GenericKubernetesResource object) {
    Map<String, Object> spec = object.get("spec");
    return Server.of(kind, object.getMetadata().getNamespace(), object.getMetadata().getName(), spec == null ? Map.of() : spec);
  }

  private Optional<Map<String, String>> labels(String namespace) {
    try {
      return Optional.ofNullable(client.namespaces().withName(namespace).get()).map(Namespace::getMetadata).map(m -> m.getLabels() == null ? Map.of() : m.getLabels());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) LOG.warn("cannot read namespace {}: {}", namespace, e.getMessage());
      return Optional.empty();
    }
  }
}
