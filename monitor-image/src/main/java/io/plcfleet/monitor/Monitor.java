package io.plcfleet.monitor;

import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.config.ConfigWatch;
import io.plcfleet.monitor.export.Pages;
import io.plcfleet.monitor.export.Token;
import io.plcfleet.monitor.link.Loops;
import io.plcfleet.monitor.poll.Prepared;
import io.plcfleet.monitor.poll.Shard;
import io.plcfleet.monitor.recording.Recordings;
import java.io.IOException;
import java.time.InstantSource;

/** The whole monitor, wired: file to shard, shard to pages. */
public final class Monitor implements AutoCloseable {
  private final Loops loops;
  private final Recordings recordings;
  private final Shard shard;
  private final ConfigWatch config;
  private final Pages pages;

  /** Starts it. @throws IOException when a port cannot be had */
  public Monitor(Options options, InstantSource clock) throws IOException {
    loops = Loops.start(options.networks());
    recordings = new Recordings(options.recording());
    shard = new Shard(loops, clock, recordings);
    config = new ConfigWatch(options.config(), clock, this::load);
    try {
      pages = new Pages(loops, shard, recordings, config, new Token(options.token()), clock, options.metricsPort(), options.statusPort());
    } catch (IOException e) {
      loops.close();
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
    shard.apply(Prepared.of(assignments));
  }

  /** The connections first: a PLC has few of them, and the next monitor may be waiting. */
  @Override
  public void close() {
    config.close();
    loops.close();
    pages.close();
  }
}
