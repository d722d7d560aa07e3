package io.plcfleet.monitor.link;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One link, driven from a test's thread and waited for. */
public final class Probe implements Link.Watcher {
  /**
   * What happened, and how long after it was asked for.
   *
   * @param outcome absent when the link opened
   */
  public record Event(@Nullable Outcome outcome, Duration after) {}

  private record Seen(@Nullable Outcome outcome, long at) {}

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LinkedBlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private final Loop loop;
  private final Link link;
  private @Nullable Runnable onOpened;

  public Probe(Loop loop, Function<Link.Watcher, Link> maker) {
    this.loop = loop;
    this.link = maker.apply(this);
  }

  @Override
  public void opened(Link opened) {
    Runnable read = onOpened;
    onOpened = null;
    if (read == null) {
      seen.add(new Seen(null, loop.now()));
    } else {
      read.run();
    }
  }

  @Override
  public void outcome(Link source, Outcome outcome) {
    onOpened = null;
    seen.add(new Seen(outcome, loop.now()));
  }

  public Event open(Duration timeout) {
    return after(() -> link.open(timeout.toNanos()));
  }

  /** Opens when closed, then reads. */
  public Event read(Plan plan, Duration timeout) {
    return read(plan, timeout, false);
  }

  public Event read(Plan plan, Duration timeout, boolean staysOpen) {
    Runnable read = () -> link.read(plan, timeout.toNanos(), staysOpen);
    return after(() -> {
      if (link.state() == Link.State.Closed) {
        onOpened = read;
        link.open(timeout.toNanos());
      } else {
        read.run();
      }
    });
  }

  /** Waits for what comes of something; nothing within 20 s is a link that hangs. */
  public Event after(Runnable act) {
    seen.clear();
    long began = loop.now();
    loop.execute(act);
    try {
      Seen first = seen.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (first == null) throw new AssertionError("no outcome within " + PATIENCE + ": the link hangs in " + link.state());
      return new Event(first.outcome, Duration.ofNanos(first.at - began));
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  public Event ask(Inquiry inquiry, Duration timeout) {
    return after(() -> link.ask(inquiry, timeout.toNanos()));
  }

  public void close() {
    loop.execute(link::close);
  }

  public Link link() {
    return link;
  }

  public Link.State state() {
    return link.state();
  }
}
