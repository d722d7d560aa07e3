package io.plcfleet.operator.report;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The page {@code /status} of a monitor. Its image is of the fleet's choice, and the operator serves all namespaces: neither an answer without
 * an end nor one that stops in the middle may hold it up.
 */
final class StatusPage implements AutoCloseable {
  /** In bytes: 8 KiB for each of 2000 Plcs, the most that a monitor may have. */
  static final int LARGEST = 16 * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final HttpClient http;

  StatusPage(Executor threads) {
    this.http = HttpClient.newBuilder().connectTimeout(PATIENCE).executor(threads).build();
  }

  /**
   * The whole answer. The client's own timeout ends with the headers, hence another for the rest.
   *
   * @throws ExecutionException when there was none, or one that is larger than {@link #LARGEST}
   */
  HttpResponse<String> ask(URI address, String token) throws ExecutionException, TimeoutException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).header("Authorization", "Bearer " + token).build();
    CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST));
    try {
      return answer.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
