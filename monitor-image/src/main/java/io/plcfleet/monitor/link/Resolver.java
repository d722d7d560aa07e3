package io.plcfleet.monitor.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Asks for the addresses of a host, away from the loop: a name server that hangs must hold up nobody else. */
final class Resolver implements AutoCloseable {
  /** Real threads: a look-up blocks in the system's own code, where a virtual thread would block its carrier. */
  private static final int THREADS = 4;

  private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
      THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("plc-dns-", 0).factory());
  private final Map<String, CompletableFuture<List<InetAddress>>> running = new HashMap<>();

  Resolver() {
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * The addresses of a host; the future fails with {@link UnknownHostException}. It completes on a thread of the resolver,
   * or at once when the host is an address already. Callers that ask for one host at one time share one look-up.
   */
  CompletableFuture<List<InetAddress>> resolve(String host) {
    try {
      return CompletableFuture.completedFuture(List.of(InetAddress.ofLiteral(host)));
    } catch (IllegalArgumentException e) {
      return lookUp(host);
    }
  }

  private synchronized CompletableFuture<List<InetAddress>> lookUp(String host) {
    CompletableFuture<List<InetAddress>> known = running.get(host);
    if (known != null) return known;
    CompletableFuture<List<InetAddress>> future = new CompletableFuture<>();
    running.put(host, future);
    executor.execute(() -> {
      try {
        future.complete(List.of(InetAddress.getAllByName(host)));
      } catch (UnknownHostException | RuntimeException e) {
        future.completeExceptionally(e);
      } finally {
        forget(host);
      }
    });
    return future;
  }

  private synchronized void forget(String host) {
    running.remove(host);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
