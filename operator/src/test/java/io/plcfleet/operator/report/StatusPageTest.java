package io.plcfleet.operator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages of a server of the JDK, over a real connection. */
class StatusPageTest {
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
  private static final AtomicLong SENT = new AtomicLong();
  private static HttpServer server;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(THREADS);
    server.createContext("/status", exchange -> {
      byte[] said = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, said.length);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(said);
      }
    });
    server.createContext("/endless", exchange -> {
      byte[] more = new byte[64 * 1024];
      exchange.sendResponseHeaders(200, 0);  // chunks, for ever
      try (OutputStream body = exchange.getResponseBody()) {
        while (true) {
          body.write(more);
          SENT.addAndGet(more.length);
        }
      }
    });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    THREADS.shutdownNow();
  }

  @Test
  void aPageIsReadWithTheToken() throws Exception {
    try (StatusPage page = new StatusPage(THREADS)) {
      assertThat(page.ask(address("/status"), "abc")).extracting(HttpResponse::statusCode, HttpResponse::body).containsExactly(200, "Bearer abc");
    }
  }

  /** One monitor must not take the memory of the operator of all. */
  @Test
  void aPageWithoutAnEndIsNone() {
    try (StatusPage page = new StatusPage(THREADS)) {
      assertThatThrownBy(() -> page.ask(address("/endless"), "abc")).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class);
    }
    assertThat(SENT.get()).as("bytes that the server got rid of").isLessThan(4L * StatusPage.LARGEST);
  }

  private static URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }
}
