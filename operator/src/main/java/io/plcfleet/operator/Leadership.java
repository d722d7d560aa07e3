package io.plcfleet.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of several operators the one that holds the Lease decides. The others have started nothing, so that there is nothing that could write: to
 * take over is to start. Who loses the Lease must end, since what it has seen and begun may be another one's by now.
 *
 * <p>The election is the client's; that it ends in time is not left to it. A watch of its own looks at the {@link Tenure}, and at whether
 * anybody still asks: a call that never returns and a thread that died look alike from there.
 */
final class Leadership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  /**
   * The times of an election.
   *
   * @param lease for which the Lease holds after its renewal was seen
   * @param renewWithin for which its holder may act after it asked for the renewal
   * @param retry between two attempts
   * @param call after which one call is given up: two fit between two renewals
   */
  record Terms(Duration lease, Duration renewWithin, Duration retry, Duration call) {
    /** As Kubernetes' own controllers have them. */
    static final Terms USUAL = new Terms(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(3));

    /** After which a candidate that asked for nothing is broken: several attempts, each slow, fit in. */
    Duration patience() {
      return lease.multipliedBy(2);
    }
  }

  private final KubernetesClient client;
  private final Terms terms;
  private final Tenure tenure;
  private final OwnClockLock lock;
  private final Consumer<String> lost;
  private final CountDownLatch leads = new CountDownLatch(1);
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CompletableFuture<?> election;
  private final Thread watch;

  /**
   * Stands for election from now on.
   *
   * @param client of its own, by {@link #client}; closed in the end
   * @param lost told why, once: when the Lease is somebody else's, could not be renewed in time, or nobody asks for it any more
   */
  Leadership(KubernetesClient client, OperatorConfig.Lease lease, Terms terms, Tenure tenure, Consumer<String> lost) {
    this.client = client;
    this.terms = terms;
    this.tenure = tenure;
    this.lost = lost;
    lock = new OwnClockLock(new LeaseLock(lease.namespace(), lease.name(), lease.candidate()), terms.lease(), System::nanoTime, tenure);
    LeaderCallbacks callbacks = new LeaderCallbacks(leads::countDown, () -> {
      if (leads()) end("the Lease is lost: another operator decides from now on");
    }, leader -> {
      if (leader != null && !leader.isEmpty()) LOG.info("{} decides", leader);  // none: it was given back
    });
    LeaderElectionConfig config = new LeaderElectionConfigBuilder().withName(lease.name()).withLock(lock)
        .withLeaseDuration(terms.lease()).withRenewDeadline(terms.renewWithin()).withRetryPeriod(terms.retry()).withReleaseOnCancel(true).withLeaderCallbacks(callbacks).build();
    election = client.leaderElector().withConfig(config).build().start();
    var _ = election.whenComplete((_, failure) -> end("the election has ended" + (failure == null ? "" : ": " + failure)));
    watch = Thread.ofPlatform().daemon().name("tenure").start(this::watch);
  }

  /** A tenure by these terms, for {@link WriteGuard} and {@link Leadership}. */
  static Tenure tenure(Terms terms) {
    return new Tenure(terms.renewWithin(), System::nanoTime);
  }

  /**
   * A client for the Lease alone: nothing of what else is asked holds it up, a call that hangs is given up long before the tenure ends, and
   * its connection with it, which HTTP/2 would keep for the next call. The election tries again, not the client.
   *
   * @param config read for this client: it is changed
   */
  static KubernetesClient client(Config config, Terms terms, Interceptor calls) {
    config.setRequestTimeout((int) terms.call().toMillis());
    config.setConnectionTimeout((int) terms.call().toMillis());
    config.setRequestRetryBackoffLimit(0);
    config.setHttp2Disable(true);
    return new KubernetesClientBuilder().withConfig(config).withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("calls", calls)).build();
  }

  boolean leads() {
    return leads.getCount() == 0;
  }

  /** Another one leads, as far as can be seen: this one has nothing to do. */
  boolean standsBy() {
    return !leads() && lock.heldByAnother();
  }

  /** Returns when this one leads. */
  void await() throws InterruptedException {
    leads.await();
  }

  private void watch() {
    try {
      for (String why = broken(); !ended.get(); why = broken()) {
        if (why != null) end(why);
        else Thread.sleep(tenure.begun() && tenure.left().compareTo(LOOK) < 0 ? tenure.left().plusMillis(1) : LOOK);
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private @Nullable String broken() {
    if (tenure.over()) return "the Lease was not renewed within " + terms.renewWithin().toSeconds() + " s: another operator may decide from now on";
    if (!tenure.begun() && lock.unasked().compareTo(terms.patience()) > 0) return "nobody has asked for the Lease for " + terms.patience().toSeconds() + " s: the election is broken";
    return null;
  }

  private void end(String why) {
    if (ended.compareAndSet(false, true)) lost.accept(why);
  }

  /** Lets another one take over at once. */
  @Override
  public void close() {
    ended.set(true);
    watch.interrupt();
    election.cancel(true);
    client.close();
  }
}
