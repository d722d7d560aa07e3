package io.plcfleet.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.operator.apply.Events;
import io.plcfleet.operator.cluster.Cached;
import io.plcfleet.operator.cluster.Cluster;
import io.plcfleet.operator.fleet.FleetReconciler;
import io.plcfleet.operator.metrics.FleetBoard;
import io.plcfleet.operator.metrics.Meters;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.monitor.TokenRotation;
import io.plcfleet.operator.plc.PlcBoard;
import io.plcfleet.operator.plc.PlcStatusWriter;
import io.plcfleet.operator.prometheus.PrometheusSources;
import io.plcfleet.operator.prometheus.RolloutQuestions;
import io.plcfleet.operator.report.Reports;
import io.plcfleet.operator.report.Tokens;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/** All parts, wired: caches, the reconciler of fleets, the poll of the monitors and the writer of Plc status. */
public final class FleetOperator implements AutoCloseable {
  private static final int LONGEST_RETRY_MILLIS = 30_000;  // for ever: a deletion that gave up would keep PLCs locked
  private static final int RECONCILE_THREADS = 4;  // fleets take turns at deciding; the rest is waiting for the API server

  private final PlcBoard board = new PlcBoard();
  private final FleetBoard revisions = new FleetBoard();
  private final Cluster cluster;
  private final Reports reports;
  private final PrometheusSources prometheus;
  private final PlcStatusWriter plcStatus;
  private final FleetReconciler fleets;
  private final Operator operator;
  private volatile boolean started;

  /** @param meters where its work is counted */
  public FleetOperator(KubernetesClient client, OperatorConfig config, Meters meters, Clock clock) {
    cluster = new Cluster(client, config.namespaces(), config.onlookersIn(),
        new Cluster.Listeners(this::plcChanged, this::fleetChanged, change -> nudgeAll(change.after().getMetadata().getNamespace()), this::childChanged, this::nudgeAll));
    Events events = new Events(client);
    Tokens tokens = new Tokens(client, new TokenRotation(config.tokenPeriod()));
    reports = new Reports(cluster, tokens, meters, System::nanoTime, (shard, fleet) -> reported(shard.namespace(), fleet));
    prometheus = new PrometheusSources(config.prometheusSources(), System::nanoTime);
    plcStatus = new PlcStatusWriter(client, cluster, reports, board, events, config.runbooks(), meters, clock);
    fleets = new FleetReconciler(client, cluster, reports, tokens, events, board, revisions, plcStatus::wake, config.house(), config.runbooks(), new RolloutQuestions(prometheus), meters, clock);
    operator = new Operator(o -> o.withKubernetesClient(client).withMetrics(new Turns(meters)).withConcurrentReconciliationThreads(RECONCILE_THREADS)
        .withConcurrentWorkflowExecutorThreads(1).withCloseClientOnStop(false));
    operator.register(fleets, o -> {
      o.withOnUpdateFilter(FleetOperator::matters);
      o.withRetry(new GenericRetry().setInitialInterval(1000).setIntervalMultiplier(1.5).setMaxInterval(LONGEST_RETRY_MILLIS).withoutMaxAttempts());
      if (config.namespaces().isEmpty()) o.watchingAllNamespaces();
      else o.settingNamespaces(config.namespaces());
    });
  }

  /**
   * Returns when all watches are established.
   *
   * @throws TimeoutException when the API server does not list a kind within a minute
   */
  public FleetOperator start() throws TimeoutException, InterruptedException {
    cluster.start();
    operator.start();
    reports.start();
    plcStatus.start();
    started = true;
    return this;
  }

  /** The revisions and rollouts of all fleets, for metrics. */
  FleetBoard board() {
    return revisions;
  }

  public boolean ready() {
    return started && live();
  }

  public boolean live() {
    return !started || (cluster.healthy() && plcStatus.alive() && operator.getRuntimeInfo().allEventSourcesAreHealthy());
  }

  /** Our own writes of status are no news; annotations are, since one of them confirms a mass release. */
  private static boolean matters(MonitorFleet now, MonitorFleet before) {
    return !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
        || !Objects.equals(now.getMetadata().getAnnotations(), before.getMetadata().getAnnotations())
        || !Objects.equals(now.getMetadata().getFinalizers(), before.getMetadata().getFinalizers())
        || !Objects.equals(now.getMetadata().getDeletionTimestamp(), before.getMetadata().getDeletionTimestamp());
  }

  private void plcChanged(Cached.Change<Plc> change) {
    Plc before = change.before();
    boolean statusOnly = before != null && !change.deleted()
        && Objects.equals(before.getMetadata().getGeneration(), change.after().getMetadata().getGeneration())
        && Objects.equals(before.getMetadata().getLabels(), change.after().getMetadata().getLabels())
        && Objects.equals(before.getMetadata().getDeletionTimestamp(), change.after().getMetadata().getDeletionTimestamp());
    if (statusOnly) return;  // else our own status writes would loop
    nudgeAll(change.after().getMetadata().getNamespace());
    plcStatus.wake();
  }

  private void fleetChanged(Cached.Change<MonitorFleet> change) {
    MonitorFleet fleet = change.after();
    if (change.deleted()) board.forget(fleet.getMetadata().getNamespace() + "/" + fleet.getMetadata().getName());
    // A Plc may have come between the framework's first sight of a fleet and ours: then nobody was nudged for it.
    if (change.deleted() || change.before() == null) nudgeAll(fleet.getMetadata().getNamespace());
    // The framework is silent about an edit that falls between its look and its write of the status: it takes both for its own.
    else if (matters(fleet, change.before())) fleets.nudge(fleet.getMetadata().getNamespace(), fleet.getMetadata().getName());
  }

  private void childChanged(HasMetadata child) {
    String fleet = child.getMetadata().getLabels().get(ChildLabels.FLEET);
    if (fleet != null) fleets.nudge(child.getMetadata().getNamespace(), fleet);
  }

  private void reported(String namespace, String fleet) {
    fleets.nudge(namespace, fleet);
    plcStatus.wake();
  }

  private void nudgeAll(String namespace) {
    cluster.fleets.inNamespace(namespace).forEach(f -> fleets.nudge(namespace, f.getMetadata().getName()));
  }

  @Override
  public void close() {
    plcStatus.close();
    reports.close();
    prometheus.close();
    operator.stop();
    cluster.close();
  }
}
