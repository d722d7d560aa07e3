package io.plcfleet.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Lease by this machine's own clock. Of another one it believes that the Lease was renewed, not the time that is written in it: clocks of
 * two nodes differ, and who is late would look dead. A Lease is free when it has looked the same for as long as it holds.
 */
final class OwnClockLock implements Lock {
  private final Lock lease;
  private final Duration holds;
  private final LongSupplier nanos;
  private final Tenure tenure;
  private @Nullable LeaderElectionRecord seen;
  private long seenFirst;
  private volatile long asked;

  /** @param tenure begins and goes on with what is written here */
  OwnClockLock(Lock lease, Duration holds, LongSupplier nanos, Tenure tenure) {
    this.lease = lease;
    this.holds = holds;
    this.nanos = nanos;
    this.tenure = tenure;
    this.asked = nanos.getAsLong();
  }

  /** Since somebody last began to ask for the Lease. */
  Duration unasked() {
    return Duration.ofNanos(nanos.getAsLong() - asked);
  }

  /** Whether somebody else had it when it was last looked at, and still may. One that was given back is free in a moment: nobody has it. */
  synchronized boolean heldByAnother() {
    if (seen == null || seen.getHolderIdentity() == null || seen.getHolderIdentity().isEmpty() || seen.getLeaseDuration().compareTo(holds) < 0) return false;
    return !identity().equals(seen.getHolderIdentity()) && nanos.getAsLong() - seenFirst < holds(seen).toNanos();
  }

  @Override
  public @Nullable LeaderElectionRecord get(KubernetesClient client) {
    asked = nanos.getAsLong();
    return OwnClockLock.<@Nullable LeaderElectionRecord>told(() -> {
      LeaderElectionRecord now = lease.get(client);
      return now == null ? null : new LeaderElectionRecord(now.getHolderIdentity(), holds(now), now.getAcquireTime(), renewed(now), now.getLeaderTransitions());
    });
  }

  /** As the election compares it with the time of day: now, or long ago. */
  private synchronized ZonedDateTime renewed(LeaderElectionRecord now) {
    if (!Objects.equals(seen, now)) {
      seen = now;
      seenFirst = nanos.getAsLong();
    }
    ZonedDateTime day = ZonedDateTime.now(ZoneOffset.UTC);
    return nanos.getAsLong() - seenFirst < holds(now).toNanos() ? day : day.minus(holds.multipliedBy(2));
  }

  /** A Lease that was given back still names who had it, and says that it holds for a second. */
  private Duration holds(LeaderElectionRecord now) {
    return now.getLeaseDuration().compareTo(holds) < 0 ? now.getLeaseDuration() : holds;
  }

  @Override
  public void create(KubernetesClient client, LeaderElectionRecord record) {
    written(record, () -> lease.create(client, record));
  }

  @Override
  public void update(KubernetesClient client, LeaderElectionRecord record) {
    written(record, () -> lease.update(client, record));
  }

  private void written(LeaderElectionRecord record, Runnable write) {
    long before = nanos.getAsLong();
    told(() -> {
      write.run();
      return record;
    });
    if (identity().equals(record.getHolderIdentity())) tenure.renewed(before);  // else it is given back
  }

  /** The election goes on after exceptions of the client, and dies of all others. */
  private static <T extends @Nullable Object> T told(Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new KubernetesClientException("the Lease cannot be asked for: " + e, e);
    }
  }

  @Override
  public String identity() {
    return lease.identity();
  }

  @Override
  public String describe() {
    return lease.describe();
  }
}
