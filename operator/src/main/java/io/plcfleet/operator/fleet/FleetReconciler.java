package io.plcfleet.operator.fleet;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetStatus;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.apply.Children;
import io.plcfleet.operator.apply.Desired;
import io.plcfleet.operator.apply.Events;
import io.plcfleet.operator.apply.NotOursException;
import io.plcfleet.operator.apply.RolloutRecords;
import io.plcfleet.operator.cluster.Cluster;
import io.plcfleet.operator.metrics.FleetBoard;
import io.plcfleet.operator.metrics.Laps;
import io.plcfleet.operator.metrics.Meters;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.monitor.MonitorRender;
import io.plcfleet.operator.monitor.TokenRotation;
import io.plcfleet.operator.plc.PlcBoard;
import io.plcfleet.operator.plc.PlcVerdict;
import io.plcfleet.operator.prometheus.RolloutQuestions;
import io.plcfleet.operator.report.Reports;
import io.plcfleet.operator.report.Tokens;
import io.plcfleet.operator.rollout.Turn;
import io.plcfleet.operator.selection.Looking;
import io.plcfleet.operator.shard.ShardLife;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Runbooks;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a fleet's children as its spec and its Plcs say. Fleets take turns: who reads what is decided over all of them, on the
 * newest records, and written before the next fleet decides.
 */
@ControllerConfiguration(name = "monitorfleet", generationAwareEventProcessing = false, finalizerName = "plcfleet.io/release-plcs")
public final class FleetReconciler implements Reconciler<MonitorFleet>, Cleaner<MonitorFleet> {
  private static final Logger LOG = LoggerFactory.getLogger(FleetReconciler.class);
  private static final Duration SOON = Duration.ofSeconds(2);
  /** For what is not watched: the kinds of prometheus-operator and their two objects. */
  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final long TOUCH_EVERY_SECONDS = 5;
  /** Bad request, forbidden, too large, unprocessable. */
  private static final Set<Integer> LASTING = Set.of(400, 403, 413, 422);

  private final Gather gather;
  private final Children children;
  private final Cluster cluster;
  private final Tokens tokens;
  private final RolloutWriter rollouts;
  private final PlcBoard board;
  private final FleetBoard revisions;
  private final Runnable verdictsChanged;
  private final HouseRules house;
  private final Meters meters;
  private final Clock clock;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Map<String, Instant> tokensSeen = new HashMap<>();
  private final SimpleInboundEventSource<MonitorFleet> nudges = new SimpleInboundEventSource<>("nudges");

