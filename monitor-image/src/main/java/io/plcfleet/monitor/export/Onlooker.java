package io.plcfleet.monitor.export;

import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.poll.Shard;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Looks at what lives on the loop's thread, from another one: without locks, and a part at a time, so that no read waits for it. */
final class Onlooker {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  /** A configuration that comes meanwhile makes it begin anew; one that comes all the time does not. */
  private static final int TRIES = 3;

  private final Loop loop;

  Onlooker(Loop loop) {
    this.loop = loop;
  }

  /**
   * Walks through all PLCs of a shard.
   *
   * @param begin before the first part, and again when the configuration changed meanwhile
   * @param part on the loop, a turn for each: the PLCs from an index on
   * @param then with each part, not on the loop
   * @throws TimeoutException when the loop does not turn
   */
  Assignments walk(Runnable begin, IntFunction<Shard.Slice> part, Consumer<Shard.Slice> then) throws InterruptedException, TimeoutException {
    for (int tries = 0; tries < TRIES; tries++) {
      begin.run();
      Shard.Slice first = ask(() -> part.apply(0));
      Shard.Slice slice = first;
      for (int from = 0; slice.isOf(first); ) {
        then.accept(slice);
        if (slice.isLast()) return slice.assignments();
        from += slice.filled();
        int next = from;
        slice = ask(() -> part.apply(next));
      }
    }
    throw new TimeoutException();
  }

  /** What the loop says, in one turn. @throws TimeoutException when it does not turn */
  <T> T ask(Supplier<T> question) throws InterruptedException, TimeoutException {
    BlockingQueue<T> answer = new ArrayBlockingQueue<>(1);
    loop.execute(() -> answer.add(question.get()));
    T said = answer.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (said == null) throw new TimeoutException();
    return said;
  }
}
