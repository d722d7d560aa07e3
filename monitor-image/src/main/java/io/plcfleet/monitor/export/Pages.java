package io.plcfleet.monitor.export;

import io.plcfleet.monitor.config.ConfigWatch;
import io.plcfleet.monitor.export.HttpPort.Answer;
import io.plcfleet.monitor.export.HttpPort.Page;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.poll.Shard;
import io.plcfleet.monitor.recording.Recordings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The pages of the monitor, on two ports: metrics for Prometheus; health for the kubelet, with the report for the operator. */
public final class Pages implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration STUCK = Duration.ofSeconds(5);

  private final Loop loop;
  private final Shard shard;
  private final Recordings recordings;
  private final ConfigWatch config;
  private final String startedAt;
  private final HttpPort metrics;
  private final HttpPort status;

  /** @param startedAt of the process, RFC 3339 */
  public Pages(Loop loop, Shard shard, Recordings recordings, ConfigWatch config, Token token, String startedAt, int metricsPort, int statusPort)
      throws IOException {
    this.loop = loop;
    this.shard = shard;
    this.recordings = recordings;
    this.config = config;
    this.startedAt = startedAt;
    metrics = new HttpPort(metricsPort, token, Map.of("/metrics", new Page(true, this::metricsPage)));
    try {
      status = new HttpPort(statusPort, token, Map.of(
          "/health/live", new Page(false, this::live),
          "/health/ready", new Page(false, this::ready),
          "/status", new Page(true, this::statusPage),
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
    long quiet = loop.quietFor();
    return quiet < STUCK.toNanos() ? Answer.text(200, "ok") : Answer.text(503, "the loop has not turned for " + quiet / 1_000_000_000 + " s");
  }

  private Answer ready() {
    return config.isLoaded() ? Answer.text(200, "ok") : Answer.text(503, "no configuration is loaded");
  }

  private Answer metricsPage() throws InterruptedException, TimeoutException {
    return new Answer(200, Exposition.CONTENT_TYPE, MetricsPage.of(view(), config.rejected() != null));
  }

  private Answer recordingPage() {
    if (recordings.off()) return Answer.text(404, "nothing is recorded: set spec.monitor.recordingMinutes of the MonitorFleet");
    return new Answer(200, "application/gzip", recordings.packed());
  }

  private Answer statusPage() throws InterruptedException, TimeoutException {
    return new Answer(200, "application/json", StatusPage.of(view(), startedAt, config.rejected()));
  }

  /** Asks the loop for a copy: it takes microseconds there, and needs no locks. */
  private Shard.View view() throws InterruptedException, TimeoutException {
    BlockingQueue<Shard.View> answer = new ArrayBlockingQueue<>(1);
    loop.execute(() -> answer.add(shard.view()));
    Shard.View view = answer.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (view == null) throw new TimeoutException();
    return view;
  }

  @Override
  public void close() {
    metrics.close();
    status.close();
  }
}
