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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of prometheus-operator that select what a fleet has, and the labels of namespaces. Few, not ours, and perhaps not to be read:
 * a thread of its own asks for them now and then, so that no slow answer holds a fleet up. A look that fails leaves what was seen before.
 */
public final class Onlookers implements AutoCloseable {
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);
  private static final Map<String, String> VERSIONS = Map.of("Prometheus", "v1", "PrometheusAgent", "v1alpha1", "ThanosRuler", "v1");
  private static final Map<String, String> PLURALS = Map.of("Prometheus", "prometheuses", "PrometheusAgent", "prometheusagents", "ThanosRuler", "thanosrulers");
  private static final Logger LOG = LoggerFactory.getLogger(Onlookers.class);

  private final KubernetesClient client;
  private final Set<String> places;
  private final Consumer<String> changed;
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Map<String, Sight> sights = new ConcurrentHashMap<>();
  private final Semaphore news = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "onlookers");
  private String failure = "";

  /**
   * Looks for those whose namespace was asked about.
   *
   * @param places namespaces to look into; empty for all
   * @param changed is told the namespace that others look at than before; called on the thread of this
   */
  Onlookers(KubernetesClient client, Set<String> places, Consumer<String> changed) {
    this.client = client;
    this.places = new TreeSet<>(places);
    this.changed = changed;
    thread.setDaemon(true);
  }

  Onlookers start() {
    thread.start();
    return this;
  }

  /** What could be seen by those who want to know it of a namespace; any thread, at once. */
  public Sight sight(String namespace) {
    if (asked.add(namespace)) news.release();
    return sights.getOrDefault(namespace, Sight.NOTHING);
  }

  private void run() {
    try {
      while (true) {
        boolean _ = news.tryAcquire(AGAIN_AFTER.toSeconds(), TimeUnit.SECONDS);
        news.drainPermits();
        if (!asked.isEmpty()) lookOrSay();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();  // the end
    }
  }

  private void lookOrSay() {
    try {
      look();
      failure = "";
    } catch (RuntimeException e) {
      if (!failure.equals(e.toString())) LOG.warn("cannot see who selects what the operator writes for Prometheus; tried again each {} s", AGAIN_AFTER.toSeconds(), e);
      failure = e.toString();
    }
  }

  private void look() {
    List<Server> servers = new ArrayList<>();
    Set<String> refused = new TreeSet<>();
    for (String kind : Server.KINDS) {
      boolean served = !places.isEmpty() || find(kind, null, servers, refused);
      for (String place : places) served = served && find(kind, place, servers, refused);
    }
    for (String namespace : asked) {
      Sight seen = new Sight(List.copyOf(servers), where(), List.copyOf(refused), labels(namespace));
      if (!seen.equals(sights.put(namespace, seen))) changed.accept(namespace);
    }
  }

  private String where() {
    return places.isEmpty() ? "this cluster" : (places.size() == 1 ? "namespace " : "namespaces ") + String.join(", ", places);
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
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) throw e;
      unseen.add(place == null ? "all namespaces" : place);
      return true;
    }
  }

  private static Server server(String kind, GenericKubernetesResource object) {
    Map<String, Object> spec = object.get("spec");
    return Server.of(kind, object.getMetadata().getNamespace(), object.getMetadata().getName(), spec == null ? Map.of() : spec);
  }

  /** Absent where they may not be read. */
  private @Nullable Map<String, String> labels(String name) {
    try {
      Namespace namespace = client.namespaces().withName(name).get();
      return namespace == null || namespace.getMetadata().getLabels() == null ? Map.of() : namespace.getMetadata().getLabels();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) throw e;
      return null;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
