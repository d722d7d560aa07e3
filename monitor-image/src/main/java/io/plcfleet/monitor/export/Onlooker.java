package io.plcfleet.monitor.export;

import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.poll.Shard;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Looks at what lives on the loops' threads, from another one: without locks, and a part at a time, so that no read waits for it. */
final class Onlooker {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  /** A configuration that comes meanwhile makes it begin anew; one that comes all the time does not. */
  private static final int TRIES = 3;

  /**
   * Walks through all PLCs of a shard.
   *
   * @param begin before the first part, and again when the configuration changed meanwhile
   * @param part the PLCs from an index on
   * @param then with each part, not on a loop
   * @throws TimeoutException when a loop does not turn
   */
  Assignments walk(Runnable begin, IntFunction<CompletableFuture<Shard.Slice>> part, Consumer<Shard.Slice> then)
      throws InterruptedException, TimeoutException {
    for (int tries = 0; tries < TRIES; tries++) {
      begin.run();
      Shard.Slice first = await(part.apply(0));
      Shard.Slice slice = first;
      for (int from = 0; slice.isOf(first); ) {
        then.accept(slice);
        if (slice.isLast()) return slice.assignments();
        from += slice.filled();
        slice = await(part.apply(from));
      }
    }
    throw new TimeoutException();
  }

  /** What the loops say. @throws TimeoutException when one does not turn */
  <T> T await(CompletableFuture<T> answer) throws InterruptedException, TimeoutException {
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the PLCs cannot be looked at", e.getCause());
    }
  }
}
