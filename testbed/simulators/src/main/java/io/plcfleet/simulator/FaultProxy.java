package io.plcfleet.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The program {@code faultproxy} as a child process, and the client of its HTTP API (toxiproxy's, with toxics of our own). */
public final class FaultProxy implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final ChildProcess process;
  private final String api;

  private FaultProxy(ChildProcess process, String api) {
    this.process = process;
    this.api = api;
  }

  public static FaultProxy start() {
    return start(TestbedHome.ofThisMachine());
  }

  public static FaultProxy start(TestbedHome home) {
    var process = ChildProcess.start("faultproxy", List.of(home.faultProxy().toString()), Map.of());
    try {
      return new FaultProxy(process, "http://" + process.answer().replaceFirst("^api ", ""));
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /**
   * Puts a proxy before a server.
   *
   * @param listen where clients connect; port 0 takes a free one
   * @param base what the link adds to every answer even when it is healthy
   */
  public FaultyLink link(String name, InetSocketAddress listen, InetSocketAddress server, Latency base) {
    JsonNode proxy = call("POST", "/proxies", Map.of("name", name, "listen", text(listen), "upstream", text(server)));
    String bound = proxy.required("listen").asText();
    int port = Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
    var link = new FaultyLink(this, name, new InetSocketAddress(listen.getHostString(), port), bound);
    link.rest(base);
    return link;
  }

  /** Where its HTTP API listens, which is also a server that waits in silence for the rest of whatever is no HTTP request. */
  public InetSocketAddress api() {
    URI uri = URI.create(api);
    return new InetSocketAddress(uri.getHost(), uri.getPort());
  }

  long pid() {
    return process.pid();
  }

  /** Ends the proxy and with it every link. */
  @Override
  public void close() {
    process.close();
    http.shutdownNow();
  }

  static String path(String name) {
    return "/proxies/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  JsonNode call(String method, String path, Map<String, ?> body) {
    try {
      var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json.writeValueAsString(body));
      var request = HttpRequest.newBuilder(URI.create(api + path)).timeout(TIMEOUT).method(method, publisher).build();
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException("faultproxy: " + method + " " + path + ": " + response.body().strip());
      }
      return json.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("faultproxy: " + method + " " + path + ": not JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException("faultproxy: " + method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for faultproxy", e);
    }
  }

  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
