package io.plcfleet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.testing.ApiServer;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator as processes of their own, against a real API server. */
class MainIT {
  @TempDir @SuppressWarnings("NullAway.Init")  // JUnit fills it in
  Path folder;

  @Test
  void oneStandsByAndTakesOverWhenTheOtherEnds() throws Exception {
    List<Process> processes = new ArrayList<>();
    try (ApiServer server = new ApiServer().withResourceTypes()) {
      KubernetesClient client = server.client();
      Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), server.kubeconfig());
      client.resource(new NamespaceBuilder().withNewMetadata().withName("plant").endMetadata().build()).create();
      int onePort = freePort();
      int otherPort = freePort();
      Process one = start("one", kubeconfig, onePort);
      processes.add(one);
      eventually(() -> assertThat(get(onePort, "/health/ready", null)).isEqualTo("200 ok\n"));
      eventually(() -> assertThat(leading(client, onePort)).isEqualTo("1.0"));
      processes.add(start("other", kubeconfig, otherPort));
      eventually(() -> assertThat(get(otherPort, "/health/ready", null)).as("who stands by is as it should be").isEqualTo("200 ok\n"));
      eventually(() -> assertThat(leading(client, otherPort)).isEqualTo("0.0"));
      declare(client, "line-a");
      eventually(() -> assertThat(client.services().inNamespace("plant").withName("line-a-monitors").get()).isNotNull());

      one.destroy();
      assertThat(one.waitFor(20, TimeUnit.SECONDS)).isTrue();
      eventually(() -> assertThat(leading(client, otherPort)).isEqualTo("1.0"));
      declare(client, "line-b");
      eventually(() -> assertThat(client.services().inNamespace("plant").withName("line-b-monitors").get()).isNotNull());
      assertThat(code(Map.of(), "probe", "http://127.0.0.1:" + otherPort + "/health/ready")).isZero();
      assertThat(code(Map.of(), "probe", "http://127.0.0.1:" + onePort + "/health/ready")).as("nobody there any more").isEqualTo(1);
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  @Test
  void wrongUseIsToldByTheCode() throws Exception {
    assertThat(code(Map.of())).as("no image of the monitor").isEqualTo(2);
    assertThat(code(Map.of(), "prob")).isEqualTo(2);
    assertThat(code(Map.of("PLCFLEET_ALLOWED_CIDRS", "10.1.0.0-16"), "validate", folder.toString())).isEqualTo(2);
    assertThat(code(Map.of(), "validate", Path.of("..", "examples", "argocd").toString())).isZero();
    assertThat(code(Map.of("PLCFLEET_ALLOWED_CIDRS", "10.1.0.0/16"), "validate", Path.of("..", "examples", "argocd").toString())).as("a name is the monitor's matter").isZero();
  }

  private Process start(String name, Path kubeconfig, int port) throws IOException {
    return process(Map.of("KUBECONFIG", kubeconfig.toString(), "PLCFLEET_MONITOR_IMAGE", "plcfleet/monitor:test", "PLCFLEET_HEALTH_PORT", String.valueOf(port),
        "PLCFLEET_METRICS_SECRET", "plant/metrics", "PLCFLEET_LEASE", "plant/operator", "PLCFLEET_POD_NAME", name));
  }

  private int code(Map<String, String> environment, String... arguments) throws Exception {
    Process process = process(environment, arguments);
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly();
    assertThat(ended).isTrue();
    return process.exitValue();
  }

  private Process process(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        "-cp", System.getProperty("java.class.path"), "io.plcfleet.operator.Main"));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(folder, "operator", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("PLCFLEET_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static void declare(KubernetesClient client, String fleet) {
    client.resource(Serialization.unmarshal("metadata: {name: " + fleet + ", namespace: plant}\nspec: {selector: {matchLabels: {line: " + fleet + "}}}", MonitorFleet.class)).create();
  }

  private static String leading(KubernetesClient client, int port) {
    Secret secret = client.secrets().inNamespace("plant").withName("metrics").get();
    if (secret == null) return "no token yet";
    String token = new String(Base64.getDecoder().decode(secret.getData().get("token")), StandardCharsets.UTF_8);
    return get(port, "/metrics", token).lines().filter(line -> line.startsWith("plcfleet_operator_leading ")).map(line -> line.substring(line.indexOf(' ') + 1)).findFirst().orElse("none");
  }

  /** Status and body; empty while nobody answers. */
  private static String get(int port, String path, @Nullable String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(5));
    if (token != null) request.header("Authorization", "Bearer " + token);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200)).untilAsserted(assertion);
  }
}
