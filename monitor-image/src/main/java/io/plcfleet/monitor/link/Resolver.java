package io.plcfleet.monitor.link;

import io.plcfleet.contract.Networks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the addresses of a host, away from the loop: a name server that hangs must hold up nobody else, at most once. Here every address of every
 * attempt to connect comes by, whatever a name stands for at that moment: so here those that are not permitted are left out.
 */
final class Resolver implements AutoCloseable {
  /** Real threads: a look-up blocks in the system's own code, where a virtual thread would block its carrier. One more is for those that take long. */
  private static final int THREADS = 3;
  /** A host that took longer the last time is asked for behind nobody but its like. */
  static final long LONG = TimeUnit.SECONDS.toNanos(1);
  /** So long an answer that came too late for its asker holds: a name server slower than any timeout would else never be of use. */
  static final long LATE_HOLDS = TimeUnit.SECONDS.toNanos(30);

  /** What the name server said. */
  sealed interface Answer {
    /** @param addresses at least one */
    record Found(List<InetAddress> addresses) implements Answer {}

    record Failed(String why) implements Answer {}

    /** There are addresses, but none that may be connected to. */
    record Forbidden(String why) implements Answer {}
  }

  /** How the system asks: blocks as long as it likes. */
  interface LookUp {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  /** An answer that nobody waited for any more. */
  private record Late(Answer answer, long since) {}

  private final ThreadPoolExecutor prompt = threads(THREADS, "plc-dns-");
  private final ThreadPoolExecutor slow = threads(1, "plc-dns-slow-");
  private final Set<String> slowHosts = new HashSet<>();
  private final Map<String, List<Consumer<Answer>>> waiting = new HashMap<>();
  private final Map<String, Late> late = new HashMap<>();
  private final LookUp system;
  private final LongSupplier clock;
  private final Networks permitted;

  /** @param permitted to be connected to */
  Resolver(Networks permitted) {
    this(InetAddress::getAllByName, System::nanoTime, permitted);
  }

  Resolver(LookUp system, LongSupplier clock, Networks permitted) {
    this.system = system;
    this.clock = clock;
    this.permitted = permitted;
  }

  private static ThreadPoolExecutor threads(int count, String name) {
    ThreadPoolExecutor threads = new ThreadPoolExecutor(
        count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name(name, 0).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Whether a host is an address already, for which nobody is asked. */
  static boolean isAddress(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
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
      Answer kept = kept(host);
      if (kept == null) enqueue(host, asker);
      else asker.accept(kept);
      return;
    }
    asker.accept(permitted(List.of(literal)));
  }

  private Answer permitted(List<InetAddress> addresses) {
    List<InetAddress> free = addresses.stream().filter(permitted::permit).toList();
    return free.isEmpty() ? new Answer.Forbidden(permitted.refusal(addresses.getFirst())) : new Answer.Found(free);
  }

  /** Hands back an answer that came too late, for the next one who asks for the host. */
  synchronized void keep(String host, Answer answer) {
    if (!(answer instanceof Answer.Found)) return;  // a failure must not outlast its cause
    long now = clock.getAsLong();
    late.values().removeIf(old -> now - old.since > LATE_HOLDS);
    late.put(host, new Late(answer, now));
  }

  private synchronized @Nullable Answer kept(String host) {
    Late kept = late.get(host);
    return kept == null || clock.getAsLong() - kept.since > LATE_HOLDS ? null : kept.answer;
  }

  private synchronized void enqueue(String host, Consumer<Answer> asker) {
    List<Consumer<Answer>> others = waiting.get(host);
    if (others != null) {
      others.add(asker);
    } else {
      waiting.put(host, new ArrayList<>(List.of(asker)));
      (slowHosts.contains(host) ? slow : prompt).execute(() -> lookUp(host));
    }
  }

  private void lookUp(String host) {
    long began = clock.getAsLong();
    Answer answer = new Answer.Failed("the look-up broke off");
    try {
      answer = permitted(List.of(system.of(host)));
    } catch (UnknownHostException e) {
      answer = new Answer.Failed("the name server does not know it");
    } catch (RuntimeException e) {  // a host that is no host name at all
      answer = new Answer.Failed(String.valueOf(e.getMessage()));
    } finally {  // also after an Error: who asks later would else join those who wait for ever
      for (Consumer<Answer> asker : ended(host, clock.getAsLong() - began)) asker.accept(answer);
    }
  }

  /** @return who waits for it */
  private synchronized List<Consumer<Answer>> ended(String host, long took) {
    if (took > LONG) slowHosts.add(host);
    else slowHosts.remove(host);
    List<Consumer<Answer>> askers = waiting.remove(host);
    return askers == null ? List.of() : askers;
  }

  @Override
  public void close() {
    prompt.shutdownNow();
    slow.shutdownNow();
  }
}
