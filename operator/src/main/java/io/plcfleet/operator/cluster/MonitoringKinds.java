package io.plcfleet.operator.cluster;

import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kinds of prometheus-operator, which may be absent and may appear later: looked for by discovery, not by watching
 * resource types, and their few objects are asked for one by one.
 */
public final class MonitoringKinds {
  private static final String API = "monitoring.coreos.com/v1";
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private Set<String> kinds = Set.of();
  private long askedAt;
  private boolean asked;

  MonitoringKinds(KubernetesClient client) {
    this.client = client;
  }

  public boolean serviceMonitors() {
    return kinds().contains("ServiceMonitor");
  }

  public boolean prometheusRules() {
    return kinds().contains("PrometheusRule");
  }

  /** The objects of a fleet that exist, where the API server serves their kinds. */
  public Stream<HasMetadata> known(String namespace, String fleet) {
    Stream<HasMetadata> monitor = serviceMonitors()
        ? Stream.ofNullable(client.resources(ServiceMonitor.class).inNamespace(namespace).withName(fleet).get()) : Stream.of();
    Stream<HasMetadata> rule = prometheusRules()
        ? Stream.ofNullable(client.resources(PrometheusRule.class).inNamespace(namespace).withName(fleet).get()) : Stream.of();
    return Stream.concat(monitor, rule).filter(Objects::nonNull);
  }

  private synchronized Set<String> kinds() {
    long now = System.nanoTime();
    if (!asked || now - askedAt > AGAIN_AFTER.toNanos()) {
      APIResourceList list = client.getApiResources(API);
      kinds = list == null ? Set.of() : list.getResources().stream().map(r -> r.getKind()).collect(Collectors.toSet());
      askedAt = now;
      asked = true;
    }
    return kinds;
  }
}
