package io.plcfleet.monitor.export;

import io.plcfleet.monitor.config.ConfigWatch;
import io.plcfleet.monitor.export.HttpPort.Answer;
import io.plcfleet.monitor.export.HttpPort.Page;
import io.plcfleet.monitor.link.Loops;
import io.plcfleet.monitor.poll.Shard;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The pages of the monitor, on two ports: metrics for Prometheus; health for the kubelet, with the report for the operator. */
public final class Pages implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration STUCK = Duration.ofSeconds(5);

  private final Loops loops;
  private final Shard shard;
  private final ConfigWatch config;
  private final String startedAt;
  private final HttpPort metrics;
  private final HttpPort status;

  /** @param startedAt of the process, RFC 3339 */
  public Pages(Loops loops, Shard shard, ConfigWatch config, Token token, String startedAt, int metricsPort, int statusPort) throws IOException {
    this.loops = loops;
    this.shard = shard;
    this.config = config;
    this.startedAt = startedAt;
    metrics = new HttpPort(metricsPort, token, Map.of("/metrics", new Page(true, this::metricsPage)));
    try {
      status = new HttpPort(statusPort, token, Map.of(
          "/health/live", new Page(false, this::live),
          "/health/ready", new Page(false, this::ready),
          "/status", new Page(true, this::statusPage)));
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
    return new Answer(200, Exposition.CONTENT_TYPE, MetricsPage.of(view(), config.rejected() != null));
  }

  private Answer statusPage() throws InterruptedException, TimeoutException {
    return new Answer(200, "application/json", StatusPage.of(view(), startedAt, config.rejected()));
  }

  /** Asks the loops for a copy: it takes microseconds there, and needs no locks. */
  private Shard.View view() throws InterruptedException, TimeoutException {
    try {
      return shard.view().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the PLCs cannot be looked at", e.getCause());
    }
  }

  @Override
  public void close() {
    metrics.close();
    status.close();
  }
}
