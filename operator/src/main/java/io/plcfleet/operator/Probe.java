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
  private static final int WRONG_USE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Probe() {}

  /** The code to end with. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    if (args.length != 2 || !args[0].equals("probe") || !args[1].matches("https?://\\S+")) {
      err.println("plc-fleet-operator: without arguments it runs; with the arguments \"probe URL\" it asks that address");
      return WRONG_USE;
    }
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(args[1])).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      out.println(args[1] + " answers " + answer.statusCode() + " " + answer.body().strip());
      return answer.statusCode() == 200 ? WELL : NOT_WELL;
    } catch (IOException e) {
      err.println(args[1] + " does not answer: " + e);
      return NOT_WELL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NOT_WELL;
    }
  }
}
