package io.plcfleet.operator;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks an address once whether it is well: for {@code helm test}, since the image has no other program. */
final class Probe {
  private static final int WELL = 0;
  private static final int NOT_WELL = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Probe() {}

  /** The code to end with. */
  static int run(String url, PrintStream out, PrintStream err) {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      out.println(url + " answers " + answer.statusCode() + " " + answer.body().strip());
      return answer.statusCode() == 200 ? WELL : NOT_WELL;
    } catch (IOException | IllegalArgumentException e) {
      err.println(url + " does not answer: " + e);
      return NOT_WELL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NOT_WELL;
    }
  }
}
