package io.plcfleet.e2e.proof;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The operator in a process of its own, of the classes of this build, told what to do by its environment, as in its pod. */
public final class OperatorProcess implements AutoCloseable {
  private static final int SECONDS_TO_END = 30;
  private static final String SECRET = "operator-metrics";
  private final Process process;
  private final int port;

  /** @param log to which its words are added */
  public OperatorProcess(Path kubeconfig, Path log, Map<String, String> environment) throws IOException {
    port = freePort();
    ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        "-cp", System.getProperty("java.class.path"), "io.plcfleet.operator.Main").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(variable -> variable.startsWith("PLCFLEET_"));
    builder.environment().putAll(environment);
    builder.environment().putAll(Map.of("KUBECONFIG", kubeconfig.toString(), "PLCFLEET_HEALTH_PORT", String.valueOf(port)));
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
  }

  /** One that watches a namespace and gives its metrics to whoever has its token; its log stays in the folder. */
  static OperatorProcess of(Path folder, String kubeconfig, String namespace) throws IOException {
    return new OperatorProcess(Files.writeString(folder.resolve("kubeconfig"), kubeconfig), folder.resolve("operator.log"),
        Map.of("PLCFLEET_WATCH_NAMESPACES", namespace, "PLCFLEET_MONITOR_IMAGE", "plcfleet/monitor:test", "PLCFLEET_METRICS_SECRET", namespace + "/" + SECRET,
            "PLCFLEET_ALLOWED_CIDRS", "127.0.0.0/8"));  // simulated PLCs are on the loopback
  }

  /** Of its metrics. */
  int port() {
    return port;
  }

  /** Asks for a page without a token. */
  public int code(String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
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

  /** Tells it to end, as the kubelet would. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new IllegalStateException("the operator did not end");
  }
}
