package io.plcfleet.e2e;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The operator as a process of its own, of the classes of this build. */
final class OperatorProcess implements AutoCloseable {
  private static final int SECONDS_TO_END = 30;

  private final int port;
  private final Process process;

  /** @param log to which its words are added */
  OperatorProcess(Path kubeconfig, Path log, Map<String, String> environment) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        "-cp", System.getProperty("java.class.path"), "io.plcfleet.operator.Main").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
    builder.environment().keySet().removeIf(variable -> variable.startsWith("PLCFLEET_"));
    builder.environment().putAll(environment);
    builder.environment().putAll(Map.of("KUBECONFIG", kubeconfig.toString(), "PLCFLEET_HEALTH_PORT", String.valueOf(port)));
    process = builder.start();
  }

  /** Asks for a page without a token. */
  int code(String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
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
