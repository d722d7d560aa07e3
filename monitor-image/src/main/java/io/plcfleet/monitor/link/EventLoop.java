package io.plcfleet.monitor.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does all input, output and waiting for many links. One is enough for thousands; {@link Loops} starts more when it is not. */
public final class EventLoop implements Loop, AutoCloseable {
  /** A turn that starts this much later than it was due: our own process stood still, and measures taken across it are worth nothing. */
  static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
  /** What arrived while as much was worked is looked at before deadlines are. */
  private static final long LONG_AGO = TimeUnit.MILLISECONDS.toNanos(20);
  /** The longest sleep: the loop shows that it lives, and a pause of an idle process is found. */
  private static final long LONGEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(250);
  /** More than any frame of any protocol here. */
  private static final int LARGEST_FRAME = 65536;
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

  final Selector selector;
  /** Shared by all links: each empties it before the next one reads. */
  final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_FRAME);
  final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_REQUEST);
  final Resolver resolver;
  private final Timers timers = new Timers();
  private final ConcurrentLinkedQueue<Runnable> errands = new ConcurrentLinkedQueue<>();
  private final Consumer<SelectionKey> onReady = this::ready;
  private final Thread thread = Thread.ofPlatform().name("plc-loop-" + NUMBER.getAndIncrement()).unstarted(this::run);
  private long expected;
  private boolean awake;
  private long woke;
  private boolean paused;
  private long pauseEnded;
  private long worked;
  private volatile long busyNanos;
  private volatile long lastTurn = System.nanoTime();
  private volatile boolean closed;

  private EventLoop(Resolver resolver) throws IOException {
    this.resolver = resolver;
    selector = Selector.open();
  }

  static EventLoop begin(Resolver resolver) {
    try {
      EventLoop loop = new EventLoop(resolver);
      loop.thread.start();
      return loop;
    } catch (IOException e) {
      throw new UncheckedIOException("no selector for the connections", e);
    }
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public void execute(Runnable errand) {
    errands.add(errand);
    selector.wakeup();
  }

  /** The same, at once when the caller is on the loop already. */
  public void run(Runnable errand) {
    if (Thread.currentThread() == thread) errand.run();
    else execute(errand);
  }

  @Override
  public void set(Timer timer, long due) {
    timers.set(timer, due);
  }

  @Override
  public void cancel(Timer timer) {
    timers.cancel(timer);
  }

  @Override
  public boolean pausedSince(long nanos) {
    return paused && pauseEnded - nanos > 0;
  }

  @Override
  public long quietFor() {
    return now() - lastTurn;
  }

  /** Nanoseconds that the loop has worked since its start: all but waiting. Any thread may ask. */
  public long busyNanos() {
    return busyNanos;
  }

  /** Takes out the timers that were set by way of a seat. */
  List<Timer> takeTimers(Seat seat) {
    return timers.take(seat);
  }

  private void run() {
    try (selector) {
      while (!closed) turn();
      for (SelectionKey key : List.copyOf(selector.keys())) guarded(((Wire) key.attachment())::end);
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
    long errandsDone = now();
    if (errandsDone - woke > PAUSE) pauseAt(errandsDone);
    if (errandsDone - Math.min(woke, expected) > LONG_AGO) selector.selectNow(onReady);
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
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.error("A mistake of ours on the loop; the loop goes on", e);
    }
  }

  /** Takes leave of every device and ends the thread, soon. */
  void end() {
    closed = true;
    selector.wakeup();
  }

  /** The same, and waits for it at most a second. */
  @Override
  public void close() {
    end();
    if (Thread.currentThread() == thread) return;
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