  /** @param verdictsChanged told when the board has news */
  public FleetReconciler(KubernetesClient client, Cluster cluster, Reports reports, Tokens tokens, Events events, PlcBoard board, FleetBoard revisions, Runnable verdictsChanged,
      HouseRules house, Runbooks runbooks, RolloutQuestions questions, Meters meters, Clock clock) {
    this.gather = new Gather(client, cluster, reports, house, runbooks);
    this.children = new Children(client, cluster, events, meters);
    this.rollouts = new RolloutWriter(new RolloutRecords(client, cluster), events, cluster, questions);
    this.cluster = cluster;
    this.tokens = tokens;
    this.board = board;
    this.revisions = revisions;
    this.verdictsChanged = verdictsChanged;
    this.house = house;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, MonitorFleet>> prepareEventSources(EventSourceContext<MonitorFleet> context) {
    return List.of(nudges);
  }

  /** Asks for a reconciliation of a fleet; any thread. */
  public void nudge(String namespace, String fleet) {
    if (cluster.fleets.get(namespace, fleet).isPresent()) nudges.propagateEvent(new ResourceID(fleet, namespace));
  }

  @Override
  public UpdateControl<MonitorFleet> reconcile(MonitorFleet told, Context<MonitorFleet> context) {
    MonitorFleet fleet = newest(told);
    MonitorFleetStatus status;
    boolean moving;
    List<RuntimeException> failures;
    Laps laps = new Laps(meters, System::nanoTime);
    turn.lock();
    try {
      laps.end("Wait");
      Observed observed = gather.observe(fleet, clock.instant());
      laps.end("Observe");
      Inspection inspection = Inspection.of(fleet, observed);
      Turn turn = rollouts.turn(inspection);
      Inspection.Result result = inspection.result(turn);
      FleetModel model = result.model();
      ShardPlan plan = ShardPlan.of(model.planned(observed));
      Desired desired = FleetRender.render(model, plan, observed);
      laps.end("Render");
      Optional<RuntimeException> noToken = ensureToken(fleet, observed);
      Children.Converged converged = children.converge(fleet, desired, !RepairPause.holds(fleet, observed.now()));
      failures = Stream.of(converged.failures().stream(), noToken.stream(), rollouts.tidy(inspection).stream()).flatMap(each -> each).toList();
      boolean loading = refresh(plan, observed);
      laps.end("Apply");
      Map<String, PlcVerdict> verdicts = FleetVerdicts.of(model, plan, observed, result.problems());
      board.publish(key(fleet), verdicts);
      Looking looking = FleetLooking.of(fleet, plan.shards(), observed);
      revisions.publish(view(fleet, model.course(), DeclaredPlcs.of(fleet, verdicts, observed), looking));
      status = FleetStatus.of(model, plan, observed, result.problems(), verdicts, new Standing(desired.held(), converged.edited()), looking);
      moving = loading || !desired.held().isEmpty() || model.course().begin() != null || model.course().rollout() != null || verdicts.values().stream().anyMatch(FleetReconciler::waits);
    } finally {
      turn.unlock();
    }
    verdictsChanged.run();
    Duration again = moving ? SOON : QUIET;
    if (!failures.isEmpty()) throw new NotAllAppliedException(failures.getFirst(), status, again);
    UpdateControl<MonitorFleet> control =
        status.equals(fleet.getStatus()) ? UpdateControl.noUpdate() : UpdateControl.patchStatus(withStatus(fleet, status));
    return control.rescheduleAfter(again);
  }

  /** The framework's watch of fleets and ours are two: what woke us may be known to one of them only. */
  private MonitorFleet newest(MonitorFleet told) {
    cluster.fleets.wrote(told);
    return cluster.fleets.get(told.getMetadata().getNamespace(), told.getMetadata().getName()).orElse(told);
  }

  private static FleetBoard.View view(MonitorFleet fleet, Course course, List<FleetBoard.DeclaredPlc> plcs, Looking looking) {
    return new FleetBoard.View(fleet.getMetadata().getNamespace(), fleet.getMetadata().getName(), course.stable(),
        course.rollout() == null ? null : course.rollout().getSpec().to(), course.failed() == null ? null : course.failed().getSpec().to(), course.newest(),
        plcs, looking.serviceMonitor(), looking.rule());
  }

  private static boolean waits(PlcVerdict verdict) {
    return verdict.held() != null && verdict.held().reason() == ConditionReason.WaitingForRelease;
  }

  /**
   * The Secret is not watched but looked at now and then. One that was deleted comes back with the token that the monitors have, one that is
   * old is exchanged.
   *
   * @return what came in between: monitors that have a token go on, and are told of
   */
  private Optional<RuntimeException> ensureToken(MonitorFleet fleet, Observed observed) {
    Instant last = tokensSeen.get(key(fleet));
    if (last != null && Duration.between(last, observed.now()).compareTo(QUIET) < 0) return Optional.empty();
    try {
      lookAtToken(fleet, observed);
      return Optional.empty();
    } catch (NotOursException | KubernetesClientException | IllegalStateException e) {
      return Optional.of(e);
    }
  }

  private void lookAtToken(MonitorFleet fleet, Observed observed) {
    String namespace = fleet.getMetadata().getNamespace();
    String name = fleet.getMetadata().getName();
    MonitorRender render = new MonitorRender(fleet, house);
    String known = tokens.known(namespace, name).orElseGet(Tokens::fresh);
    Secret secret = children.secret(fleet, render.secret(Map.of(TokenRotation.TOKEN, known), observed.now()));
    Optional<Map<String, String>> due = tokens.rotation().due(TokenRotation.held(secret), TokenRotation.since(secret), observed.now(), Tokens::fresh);
    if (due.isPresent()) {
      LOG.info("Secret {}/{}: {}", namespace, secret.getMetadata().getName(), TokenRotation.words(due.get()));
      secret = children.exchange(fleet, render.secret(due.get(), observed.now()));
    }
    tokens.saw(namespace, name, Objects.requireNonNull(TokenRotation.held(secret).get(TokenRotation.TOKEN)));
    tokensSeen.put(key(fleet), observed.now());
  }

  /**
   * Touches the pods that have not loaded what is written, again and again until they say so.
   *
   * @return whether there is one that has not, or that has something to release. A monitor without a pod is not waited for: its pod tells when it comes
   */
  private boolean refresh(ShardPlan plan, Observed observed) {
    boolean loading = false;
    for (ShardRecord shard : plan.shards()) {
      ShardLife life = observed.life(shard.key());
      boolean loaded = life.serial() >= shard.config().serial();
      boolean comes = life.quiet() || gather.pod(shard.key()).isPresent();
      loading |= (!loaded && comes) || shard.entries().stream().anyMatch(e -> e.state() == State.Release);
      if (!loaded && !life.quiet()) gather.pod(shard.key()).ifPresent(pod -> touch(pod, shard.config().serial(), observed.now()));
    }
    return loading;
  }

  private void touch(Pod pod, long serial, Instant now) {
    String mark = serial + "." + now.getEpochSecond() / TOUCH_EVERY_SECONDS;
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    boolean running = pod.getMetadata().getDeletionTimestamp() == null;
    String last = annotations == null ? null : annotations.get(ChildLabels.SERIAL);
    if (running && !mark.equals(last)) children.touch(pod, mark);
  }

  @Override
  public ErrorStatusUpdateControl<MonitorFleet> updateErrorStatus(MonitorFleet fleet, Context<MonitorFleet> context, Exception e) {
    NotAllAppliedException partly = e instanceof NotAllAppliedException known ? known : null;
    Exception cause = partly == null ? e : partly.cause();
    if (cause instanceof KubernetesClientException conflict && conflict.getCode() == HttpURLConnection.HTTP_CONFLICT) {
      return ErrorStatusUpdateControl.<MonitorFleet>noStatusUpdate().rescheduleAfter(SOON);  // somebody was faster: observe again
    }
    Failure failure = failure(cause);
    MonitorFleetStatus status = FleetStatus.failed(fleet, partly == null ? null : partly.status(), failure);
    Duration again = !failure.lasting() ? SOON : partly == null ? QUIET : partly.again();
    return status.equals(fleet.getStatus()) ? ErrorStatusUpdateControl.<MonitorFleet>noStatusUpdate().rescheduleAfter(again)
        : ErrorStatusUpdateControl.patchStatus(withStatus(fleet, status)).rescheduleAfter(again);
  }

  /** What the API server understood and refused stays refused until somebody changes something. */
  private Failure failure(Exception e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof NotOursException) return new Failure(clock.instant(), ConditionReason.NotOurs, message, true);
    boolean refused = e instanceof KubernetesClientException answer && LASTING.contains(answer.getCode());
    return new Failure(clock.instant(), refused ? ConditionReason.RefusedByApiServer : ConditionReason.TemporaryFailure, message, refused);
  }

