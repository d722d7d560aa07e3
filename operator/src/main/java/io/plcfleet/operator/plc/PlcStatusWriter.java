package io.plcfleet.operator.plc;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcStatus;
import io.plcfleet.operator.apply.Children;
import io.plcfleet.operator.apply.Events;
import io.plcfleet.operator.cluster.Cluster;
import io.plcfleet.operator.report.MonitorWord;
import io.plcfleet.operator.report.Reports;
import io.plcfleet.operator.status.Runbooks;
import io.plcfleet.scoring.Grade;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one writer of Plc status, and of the Events of grades: on news and now and then, at a limited rate, worst grade first. */
public final class PlcStatusWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PlcStatusWriter.class);
  private static final long PASS_MILLIS = 2000;
  private static final long BREATH_MILLIS = 200;
  /** With a breath between passes, at most so many writes a second in all. */
  private static final int WRITES_PER_SECOND = 100;

  private record Write(Plc plc, PlcStatus status) {}

  private final KubernetesClient client;
  private final Cluster cluster;
  private final Reports reports;
  private final PlcBoard board;
  private final Runbooks runbooks;
  private final EventWriter events;
  private final Clock clock;
  private final Semaphore news = new Semaphore(0);
  private final Map<String, Instant> lastWrite = new HashMap<>();
  private final Thread thread = new Thread(this::run, "plc-status");

  public PlcStatusWriter(KubernetesClient client, Cluster cluster, Reports reports, PlcBoard board, Events events, Runbooks runbooks, Clock clock) {
    this.client = client;
    this.cluster = cluster;
    this.reports = reports;
    this.board = board;
    this.runbooks = runbooks;
    this.events = new EventWriter(events);
    this.clock = clock;
  }

  public void start() {
    thread.start();
  }

  /** Something changed; any thread. */
  public void wake() {
    if (news.availablePermits() == 0) news.release();
  }

  /** Whether the writer goes on. */
  public boolean alive() {
    return thread.isAlive();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        boolean all = pass();
        TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
        if (all) news.tryAcquire(PASS_MILLIS - BREATH_MILLIS, TimeUnit.MILLISECONDS);
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False: there is more to write. */
  private boolean pass() throws InterruptedException {
    List<Write> writes = new ArrayList<>();
    try {
      writes = due(clock.instant());
    } catch (RuntimeException e) {  // an end here would end all status
      LOG.error("cannot judge the Plcs", e);
    }
    int spent = 0;
    for (Write write : writes) {
      if (spent++ == WRITES_PER_SECOND) break;  // the rest, with newer words, in the next pass
      write(write);
    }
    if (spent > 0) TimeUnit.MILLISECONDS.sleep(1000L * spent / WRITES_PER_SECOND / 2);
    return writes.size() <= WRITES_PER_SECOND;
  }

  private List<Write> due(Instant now) {
    Map<String, List<MonitorFleet>> unheard = cluster.fleets.all().stream()
        .filter(f -> f.getMetadata().getDeletionTimestamp() == null
            && !board.heardOf(f.getMetadata().getNamespace() + "/" + f.getMetadata().getName()))
        .collect(Collectors.groupingBy(f -> f.getMetadata().getNamespace()));
    List<Plc> plcs = cluster.plcs.all();
    Set<String> there = plcs.stream().map(p -> p.getMetadata().getUid()).collect(Collectors.toSet());
    lastWrite.keySet().retainAll(there);
    events.keepOnly(there);
    List<Write> writes = new ArrayList<>();
    for (Plc plc : plcs) {
      if (plc.getMetadata().getDeletionTimestamp() != null) continue;
      PlcVerdict verdict = board.of(plc.getMetadata().getUid()).orElse(null);
      if (verdict == null && unheard.containsKey(plc.getMetadata().getNamespace())) continue;  // a fleet may yet claim it
      judged(plc, verdict, now).ifPresent(writes::add);
    }
    writes.sort(Comparator.comparingInt((Write w) -> number(w.status.grade())).reversed());
    return writes;
  }

  /** Empty when there is nothing to write. One Plc that cannot be judged leaves the others theirs. */
  private Optional<Write> judged(Plc plc, @Nullable PlcVerdict verdict, Instant now) {
    try {
      PlcStatus next = PlcJudgement.status(plc, verdict, word(plc, verdict), runbooks, now);
      boolean worth = PlcJudgement.worthWriting(plc.getStatus(), next, lastWrite.get(plc.getMetadata().getUid()), now);
      return worth ? Optional.of(new Write(plc, next)) : Optional.empty();
    } catch (RuntimeException e) {
      LOG.error("cannot judge Plc {}/{}", plc.getMetadata().getNamespace(), plc.getMetadata().getName(), e);
      return Optional.empty();
    }
  }

  private static int number(@Nullable Grade grade) {
    return grade == null ? 0 : grade.number();
  }

  private MonitorWord word(Plc plc, @Nullable PlcVerdict verdict) {
    return verdict == null || verdict.shard() == null ? MonitorWord.NONE : reports.word(verdict.shard(), plc.getMetadata().getUid());
  }

  private void write(Write write) {
    Plc fresh = new Plc();
    fresh.setMetadata(new ObjectMetaBuilder().withName(write.plc.getMetadata().getName()).withNamespace(write.plc.getMetadata().getNamespace())
        .withUid(write.plc.getMetadata().getUid()).build());  // with the uid: a Plc made anew gets no status of the old one
    fresh.setStatus(write.status);
    try {
      cluster.plcs.wrote(client.resource(fresh).subresource("status").patch(Children.APPLY));
      Instant now = clock.instant();
      lastWrite.put(write.plc.getMetadata().getUid(), now);
      events.wrote(write.plc, write.status, now);
    } catch (KubernetesClientException e) {
      boolean gone = e.getCode() == HttpURLConnection.HTTP_NOT_FOUND || e.getCode() == HttpURLConnection.HTTP_CONFLICT;
      if (!gone) LOG.warn("cannot write the status of Plc {}/{}: {}", fresh.getMetadata().getNamespace(), fresh.getMetadata().getName(), e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
