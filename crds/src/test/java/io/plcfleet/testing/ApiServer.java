package io.plcfleet.testing;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real API server with etcd and our resource types, without controllers or nodes. */
public final class ApiServer implements AutoCloseable {
  private static final int STARTUP_MILLIS = 120_000;

  private final KubeAPIServer server;
  private final KubernetesClient client;

  public ApiServer() {
    this(List.of());
  }

  /** @param flags of the server beside its usual ones, as {@code --audit-log-path=audit.log} */
  public ApiServer(List<String> flags) {
    Path binaries = testbed().resolve("kube-api-test");
    if (!Files.isDirectory(binaries.resolve("k8s"))) {
      throw new IllegalStateException("no kube-apiserver and etcd in " + binaries + ": build them by\n  testbed/build kubernetes etcd\n"
          + "or leave the integration tests out by\n  mvn verify -DskipITs");
    }
    server = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig().withApiServerFlags(flags)
        .withTestDir(binaries.toString()).withOfflineMode(true).withStartupTimeout(STARTUP_MILLIS).build());
    server.start();
    client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(server.getKubeConfigYaml())).build();
  }

  /** A client with all rights. */
  public KubernetesClient client() {
    return client;
  }

  public String kubeconfig() {
    return server.getKubeConfigYaml();
  }

  /** Creates the resource types from their committed YAML and waits until they are served. */
  public ApiServer withResourceTypes() {
    for (Path file : resourceTypes()) {
      CustomResourceDefinition crd = read(file);
      client.resource(crd).serverSideApply();
      client.resource(crd).waitUntilCondition(
          c -> c != null && c.getStatus() != null && c.getStatus().getConditions() != null
              && c.getStatus().getConditions().stream().anyMatch(s -> s.getType().equals("Established") && s.getStatus().equals("True")),
          30, TimeUnit.SECONDS);
    }
    return this;
  }

  /** Where the test bed's programs are. */
  public static Path testbed() {
    String home = System.getenv("TESTBED_HOME");
    return home != null ? Path.of(home) : Path.of(System.getProperty("user.home"), ".cache", "plcfleet-testbed");
  }

  private static List<Path> resourceTypes() {
    Path here = Path.of("generated");
    try (Stream<Path> files = Files.list(Files.isDirectory(here) ? here : Path.of("..", "crds", "generated"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CustomResourceDefinition read(Path file) {
    try {
      return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.stop();
  }
}
