package io.plcfleet.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Who is woken: a webhook receiver of Alertmanager, with a path for each of its receivers. */
final class Pager implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One alert of one message.
   *
   * @param receiver as the configuration calls it
   * @param resolved whether it tells the end
   * @param startsAt when it began to fire, by Prometheus
   */
  record Page(String receiver, boolean resolved, Map<String, String> labels, Map<String, String> annotations, Instant startsAt, Instant arrivedAt) {
    String alert() {
      return labels.getOrDefault("alertname", "");
    }

    boolean isOf(String alert, String plc) {
      return alert().equals(alert) && labels.getOrDefault("plc", "").equals(plc);
    }
  }

  private final List<Page> pages = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  Pager(String address) throws IOException {
    server = HttpServer.create(new InetSocketAddress(address, 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  URI address(String receiver) {
    return URI.create("http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort() + "/" + receiver);
  }

  List<Page> pages() {
    return List.copyOf(pages);
  }

  Stream<Page> fired(String alert, String plc) {
    return pages.stream().filter(page -> !page.resolved() && page.isOf(alert, plc));
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode message = JSON.readTree(exchange.getRequestBody());
      Instant now = Instant.now();
      for (JsonNode alert : message.get("alerts")) {
        pages.add(new Page(exchange.getRequestURI().getPath().substring(1), alert.get("status").asText().equals("resolved"), texts(alert.get("labels")),
            texts(alert.get("annotations")), Instant.parse(alert.get("startsAt").asText()), now));
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private static Map<String, String> texts(JsonNode object) {
    return JSON.convertValue(object, JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
