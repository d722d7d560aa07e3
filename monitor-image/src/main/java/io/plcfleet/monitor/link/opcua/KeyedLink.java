package io.plcfleet.monitor.link.opcua;

import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.TcpLink;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A link some of whose steps would hold up the loop for milliseconds: private keys, and files. They are done by one thread that all such links
 * share, and go on on the loop. Without work there is no thread. Time that they take, and wait for each other, is ours: deadlines of the device
 * stand still meanwhile. What a connection that is gone had left to do is not done.
 */
abstract class KeyedLink extends TcpLink {
  private static final ThreadPoolExecutor THREAD = new ThreadPoolExecutor(
      1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("plc-keys-", 0).factory());

  static {
    THREAD.allowCoreThreadTimeOut(true);
  }

  private final Loop loop;
  private final AtomicInteger connection = new AtomicInteger();  // changed on the loop only
  private boolean inHand;

  KeyedLink(Loop loop, String host, int port, Watcher watcher) {
    super(loop, host, port, watcher);
    this.loop = loop;
  }

  /** What follows a step, on the loop. */
  interface Then<T> {
    void take(T result) throws Malformed;
  }

  abstract void reject(Rejected e);

  /** What was begun before is of no use any more. */
  @Override
  protected final void gone() {
    connection.getAndIncrement();
    inHand = false;
  }

  /** What was begun now has to wait for a step, which may be with us still. */
  final void waitForStep() {
    if (inHand) deadline.hold();
  }

  /** A step with keys; without protection there are none, and it is done at once. */
  final <T> void keyed(Protection protection, Callable<T> step, Then<T> then) throws Malformed {
    if (protection.isNone()) done(step, then);
    else offLoop(step, then);
  }

  /** At once, on the loop. */
  final <T> void done(Callable<T> step, Then<T> then) throws Malformed {
    T result;
    try {
      result = step.call();
    } catch (Rejected e) {
      reject(e);
      return;
    } catch (Malformed | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    then.take(result);
  }

  /** Away from the loop, and back on it, unless the connection is another one by then. */
  final <T> void offLoop(Callable<T> step, Then<T> then) {
    int mine = connection.get();
    inHand = true;
    deadline.hold();
    THREAD.execute(() -> {
      if (mine != connection.get()) return;
      Callable<T> result = result(step);
      loop.execute(() -> {
        if (mine != connection.get()) return;
        inHand = false;
        deadline.release();
        guarded(() -> done(result, then));
      });
    });
  }

  /** Does the step now; its value or its failure comes when asked for. */
  private static <T> Callable<T> result(Callable<T> step) {
    try {
      T value = step.call();
      return () -> value;
    } catch (Exception e) {
      return () -> {
        throw e;
      };
    } catch (StackOverflowError | OutOfMemoryError e) {
      return () -> {
        throw e;
      };
    } catch (Error e) {  // no deadline runs: whatever it is, the connection must hear of it
      return () -> {
        throw new IllegalStateException(e);
      };
    }
  }
}
