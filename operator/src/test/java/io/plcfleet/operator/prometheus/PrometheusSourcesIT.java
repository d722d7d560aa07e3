package io.plcfleet.operator.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Baseline;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.PlcBaseline;
import io.plcfleet.api.v1alpha1.RolloutPolicy;
import io.plcfleet.api.v1alpha1.RolloutPolicy.Metric;
import io.plcfleet.api.v1alpha1.RolloutPolicy.PrometheusQuery;
import io.plcfleet.operator.prometheus.PrometheusSources.Question;
import io.plcfleet.operator.rollout.analysis.Answer;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a real Prometheus, which knows its own {@code up} and no more; and to what is none. */
class PrometheusSourcesIT {
  private static final Path PROMETHEUS = ApiServer.testbed().resolve("bin/prometheus");
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static int port;
  private static Process prometheus;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    assertThat(PROMETHEUS).as("prometheus is missing; build it by\n  testbed/build prometheus\nor leave the integration tests out by\n  mvn verify -DskipITs\n").isExecutable();
    port = freePort();
    Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs:\n- job_name: itself\n  scrape_interval: 200ms\n  scrape_timeout: 200ms\n"
        + "  static_configs: [{targets: ['127.0.0.1:" + port + "'], labels: {plc: press.07, namespace: plant}}]\n");
    prometheus = new ProcessBuilder(PROMETHEUS.toString(), "--config.file=" + folder.resolve("prometheus.yml"), "--storage.tsdb.path=" + folder.resolve("data"),
        "--web.listen-address=127.0.0.1:" + port).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    prometheus.destroy();
    if (!prometheus.waitFor(10, TimeUnit.SECONDS)) prometheus.destroyForcibly();
  }

  @Test
  void aNumberIsANumber() {
    try (PrometheusSources sources = sources("http://127.0.0.1:" + port + "/")) {
      // It takes a moment to start and to scrape itself.
      awaited(sources, "sum(up{namespace=\"plant\",plc=~\"press-01|press[.]07\"})", new Answer.Value(1));
      awaited(sources, "scalar(sum(up)) + 1", new Answer.Value(2));
    }
  }

  @Test
  void aRolloutAsksForItsOwnPlcs() {
    RolloutPolicy.Analysis policy = new RolloutPolicy.Analysis("1s", null, null, List.of(metric("up", "sum(up{plc=~\"$canary\",namespace=\"$namespace\"})"),
        metric("compared", "sum(up{plc=~\"$control\"})"), new Metric(null, "ReadP95", null, "25%", null)), null);
    RolloutQuestions.OfStep step = new RolloutQuestions.OfStep("plant", "line-a", "line-a-6f1c2a-1", 2,
        new Baseline("2026-01-01T06:00:00Z", List.of(new PlcBaseline("press.07", true, "2026-01-01T00:00:00Z", Map.of(), Map.of()))));
    try (PrometheusSources sources = sources("http://127.0.0.1:" + port)) {
      RolloutQuestions questions = new RolloutQuestions(sources);
      Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(questions.answers(policy, step, Instant.parse("2026-01-01T06:01:00Z")))
          .containsExactlyInAnyOrderEntriesOf(Map.of("up", new Answer.Value(1),
              "compared", new Answer.None("there are no others to compare with, and the query names $control"))));
    }
  }

  private static Metric metric(String name, String query) {
    return new Metric(name, null, null, null, new PrometheusQuery("plant", query, "> 0"));
  }

  @Test
  void whatIsNoNumberSaysWhy() {
    try (PrometheusSources sources = sources("http://127.0.0.1:" + port)) {
      awaited(sources, "sum(up)", new Answer.Value(1));
      assertThat(why(sources, "up{plc=~\"a^\"}")).isEqualTo("Prometheus \"plant\" knows no series that the query asks for");
      assertThat(why(sources, "0 * sum(up) / 0")).isEqualTo("Prometheus \"plant\" answers NaN: a division by 0?");
      assertThat(why(sources, "{__name__=~\"go_gc.*\"}")).contains("series: ask for one number");
      assertThat(why(sources, "up[5m]")).isEqualTo("Prometheus \"plant\" answers with a matrix: ask for one number at one time");
      assertThat(why(sources, "sum(")).startsWith("Prometheus \"plant\" refuses the query with status 400: invalid parameter \"query\"");
      assertThat(why(sources, "{__name__=~\".+\"}")).as("every series there is").isEqualTo("Prometheus \"plant\" cannot be asked: body exceeds capacity: 65536");
    }
  }

  @Test
  void whoCannotBeAskedIsNoData() throws IOException {
    int nobody = freePort();
    try (PrometheusSources sources = sources("http://127.0.0.1:" + nobody)) {
      assertThat(why(sources, "up")).startsWith("Prometheus \"plant\" cannot be asked: ");
      assertThat(sources.answer(new Question("a", "office"), "up", OFTEN))
          .isEqualTo(new Answer.None("the administrator named no Prometheus \"office\"; expected one of plant"));
    }
  }

  /** One that takes the question and never answers: whoever asks goes on. */
  @Test
  void nobodyWaitsForAnAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress()); PrometheusSources sources = sources("http://127.0.0.1:" + silent.getLocalPort())) {
      for (int i = 0; i < 1000; i++) assertThat(sources.answer(new Question("a", "plant"), "up", Duration.ZERO)).isNull();
      assertThat(why(sources, "up")).startsWith("Prometheus \"plant\" cannot be asked: request timed out");
    }
  }

  /** Another web server, behind a redirect to what only the operator may reach, for example. */
  @Test
  void redirectsAreNotFollowed() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress()); PrometheusSources sources = sources("http://127.0.0.1:" + server.getLocalPort())) {
      Thread.ofVirtual().start(() -> redirect(server));
      assertThat(why(sources, "up")).isEqualTo("Prometheus \"plant\" refuses the query with status 302: no reason given");
    }
  }

  /** After two intervals without a newer one an answer says nothing any more. */
  @Test
  void oldAnswersAreNone() {
    AtomicReference<Long> time = new AtomicReference<>(0L);
    try (PrometheusSources sources = new PrometheusSources(Map.of("plant", URI.create("http://127.0.0.1:" + port)), time::get)) {
      Question question = new Question("a", "plant");
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
        time.updateAndGet(now -> now + OFTEN.toNanos());
        return new Answer.Value(1).equals(sources.answer(question, "sum(up)", OFTEN));
      });
      time.updateAndGet(now -> now + Duration.ofHours(1).toNanos());
      assertThat(sources.answer(question, "sum(up)", Duration.ofMinutes(5))).isNull();
    }
  }

  private static PrometheusSources sources(String address) {
    return new PrometheusSources(Map.of("plant", URI.create(address)), System::nanoTime);
  }

  private static void awaited(PrometheusSources sources, String query, Answer answer) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(asked(sources, query)).isEqualTo(answer));
  }

  private static String why(PrometheusSources sources, String query) {
    AtomicReference<Answer> answer = new AtomicReference<>();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
      answer.set(asked(sources, query));
      return answer.get() != null;
    });
    return answer.get() instanceof Answer.None(String why) ? why : String.valueOf(answer.get());
  }

  private static @Nullable Answer asked(PrometheusSources sources, String query) {
    return sources.answer(new Question(query, "plant"), query, Duration.ofSeconds(1));
  }

  private static void redirect(ServerSocket server) {
    try (var socket = server.accept(); OutputStream out = socket.getOutputStream()) {
      out.write(("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + port + "/api/v1/query?query=up\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      var _ = socket.getInputStream().readNBytes(1);
    } catch (IOException e) {
      // the test has ended
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }
}
