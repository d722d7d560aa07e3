package io.plcfleet.monitor.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One port with a few pages. Only GET, only exact paths, few requests at a time; each on a virtual thread. */
public final class HttpPort implements AutoCloseable {
  private static final int AT_ONCE = 16;
  private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

  /** What to answer. */
  record Answer(int status, String contentType, Body body) {
    static Answer text(int status, String line) {
      return new Answer(status, "text/plain; charset=utf-8", Body.of((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }
  }

  /**
   * One page.
   *
   * @param guarded whether it needs the token
   * @param sent is run when somebody has got it whole
   */
  record Page(boolean guarded, Content content, Runnable sent) {
    Page(boolean guarded, Content content) {
      this(guarded, content, () -> { });
    }
  }

  interface Content {
    Answer get() throws InterruptedException, TimeoutException;
  }

  private final HttpServer server;
  private final Token token;
  private final Map<String, Page> pages;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** @param port 0 for any free one */
  HttpPort(int port, Token token, Map<String, Page> pages) throws IOException {
    this.token = token;
    this.pages = pages;
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Page page = pages.get(exchange.getRequestURI().getPath());
      Answer answer = places.tryAcquire() ? answerInPlace(exchange, page) : Answer.text(503, "too many requests at once");
      send(exchange, answer);
      if (answer.status() == 200 && page != null) page.sent().run();
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    try (Body body = answer.body()) {
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      if (answer.status() == 401) exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      if (answer.status() == 405) exchange.getResponseHeaders().set("Allow", "GET");
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status(), -1);
      } else {
        exchange.sendResponseHeaders(answer.status(), body.length());
        body.writeTo(exchange.getResponseBody());
      }
    }
  }

  private Answer answerInPlace(HttpExchange exchange, @Nullable Page page) {
    try {
      return answer(exchange, page);
    } catch (TimeoutException e) {
      return Answer.text(503, "the loop does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.text(503, "ending");
    } catch (RuntimeException e) {
      LOG.error("A mistake of ours in {}", exchange.getRequestURI().getPath(), e);
      return Answer.text(500, "a mistake of the monitor; see its log");
    } finally {
      places.release();
    }
  }

  private Answer answer(HttpExchange exchange, @Nullable Page page) throws InterruptedException, TimeoutException {
    if (page == null) return Answer.text(404, "no such page");
    if (page.guarded() && !token.admits(exchange.getRequestHeaders().getFirst("Authorization"))) return Answer.text(401, "bearer token needed");
    if (!exchange.getRequestMethod().equals("GET")) return Answer.text(405, "GET only");
    return page.content().get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
