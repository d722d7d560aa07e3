package io.plcfleet.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plcfleet.operator.metrics.MetricsPage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** {@code /health/live} and {@code /health/ready}: a word each, and no secrets. {@code /metrics} for who has the token. */
final class Health implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int UNAVAILABLE = 503;
  private static final String TEXT = "text/plain; charset=utf-8";

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
  void metrics(MetricsPage page, String token) {
    byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    server.createContext("/metrics", exchange -> {
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      boolean known = given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected);
      if (known) answer(exchange, OK, page.contentType(), page.body());
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
