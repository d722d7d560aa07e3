package io.plcfleet.e2e.proof;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The operator in a process of its own, told what to do by its environment, as in its pod; its log stays in the folder. */
final class OperatorProcess implements AutoCloseable {
  private static final String SECRET = "operator-metrics";
  private final Process process;
  private final int port;

  OperatorProcess(Path folder, String kubeconfig, String namespace) throws IOException {
    port = freePort();
    Path config = Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
    ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
        "io.plcfleet.operator.Main").redirectErrorStream(true).redirectOutput(folder.resolve("operator.log").toFile());
    builder.environment().putAll(Map.of("KUBECONFIG", config.toString(), "PLCFLEET_WATCH_NAMESPACES", namespace, "PLCFLEET_MONITOR_IMAGE", "plcfleet/monitor:test",
        "PLCFLEET_HEALTH_PORT", String.valueOf(port), "PLCFLEET_METRICS_SECRET", namespace + "/" + SECRET,
        "PLCFLEET_ALLOWED_CIDRS", "127.0.0.0/8"));  // simulated PLCs are on the loopback
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
  }

  /** Of its metrics. */
  int port() {
    return port;
  }

  /** The bearer token of its metrics, which it made itself. */
  String token(KubernetesClient client, String namespace) {
    Secret secret = Objects.requireNonNull(client.secrets().inNamespace(namespace).withName(SECRET).get(), "the operator has made no Secret yet");
    return new String(Base64.getDecoder().decode(secret.getData().get("token")), StandardCharsets.UTF_8);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
