package io.plcfleet.simulator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Steers a running plant over HTTP, on the loopback address only: {@code GET /plcs}, {@code POST /plcs/NAME/fault?kind=KIND&value=VALUE},
 * {@code POST /plcs/NAME/cpu?state=run|stop}. Answers JSON, or a table when asked for {@code text/plain}.
 */
final class Control implements AutoCloseable {
  private record State(String name, Protocol protocol, String host, int port, int unitId, boolean answers, String fault, CpuState cpu) {
    private static final String ROW = "%-12s %-9s %-22s %-5s %-16s %s%n";
    private static final String HEADER = ROW.formatted("NAME", "PROTOCOL", "ADDRESS", "UNIT", "FAULT", "CPU");

    String row() {
      return ROW.formatted(name, protocol, host + ":" + port, unitId == 0 ? "-" : unitId, fault, answers ? cpu : "dead unit");
    }
  }

  private record Problem(String problem) {}

  private final JsonMapper json = new JsonMapper();
  private final Plant plant;
  private final HttpServer server;

  Control(Plant plant, int port) throws IOException {
    this.plant = plant;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/plcs", this::handle);
    server.start();
  }

  String url() {
    return "http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        reply(exchange, answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query(exchange)));
      } catch (IllegalArgumentException e) {
        refuse(exchange, 400, String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        refuse(exchange, 500, e.toString());
      }
    }
  }

  private List<State> answer(String method, String path, Map<String, String> query) {
    String[] parts = path.split("/", -1); // "", plcs, NAME, verb
    if (method.equals("GET") && parts.length == 2) {
      return plant.plcs().stream().map(this::state).toList();
    }
    if (method.equals("POST") && parts.length == 4 && parts[3].equals("fault")) {
      plant.link(parts[2]).set(Fault.parse(query.getOrDefault("kind", ""), query.get("value")));
      return states(parts[2]);
    }
    if (method.equals("POST") && parts.length == 4 && parts[3].equals("cpu")) {
      plant.cpu(parts[2], cpuState(query.getOrDefault("state", "")));
      return states(parts[2]);
    }
    throw new IllegalArgumentException("there are GET /plcs, POST /plcs/NAME/fault?kind=KIND&value=VALUE and POST /plcs/NAME/cpu?state=run|stop");
  }

  private List<State> states(String name) {
    return plant.plcs().stream().filter(plc -> plc.name().equals(name) || plc.device().equals(name)).map(this::state).toList();
  }

  private State state(SimulatedPlc plc) {
    return new State(plc.name(), plc.protocol(), plc.host(), plc.port(), plc.unitId(), plc.answers(),
        plant.link(plc.name()).fault().text(), plant.cpu(plc.name()));
  }

  private static CpuState cpuState(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "run" -> CpuState.Run;
      case "stop" -> CpuState.Stop;
      default -> throw new IllegalArgumentException("a CPU is told run or stop, not \"" + word + "\"");
    };
  }

  private static Map<String, String> query(HttpExchange exchange) {
    var query = new HashMap<String, String>();
    String raw = exchange.getRequestURI().getRawQuery();
    if (raw != null) {
      Arrays.stream(raw.split("&", -1)).map(pair -> pair.split("=", 2)).filter(pair -> pair.length == 2)
          .forEach(pair -> query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
    return query;
  }

  private void reply(HttpExchange exchange, List<State> states) throws IOException {
    if (wantsText(exchange)) {
      send(exchange, 200, "text/plain", State.HEADER + states.stream().map(State::row).collect(Collectors.joining()));
    } else {
      send(exchange, 200, "application/json", json.writeValueAsString(states) + "\n");
    }
  }

  private void refuse(HttpExchange exchange, int status, String why) throws IOException {
    if (wantsText(exchange)) {
      send(exchange, status, "text/plain", why + "\n");
    } else {
      send(exchange, status, "application/json", json.writeValueAsString(new Problem(why)) + "\n");
    }
  }

  private static boolean wantsText(HttpExchange exchange) {
    return "text/plain".equals(exchange.getRequestHeaders().getFirst("Accept"));
  }

  private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
