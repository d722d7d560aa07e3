package io.plcfleet.operator.prometheus;

import io.plcfleet.operator.rollout.analysis.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the Prometheus servers that the administrator named, each question in the background and at most once at a time: nobody waits.
 *
 * <p>Redirects are not followed, and an answer of more than {@link #LARGEST_ANSWER} bytes is none: a fleet's owner writes the queries.
 */
public final class PrometheusSources implements AutoCloseable {
  static final int LARGEST_ANSWER = 64 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int FRESH_INTERVALS = 2;
  /** A question that nobody asks any more is forgotten. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

  /**
   * What is asked again and again; the query may differ each time.
   *
   * @param purpose tells it from other questions, for example a rollout, its step and the metric
   * @param source name of the Prometheus
   */
  public record Question(String purpose, String source) {}

  /** @param answer to the newest of its queries; absent before the first answer. Times are of the given clock, in nanoseconds. */
  private record Held(@Nullable Answer answer, long answeredAt, long askedAt, long wantedAt, boolean underWay) {}

  private final Map<String, URI> sources;
  private final LongSupplier nanoTime;
  private final Map<Question, Held> questions = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).executor(threads).build();

  /** @param sources base addresses by name, as {@code http://prometheus.monitoring:9090} */
  public PrometheusSources(Map<String, URI> sources, LongSupplier nanoTime) {
    this.sources = Map.copyOf(sources);
    this.nanoTime = nanoTime;
  }

  /**
   * The newest answer, if it is not older than two intervals; and asks anew when the last time was an interval ago. Returns at once.
   *
   * @return null when there is no answer yet
   */
  public @Nullable Answer answer(Question question, String query, Duration interval) {
    URI base = sources.get(question.source());
    if (base == null) return new Answer.None(unknown(question.source()));
    long now = nanoTime.getAsLong();
    questions.values().removeIf(held -> !held.underWay() && now - held.wantedAt() > FORGOTTEN_AFTER.toNanos());
    boolean[] ask = {false};
    Held held = questions.compute(question, (_, before) -> {
      ask[0] = before == null || (!before.underWay() && now - before.askedAt() >= interval.toNanos());
      if (before == null) return new Held(null, 0, now, now, true);
      return new Held(before.answer(), before.answeredAt(), ask[0] ? now : before.askedAt(), now, before.underWay() || ask[0]);
    });
    if (ask[0]) threads.execute(() -> keep(question, ask(base, query, question.source())));
    boolean fresh = held.answer() != null && now - held.answeredAt() <= FRESH_INTERVALS * interval.toNanos();
    return fresh ? held.answer() : null;
  }

  private String unknown(String source) {
    return "the administrator named no Prometheus \"" + source + "\"; "
        + (sources.isEmpty() ? "none is named at all" : "expected one of " + String.join(", ", sources.keySet().stream().sorted().toList()));
  }

  private void keep(Question question, Answer answer) {
    long now = nanoTime.getAsLong();
    questions.computeIfPresent(question, (_, held) -> new Held(answer, now, held.askedAt(), held.wantedAt(), false));
  }

  private Answer ask(URI base, String query, String source) {
    String name = "Prometheus \"" + source + "\"";
    HttpRequest request = HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/+$", "") + "/api/v1/query")).timeout(PATIENCE)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&timeout=" + PATIENCE.toSeconds() + "s")).build();
    try {
      HttpResponse<String> answer = whole(request);
      return QueryAnswer.read(name, answer.statusCode(), answer.body());
    } catch (TimeoutException e) {
      return new Answer.None(name + " has not answered within " + 2 * PATIENCE.toSeconds() + " s");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Answer.None(name + " cannot be asked: " + words(cause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.None(name + " was not asked to the end");
    } catch (RuntimeException e) {
      return new Answer.None(name + " cannot be asked: " + words(e));
    }
  }

  /** The client's own timeout ends with the headers. */
  private HttpResponse<String> whole(HttpRequest request) throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST_ANSWER));
    try {
      return answer.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      answer.cancel(true);
    }
  }

  private static String words(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
