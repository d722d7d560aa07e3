package io.plcfleet.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plcfleet.operator.metrics.MetricsPage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /health/live} and {@code /health/ready}: a word each, and no secrets. {@code /metrics} for who has the token. */
final class Health implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int UNAVAILABLE = 503;
  private static final String TEXT = "text/plain; charset=utf-8";

  // The JDK's server takes its limits from system properties only, once: header bytes, seconds for a request and for its answer. Who connects
  // and says nothing is cut after some seconds, and until then takes the place of nobody.
  static {
    System.setProperty("sun.net.httpserver.maxReqHeaderSize", "16384");
    System.setProperty("sun.net.httpserver.maxReqHeaders", "50");
    System.setProperty("sun.net.httpserver.maxReqTime", "2");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
    System.setProperty("sun.net.httpserver.clockTick", "1000");  // so often, in ms, it looks for idle connections
    System.setProperty("sun.net.httpserver.maxIdleConnections", "16");  // after an answer; Prometheus keeps one
    System.setProperty("jdk.httpserver.maxConnections", "256");
  }

  private final HttpServer server;

  Health(int port, BooleanSupplier live, BooleanSupplier ready) throws IOException {
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/health/live", exchange -> answer(exchange, live.getAsBoolean()));
    server.createContext("/health/ready", exchange -> answer(exchange, ready.getAsBoolean()));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Serves metrics from now on. */
  void metrics(MetricsPage page, Predicate<@Nullable String> admits) {
    server.createContext("/metrics", exchange -> {
      if (admits.test(exchange.getRequestHeaders().getFirst("Authorization"))) answer(exchange, OK, page.contentType(), page.body());
      else answer(exchange, UNAUTHORIZED, TEXT, "a bearer token is needed\n".getBytes(StandardCharsets.UTF_8));
    });
  }

  private static void answer(HttpExchange exchange, boolean well) throws IOException {
    answer(exchange, well ? OK : UNAVAILABLE, TEXT, (well ? "ok\n" : "not yet\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
