package io.plcfleet.e2e.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.simulator.FaultProxy;
import io.plcfleet.simulator.Latency;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What controllers and a node do for monitors, where there is an API server and nothing else: each StatefulSet of a namespace has its pod, as
 * an object and as a process of this machine, with the ConfigMap and the token as its files. A changed template ends the pod and makes another.
 */
final class LocalNode implements AutoCloseable {
  private static final int METRICS_PORT = 9400;
  private static final int STATUS_PORT = 9401;
  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);

  private record Running(MonitorProcess process, String address, String template, String serial) {}

  private final KubernetesClient client;
  private final FaultProxy proxy;
  private final Path folder;
  private final String namespace;
  private final Map<String, Running> running = new HashMap<>();
  private final Thread loop = Thread.ofPlatform().daemon().name("local-node").unstarted(this::run);
  private volatile boolean closed;
  private int pods;

  LocalNode(KubernetesClient client, FaultProxy proxy, Path folder, String namespace) {
    this.client = client;
    this.proxy = proxy;
    this.folder = folder;
    this.namespace = namespace;
    loop.start();
  }

  private void run() {
    while (!closed) {
      try {
        for (StatefulSet set : client.apps().statefulSets().inNamespace(namespace).list().getItems()) tend(set);
      } catch (RuntimeException | IOException e) {  // tried again, as a node does
        if (!closed) LOG.warn("local node", e);
      }
      Pause.millis(100);
    }
  }

  private void tend(StatefulSet set) throws IOException {
    String name = set.getMetadata().getName();
    String template = Integer.toHexString(set.getSpec().getTemplate().hashCode());
    ConfigMap map = client.configMaps().inNamespace(namespace).withName(name).get();
    Secret token = client.secrets().inNamespace(namespace)
        .withName(set.getSpec().getTemplate().getSpec().getVolumes().get(1).getSecret().getSecretName()).get();
    if (map == null || token == null) return;
    Running before = running.get(name);
    if (before != null && !before.template.equals(template)) {
      end(name, before);
      before = null;
    }
    Running now = before == null ? start(set, template, token) : before;
    String json = Objects.requireNonNull(map.getData().get(MonitorConfig.FILE));
    if (!map.getMetadata().getResourceVersion().equals(now.serial)) now.process.load(json);
    running.put(name, new Running(now.process, now.address, template, map.getMetadata().getResourceVersion()));
    if (!Objects.equals(set.getStatus() == null ? null : set.getStatus().getObservedGeneration(), set.getMetadata().getGeneration())) tell(set, template);
  }

  /** In the name of the controller that is not there. */
  private void tell(StatefulSet set, String template) {
    set.setStatus(new StatefulSetStatusBuilder().withObservedGeneration(set.getMetadata().getGeneration()).withUpdateRevision(template).withReplicas(1).build());
    client.resource(set).updateStatus();
  }

  private Running start(StatefulSet set, String template, Secret token) throws IOException {
    String name = set.getMetadata().getName();
    Path files = Files.createDirectories(folder.resolve(name + "-" + pods++));
    MonitorProcess process = new MonitorProcess(files, new String(Base64.getDecoder().decode(token.getData().get("token")), StandardCharsets.UTF_8), List.of());
    String address = "127.0.1." + (pods + 1);
    lead(name + "-status-" + pods, address, STATUS_PORT, process.statusPort());
    lead(name + "-metrics-" + pods, address, METRICS_PORT, process.metricsPort());
    Pod pod = new PodBuilder().withNewMetadata().withNamespace(namespace).withName(name + "-0").withLabels(set.getSpec().getTemplate().getMetadata().getLabels())
        .addToLabels("controller-revision-hash", template).endMetadata().withSpec(set.getSpec().getTemplate().getSpec()).build();
    client.resource(pod).create();
    // Whatever the operator has touched it with meanwhile.
    client.resource(pod).editStatus(now -> new PodBuilder(now).withNewStatus().withPhase("Running").withPodIP(address).endStatus().build());
    return new Running(process, address, template, "");
  }

  private void lead(String link, String address, int port, int to) {
    proxy.link(link, new InetSocketAddress(InetAddress.ofLiteral(address), port), new InetSocketAddress(InetAddress.getLoopbackAddress(), to), Latency.NONE);
  }

  private void end(String name, Running pod) {
    pod.process.close();
    client.pods().inNamespace(namespace).withName(name + "-0").withGracePeriod(0).delete();
    running.remove(name);
  }

  @Override
  public void close() {
    closed = true;
    try {
      loop.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.values().forEach(pod -> pod.process.close());
  }
}
