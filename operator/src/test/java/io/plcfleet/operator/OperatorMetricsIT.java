package io.plcfleet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.OperatorMetric;
import io.plcfleet.operator.metrics.Meters;
import io.plcfleet.operator.metrics.MetricsPage;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the operator tells of itself over HTTP while it works against a real API server. */
class OperatorMetricsIT {
  private static final String TOKEN = "planted-token-of-the-operator";
  private static final String NAMESPACE = "plant";

  private static ApiServer server;
  private static KubernetesClient client;
  private static FleetOperator operator;
  private static Health health;

  @BeforeAll
  static void start() throws Exception {
    server = new ApiServer().withResourceTypes();
    Meters meters = new Meters();
    client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(server.kubeconfig()))
        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("calls", new ApiCalls(meters))).build();
    operator = new FleetOperator(client, OperatorConfig.of(Map.of(OperatorConfig.MONITOR_IMAGE, "plcfleet/monitor:test")), meters, Clock.systemUTC());
    health = new Health(0, operator::live, operator::ready);
    health.metrics(new MetricsPage(operator.board(), meters, Clock.systemUTC()), ("Bearer " + TOKEN)::equals);
    operator.start();
    server.client().resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()).create();
    declare(MonitorFleet.class, "metadata: {name: line-a}\nspec: {selector: {}}");
    declare(Plc.class, "metadata: {name: press-01}\nspec: {modbus: {host: press-01}, tags: [{name: life, address: \"coil:1\"}]}");
  }

  @AfterAll
  static void stop() {
    operator.close();
    health.close();
    client.close();
    server.close();
  }

  @Test
  void itsWorkIsCountedAndTimed() {
    eventually(() -> {
      assertThat(value("plcfleet_operator_reconciliations_total{result=\"Succeeded\"}")).isPositive();
      assertThat(value("plcfleet_operator_writes_total{kind=\"StatefulSet\",why=\"Created\"}")).isEqualTo(1);
      assertThat(value("plcfleet_operator_plc_status_writes_total{result=\"Written\"}")).isPositive();
    });
    assertThat(value("plcfleet_operator_reconciliation_seconds_count")).isPositive();
    for (String stage : List.of("Wait", "Observe", "Render", "Apply")) {
      assertThat(value("plcfleet_operator_stage_seconds_count{stage=\"" + stage + "\"}")).as(stage).isPositive();
    }
  }

  /** Counted by the client's own hook: the times must belong to requests that were counted, and watches must not be timed. */
  @Test
  void requestsToTheApiServerAreCountedAndTimed() {
    eventually(() -> assertThat(value("plcfleet_operator_api_requests_total{code=\"200\",method=\"PATCH\"}")
        + value("plcfleet_operator_api_requests_total{code=\"201\",method=\"PATCH\"}")).isPositive());
    assertThat(value("plcfleet_operator_api_request_seconds_count{method=\"GET\"}")).isPositive();
    assertThat(value("plcfleet_operator_api_request_seconds_count{method=\"PATCH\"}")).isPositive();
    assertThat(page()).containsPattern("plcfleet_operator_api_requests_total\\{code=\"(101|200)\",method=\"WATCH\"\\} [1-9]")
        .doesNotContain("seconds_count{method=\"WATCH\"}");
  }

  @Test
  void aHandEditIsARepair() {
    eventually(() -> assertThat(server.client().services().inNamespace(NAMESPACE).withName("line-a-monitors").get()).isNotNull());
    server.client().services().inNamespace(NAMESPACE).withName("line-a-monitors").edit(service -> {
      service.getSpec().getPorts().getFirst().setPort(1);
      return service;
    });
    eventually(() -> assertThat(value("plcfleet_operator_writes_total{kind=\"Service\",why=\"Repaired\"}")).isPositive());
  }

  @Test
  void nothingIsToldThatTheContractDoesNotName() {
    eventually(() -> assertThat(page()).contains("plcfleet_operator_writes_total"));
    List<String> told = Pattern.compile("(?m)^# TYPE (\\S+)").matcher(page()).results().map(m -> m.group(1)).toList();
    assertThat(Arrays.stream(OperatorMetric.values()).map(OperatorMetric::metricName)).containsAll(told);
  }

  @Test
  void metricsNeedTheTokenAndHealthTellsNothing() {
    assertThat(get("/metrics", null).statusCode()).isEqualTo(401);
    assertThat(get("/metrics", "Bearer wrong").statusCode()).isEqualTo(401);
    assertThat(get("/metrics", null).body()).doesNotContain("plcfleet").doesNotContain(TOKEN);
    assertThat(get("/health/live", null).body()).isEqualTo("ok\n");
    assertThat(get("/health/ready", null).body()).isEqualTo("ok\n");
    assertThat(page()).doesNotContain(TOKEN);
  }

  /** Who says nothing takes the place of nobody, and is cut. */
  @Test
  void idleConnectionsStarveNobodyAndAreCut() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) idle.add(new Socket(InetAddress.getLoopbackAddress(), health.port()));
      assertThat(get("/health/live", null).statusCode()).isEqualTo(200);
      for (Socket socket : idle) {
        socket.setSoTimeout(30_000);
        assertThat(socket.getInputStream().read()).as("the end").isNegative();
      }
    } finally {
      for (Socket socket : idle) socket.close();
    }
  }

  @Test
  void aRequestWithTooMuchToSayIsRefused() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), health.port())) {
      socket.setSoTimeout(30_000);
      String request = "GET /health/live HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isNotEqualTo("HTTP/1.1 200");
    } catch (SocketException e) {
      assertThat(e).as("cut off before it was read to its end").hasMessageContaining("reset");
    }
  }

  private static void declare(Class<? extends HasMetadata> kind, String yaml) {
    server.client().resource(Serialization.unmarshal(yaml, kind)).inNamespace(NAMESPACE).create();
  }

  private static double value(String series) {
    Matcher matcher = Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(page());
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
  }

  private static String page() {
    return get("/metrics", "Bearer " + TOKEN).body();
  }

  private static HttpResponse<String> get(String path, @Nullable String authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health.port() + path));
    if (authorization != null) request.header("Authorization", authorization);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).untilAsserted(assertion);
  }
}
