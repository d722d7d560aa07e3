package io.plcfleet.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of several operators the one that holds the Lease decides. The others have started nothing, so that there is nothing that could write: to
 * take over is to start. Who loses the Lease must end, since what it has seen and begun may be another one's by now.
 */
final class Leadership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  /** As Kubernetes' own controllers have them. */
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration RENEW_WITHIN = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final CountDownLatch leads = new CountDownLatch(1);
  private final CompletableFuture<?> election;
  private volatile boolean closing;

  /**
   * Stands for election from now on.
   *
   * @param lost called when the Lease is somebody else's, or could not be renewed in time
   */
  Leadership(KubernetesClient client, OperatorConfig.Lease lease, Runnable lost) {
    LeaderCallbacks callbacks = new LeaderCallbacks(leads::countDown, () -> {
      if (leads() && !closing) lost.run();
    }, leader -> {
      if (leader != null && !leader.isEmpty()) LOG.info("{} decides", leader);  // none: it was given back
    });
    LeaderElectionConfig config = new LeaderElectionConfigBuilder().withName(lease.name()).withLock(new LeaseLock(lease.namespace(), lease.name(), lease.candidate()))
        .withLeaseDuration(LEASE).withRenewDeadline(RENEW_WITHIN).withRetryPeriod(RETRY).withReleaseOnCancel(true).withLeaderCallbacks(callbacks).build();
    election = client.leaderElector().withConfig(config).build().start();
  }

  boolean leads() {
    return leads.getCount() == 0;
  }

  /** Returns when this one leads. */
  void await() throws InterruptedException {
    leads.await();
  }

  /** Lets another one take over at once. */
  @Override
  public void close() {
    closing = true;
    election.cancel(true);
  }
}
