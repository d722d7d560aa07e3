package io.plcfleet.monitor.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that does all input, output and waiting for all links. Links live on it and need no locks.
 * Its clock is the only one that links and polling know.
 */
public final class Loop implements AutoCloseable {
  /** A turn that starts this much later than it was due: our own process stood still, and measures taken across it are worth nothing. */
  static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
  /** The longest sleep: the loop shows that it lives, and a pause of an idle process is found. */
  private static final long LONGEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(250);
  /** More than any frame of any protocol here. */
  private static final int LARGEST_FRAME = 65536;
  /** What a link sends at a time: the smallest buffer that an OPC UA server may have. */
  public static final int LARGEST_REQUEST = 8192;
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  final Selector selector;
  /** Shared by all links: each empties it before the next one reads. */
  final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_FRAME);
  final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_REQUEST);
  final Resolver resolver = new Resolver();
  private final Timers timers = new Timers();
  private final ConcurrentLinkedQueue<Runnable> errands = new ConcurrentLinkedQueue<>();
  private final Consumer<SelectionKey> onReady = this::ready;
  private final Thread thread = Thread.ofPlatform().name("plc-loop").unstarted(this::run);
  private long expected;
  private boolean awake;
  private long woke;
  private boolean paused;
  private long pauseEnded;
  private long worked;
  private volatile long busyNanos;
  private volatile long lastTurn = System.nanoTime();
  private volatile boolean closed;

  private Loop() throws IOException {
    selector = Selector.open();
  }

  /** Starts the thread. */
  public static Loop start() {
    try {
      Loop loop = new Loop();
      loop.thread.start();
      return loop;
    } catch (IOException e) {
      throw new UncheckedIOException("no selector for the connections", e);
    }
  }

  /** The monotonic clock of links and polling, in nanoseconds. */
  public long now() {
    return System.nanoTime();
  }

  /** Runs something on the loop's thread, soon. With {@link #quietFor} and {@link #close} the only call that other threads may make. */
  public void execute(Runnable errand) {
    errands.add(errand);
    selector.wakeup();
  }

  public void set(Timer timer, long due) {
    timers.set(timer, due);
  }

  public void cancel(Timer timer) {
    timers.cancel(timer);
  }

  /** Whether our own process stood still at some time after {@code nanos}: then it was not the device that was late. */
  public boolean pausedSince(long nanos) {
    return paused && pauseEnded - nanos > 0;
  }

  /** Nanoseconds since the loop has turned last. */
  public long quietFor() {
    return now() - lastTurn;
  }

  /** Nanoseconds that the loop has worked since its start: all but waiting. */
  public long busyNanos() {
    return busyNanos;
  }

  private void run() {
    try (selector) {
      while (!closed) turn();
      for (SelectionKey key : selector.keys()) key.channel().close();
    } catch (IOException e) {
      LOG.error("The loop ends: its selector fails", e);
    } finally {
      resolver.close();
    }
  }

  private void turn() throws IOException {
    long start = now();
    long sleep = Math.min(timers.untilNext(start), LONGEST_SLEEP);
    expected = start + Math.max(sleep, 0);
    awake = false;
    if (sleep <= 0) {
      selector.selectNow(onReady);
    } else {  // rounded up: a deadline is never early, and close ones share one turn
      selector.select(onReady, (sleep + 999_999) / 1_000_000);
    }
    noteWake();
    for (Runnable errand; (errand = errands.poll()) != null; ) guarded(errand);
    // What has arrived is looked at before deadlines are: after a pause the answers are there.
    long now = now();
    if (now - woke > PAUSE) pauseAt(now);
    for (Timer timer; (timer = timers.takeDue(now)) != null; ) {
      Timer due = timer;
      guarded(() -> due.fire(now));
    }
    lastTurn = now();
    if (lastTurn - now > PAUSE) pauseAt(lastTurn);
    worked += lastTurn - woke;
    busyNanos = worked;
  }

  private void ready(SelectionKey key) {
    noteWake();
    guarded(((Wire) key.attachment())::ready);
  }

  /** Called on the first event of a turn: what follows must know already that the process stood still. */
  private void noteWake() {
    if (awake) return;
    awake = true;
    woke = now();
    if (woke - expected > PAUSE) pauseAt(woke);
  }

  private void pauseAt(long now) {
    paused = true;
    pauseEnded = now;
  }

  /** A mistake in one place must not stop the reading of all PLCs. */
  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("A mistake of ours on the loop; the loop goes on", e);
    }
  }

  /** Closes every connection and ends the thread; waits for it at most a second. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    if (Thread.currentThread() == thread) return;
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