  /** The record of who reads what goes last: only when no pod can read any more may others have the endpoints. */
  @Override
  public DeleteControl cleanup(MonitorFleet fleet, Context<MonitorFleet> context) {
    turn.lock();
    try {
      board.forget(key(fleet));
      revisions.forget(fleet.getMetadata().getNamespace(), fleet.getMetadata().getName());
      children.deleteMonitors(fleet);
      if (gather.mayRead(fleet)) return DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
      children.deleteRecords(fleet);
      tokens.forget(fleet.getMetadata().getNamespace(), fleet.getMetadata().getName());
      tokensSeen.remove(key(fleet));
      return DeleteControl.defaultDelete();
    } finally {
      turn.unlock();
      verdictsChanged.run();
    }
  }

  private static String key(MonitorFleet fleet) {
    return fleet.getMetadata().getNamespace() + "/" + fleet.getMetadata().getName();
  }

  /** A fresh object with nothing but what is ours. */
  private static MonitorFleet withStatus(MonitorFleet fleet, MonitorFleetStatus status) {
    MonitorFleet fresh = new MonitorFleet();
    fresh.setMetadata(new ObjectMetaBuilder().withName(fleet.getMetadata().getName()).withNamespace(fleet.getMetadata().getNamespace()).build());
    fresh.setStatus(status);
    return fresh;
  }
}
