package io.plcfleet.monitor;

import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.config.ConfigWatch;
import io.plcfleet.monitor.export.Pages;
import io.plcfleet.monitor.export.Token;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.poll.Prepared;
import io.plcfleet.monitor.poll.Shard;
import java.io.IOException;
import java.time.Clock;

/** The whole monitor, wired: file to shard, shard to pages. */
public final class Monitor implements AutoCloseable {
  private final EventLoop loop = Loop.start();
  private final Shard shard = new Shard(loop);
  private final ConfigWatch config;
  private final Pages pages;

  /** Starts it. @throws IOException when a port cannot be had */
  public Monitor(Options options, Clock clock) throws IOException {
    config = new ConfigWatch(options.config(), clock, this::load);
    try {
      pages = new Pages(loop, shard, config, new Token(options.token()), clock.instant().toString(), options.metricsPort(), options.statusPort());
    } catch (IOException e) {
      loop.close();
      throw e;
    }
    config.start();
  }

  public int metricsPort() {
    return pages.metricsPort();
  }

  public int statusPort() {
    return pages.statusPort();
  }

  private void load(Assignments assignments) {
    Prepared prepared = Prepared.of(assignments);
    loop.execute(() -> shard.apply(prepared));
  }

  /** The connections first: a PLC has few of them, and the next monitor may be waiting. */
  @Override
  public void close() {
    config.close();
    loop.close();
    pages.close();
  }
}
