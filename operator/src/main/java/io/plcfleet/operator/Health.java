package io.plcfleet.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** {@code /health/live} and {@code /health/ready}: a word each, and no secrets. */
final class Health implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;

  Health(int port, BooleanSupplier live, BooleanSupplier ready) throws IOException {
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/health/live", exchange -> answer(exchange, live.getAsBoolean()));
    server.createContext("/health/ready", exchange -> answer(exchange, ready.getAsBoolean()));
    server.start();
  }

  private static void answer(HttpExchange exchange, boolean well) throws IOException {
    byte[] body = (well ? "ok\n" : "not yet\n").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(well ? OK : UNAVAILABLE, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
