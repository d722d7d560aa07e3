package io.plcfleet.monitor.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks for the addresses of a host, away from the loop: a name server that hangs must hold up nobody else. */
final class Resolver implements AutoCloseable {
  /** Real threads: a look-up blocks in the system's own code, where a virtual thread would block its carrier. */
  private static final int THREADS = 4;

  /** What the name server said. */
  sealed interface Answer {
    /** @param addresses at least one */
    record Found(List<InetAddress> addresses) implements Answer {}

    record Failed(String why) implements Answer {}
  }

  private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
      THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("plc-dns-", 0).factory());
  private final Map<String, List<Consumer<Answer>>> waiting = new HashMap<>();

  Resolver() {
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Asks for a host's addresses. Answers on a thread of the resolver, or at once when the host is an address already.
   * Callers that ask for one host at one time share one look-up.
   */
  void resolve(String host, Consumer<Answer> asker) {
    InetAddress literal;
    try {
      literal = InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      enqueue(host, asker);
      return;
    }
    asker.accept(new Answer.Found(List.of(literal)));
  }

  private synchronized void enqueue(String host, Consumer<Answer> asker) {
    List<Consumer<Answer>> others = waiting.get(host);
    if (others != null) {
      others.add(asker);
    } else {
      waiting.put(host, new ArrayList<>(List.of(asker)));
      executor.execute(() -> lookUp(host));
    }
  }

  private void lookUp(String host) {
    Answer answer;
    try {
      answer = new Answer.Found(List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException e) {
      answer = new Answer.Failed("the name server does not know it");
    } catch (RuntimeException e) {  // a host that is no host name at all
      answer = new Answer.Failed(String.valueOf(e.getMessage()));
    }
    for (Consumer<Answer> asker : askers(host)) asker.accept(answer);
  }

  private synchronized List<Consumer<Answer>> askers(String host) {
    List<Consumer<Answer>> askers = waiting.remove(host);
    return askers == null ? List.of() : askers;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
