package io.plcfleet.monitor.export;

import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.config.ConfigWatch;
import io.plcfleet.monitor.export.HttpPort.Answer;
import io.plcfleet.monitor.export.HttpPort.Page;
import io.plcfleet.monitor.link.Loops;
import io.plcfleet.monitor.poll.PlcView;
import io.plcfleet.monitor.poll.Shard;
import io.plcfleet.monitor.recording.Recordings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** The pages of the monitor, on two ports: metrics for Prometheus; health for the kubelet, with the report for the operator. */
public final class Pages implements AutoCloseable {
  private static final Duration STUCK = Duration.ofSeconds(5);

  private final Loops loops;
  private final Shard shard;
  private final Recordings recordings;
  private final Onlooker onlooker;
  private final MetricsPage metricsPage;
  private final LastScrape scraped = new LastScrape();
  private final ConfigWatch config;
  private final InstantSource clock;
  private final String startedAt;
  private final HttpPort metrics;
  private final HttpPort status;

  /** @param clock the time of day; now is when the process started */
  public Pages(Loops loops, Shard shard, Recordings recordings, ConfigWatch config, Token token, InstantSource clock, int metricsPort, int statusPort)
      throws IOException {
    this.loops = loops;
    this.shard = shard;
    this.recordings = recordings;
    onlooker = new Onlooker();
    metricsPage = new MetricsPage(loops, shard);
    this.config = config;
    this.clock = clock;
    startedAt = clock.instant().toString();
    metrics = new HttpPort(metricsPort, token, Map.of("/metrics", new Page(true, this::metricsPage, () -> scraped.note(loops.now()))));
    try {
      status = new HttpPort(statusPort, token, Map.of(
          "/health/live", new Page(false, this::live),
          "/health/ready", new Page(false, this::ready),
          "/status", new Page(true, this::statusPage),
          "/traces", new Page(true, this::tracesPage),
          "/recording", new Page(true, this::recordingPage)));
    } catch (IOException e) {
      metrics.close();
      throw e;
    }
  }

  public int metricsPort() {
    return metrics.port();
  }

  public int statusPort() {
    return status.port();
  }

  private Answer live() {
    long quiet = loops.quietFor();
    return quiet < STUCK.toNanos() ? Answer.text(200, "ok") : Answer.text(503, "a loop has not turned for " + quiet / 1_000_000_000 + " s");
  }

  private Answer ready() {
    return config.isLoaded() ? Answer.text(200, "ok") : Answer.text(503, "no configuration is loaded");
  }

  private Answer metricsPage() throws InterruptedException, TimeoutException {
    return new Answer(200, Exposition.CONTENT_TYPE, metricsPage.write(config.rejected() != null));
  }

  private Answer recordingPage() {
    if (recordings.off()) return Answer.text(404, "nothing is recorded: set spec.monitor.recordingMinutes of the MonitorFleet");
    return new Answer(200, "application/gzip", Body.of(recordings.packed()));
  }

  private Answer statusPage() throws InterruptedException, TimeoutException {
    List<PlcView> views = new ArrayList<>();
    Assignments assignments = views(views);
    return new Answer(200, "application/json", Body.of(StatusPage.of(assignments.serial(), views, startedAt, config.rejected(), scraped.seen(loops.now()), times())));
  }

  private Answer tracesPage() throws InterruptedException, TimeoutException {
    List<PlcView> views = new ArrayList<>();
    var _ = views(views);
    return new Answer(200, "application/json", Body.of(TracesPage.of(views, times())));
  }

  private Assignments views(List<PlcView> views) throws InterruptedException, TimeoutException {
    return onlooker.walk(views::clear, from -> shard.view(from, MetricsPage.SLICE, views), _ -> { });
  }

  private Times times() {
    return new Times(loops.now(), clock.instant());
  }

  @Override
  public void close() {
    metrics.close();
    status.close();
  }
}
