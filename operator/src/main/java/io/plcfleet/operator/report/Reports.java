package io.plcfleet.operator.report;

import static io.plcfleet.contract.OperatorMetric.PLCFLEET_OPERATOR_STATUS_POLLS_TOTAL;
import static io.plcfleet.contract.OperatorMetric.PLCFLEET_OPERATOR_STATUS_POLL_SECONDS;

import io.fabric8.kubernetes.api.model.Pod;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.operator.cluster.Cluster;
import io.plcfleet.operator.metrics.Meters;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.monitor.MonitorRender;
import io.plcfleet.operator.shard.ShardJson;
import io.plcfleet.operator.shard.ShardKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every monitor for its report, every two seconds and at most once at a time, and keeps the newest. */
public final class Reports implements AutoCloseable {
  /** After so long without an answer nothing is known of a monitor. */
  public static final Duration SILENT_AFTER = Duration.ofSeconds(15);
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final String ANSWERED = "Answered";
  private static final String REFUSED = "Refused";
  private static final String NO_ANSWER = "NoAnswer";
  private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

  private record Held(String podUid, MonitorReport report, Map<String, PlcReport> byUid, long atNanos) {}

  private final Cluster cluster;
  private final Tokens tokens;
  private final BiConsumer<ShardKey, String> news;
  private final Meters meters;
  private final LongSupplier nanoTime;
  private final Map<ShardKey, Held> reports = new ConcurrentHashMap<>();
  private final Map<ShardKey, Long> firstSeen = new ConcurrentHashMap<>();
  private final Set<ShardKey> asking = ConcurrentHashMap.newKeySet();
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "reports"));
  private final StatusPage page = new StatusPage(requests);

  /** @param news told the shard and its fleet when a report says something that matters beyond a score */
  public Reports(Cluster cluster, Tokens tokens, Meters meters, LongSupplier nanoTime, BiConsumer<ShardKey, String> news) {
    this.cluster = cluster;
    this.tokens = tokens;
    this.meters = meters;
    this.nanoTime = nanoTime;
    this.news = news;
    Stream.of(ANSWERED, REFUSED, NO_ANSWER).forEach(result -> meters.expect(PLCFLEET_OPERATOR_STATUS_POLLS_TOTAL, result));
  }

  public void start() {
    var _ = clock.scheduleWithFixedDelay(this::askAll, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The newest report of this very pod; none when it is older than {@link #SILENT_AFTER}. */
  public Optional<MonitorReport> of(ShardKey shard, @Nullable String podUid) {
    Held held = reports.get(shard);
    boolean fresh = held != null && held.podUid.equals(podUid) && nanoTime.getAsLong() - held.atNanos < SILENT_AFTER.toNanos();
    return fresh && held != null ? Optional.of(held.report) : Optional.empty();
  }

  /** What a shard's monitor says of a Plc. A shard counts as silent only after it was looked at for long enough. */
  public MonitorWord word(ShardKey shard, String uid) {
    long now = nanoTime.getAsLong();
    Held held = reports.get(shard);
    long since = held == null ? firstSeen.computeIfAbsent(shard, _ -> now) : held.atNanos;
    if (now - since >= SILENT_AFTER.toNanos()) return MonitorWord.NONE;
    return held == null || !samePod(shard, held) ? new MonitorWord(0, null, null, false, false)
        : new MonitorWord(held.report.serial(), held.byUid.get(uid),
            held.report.rejected() == null ? null : held.report.rejected().message(), true, false);
  }

  /** Whether there is no report of a shard's pod yet, but not for so long that its monitor counts as silent. */
  public boolean quiet(ShardKey shard) {
    MonitorWord word = word(shard, "");
    return !word.heard() && !word.silent();
  }

  private boolean samePod(ShardKey shard, Held held) {
    return cluster.pods.get(shard.namespace(), shard.pod()).filter(p -> p.getMetadata().getUid().equals(held.podUid)).isPresent();
  }

  private void askAll() {
    try {
      Set<ShardKey> there = cluster.configMaps.all().stream().map(m -> new ShardKey(m.getMetadata().getNamespace(), m.getMetadata().getName()))
          .collect(Collectors.toSet());
      reports.keySet().retainAll(there);
      firstSeen.keySet().retainAll(there);
      for (Pod pod : cluster.pods.all()) {
        String address = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
        ShardKey shard = shard(pod);
        if (address != null && pod.getMetadata().getDeletionTimestamp() == null && asking.add(shard)) {
          var _ = requests.submit(() -> ask(pod, shard, address));
        }
      }
    } catch (RuntimeException e) {  // an end here would end all asking
      LOG.error("cannot ask the monitors", e);
    }
  }

  private void ask(Pod pod, ShardKey shard, String address) {
    String fleet = pod.getMetadata().getLabels().getOrDefault(ChildLabels.FLEET, "");
    try {
      Optional<String> token = tokens.of(shard.namespace(), fleet);
      if (token.isEmpty()) return;
      String host = address.contains(":") ? "[" + address + "]" : address;
      long asked = nanoTime.getAsLong();
      HttpResponse<String> answer = page.ask(URI.create("http://" + host + ":" + MonitorRender.STATUS_PORT + "/status"), token.get());
      meters.time(PLCFLEET_OPERATOR_STATUS_POLL_SECONDS, Duration.ofNanos(nanoTime.getAsLong() - asked));
      meters.count(PLCFLEET_OPERATOR_STATUS_POLLS_TOTAL, answer.statusCode() == 200 ? ANSWERED : REFUSED);
      if (answer.statusCode() == 401) tokens.forget(shard.namespace(), fleet);
      if (answer.statusCode() == 200) keep(shard, fleet, pod.getMetadata().getUid(), ShardJson.readReport(answer.body()));
      else LOG.warn("monitor {} answers {} to /status", shard, answer.statusCode());
    } catch (IOException | ExecutionException | TimeoutException e) {
      meters.count(PLCFLEET_OPERATOR_STATUS_POLLS_TOTAL, NO_ANSWER);
      LOG.debug("monitor {} does not answer: {}", shard, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("cannot ask monitor {}: {}", shard, e.toString());
    } finally {
      asking.remove(shard);
    }
  }

  private void keep(ShardKey shard, String fleet, String podUid, MonitorReport report) {
    Map<String, PlcReport> byUid = new HashMap<>();
    report.plcs().stream().filter(p -> p.state() != MonitorReport.State.Released).forEach(p -> byUid.put(p.uid(), p));
    Held before = reports.put(shard, new Held(podUid, report, byUid, nanoTime.getAsLong()));
    if (before == null || !before.podUid.equals(podUid) || !gist(before.report).equals(gist(report))) news.accept(shard, fleet);
  }

  /** What matters to the fleet: what is loaded, and how each PLC fares in a word. */
  private static String gist(MonitorReport report) {
    return report.serial() + "|" + (report.rejected() == null ? "" : report.rejected().message()) + "|" + report.plcs().stream()
        .map(p -> p.uid() + p.state() + p.grade() + p.endpoint()).collect(Collectors.joining(","));
  }

  private static ShardKey shard(Pod pod) {
    return new ShardKey(pod.getMetadata().getNamespace(), pod.getMetadata().getLabels().getOrDefault(ChildLabels.SHARD, pod.getMetadata().getName()));
  }

  @Override
  public void close() {
    clock.shutdownNow();
    requests.shutdownNow();
    page.close();
  }
}
