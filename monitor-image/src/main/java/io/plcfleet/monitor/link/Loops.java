package io.plcfleet.monitor.link;

import io.plcfleet.contract.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The event loops: one, and more of them when one is busy nearly all the time and the machine has processors for them. They never become fewer. */
public final class Loops implements AutoCloseable {
  /** How often to {@link #look}. */
  public static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

  private final int most;
  private final Networks permitted;
  private final List<EventLoop> loops = new CopyOnWriteArrayList<>();
  private final List<Long> busy = new ArrayList<>();  // of each when looked at last
  private long lookedAt;

  /**
   * A part of one loop's connections is to go to another.
   *
   * @param part of them, 0 to 1
   */
  public record Relief(EventLoop from, EventLoop to, double part) {}

  private Loops(int most, Networks permitted) {
    this.most = most;
    this.permitted = permitted;
    loops.add(Loop.start(permitted));
  }

  /** Starts the first one. */
  public static Loops start(Networks permitted) {
    return new Loops(Runtime.getRuntime().availableProcessors(), permitted);
  }

  /**
   * Starts the first one, which may connect to any address.
   *
   * @param most loops that there may ever be
   */
  public static Loops start(int most) {
    return new Loops(most, Networks.EVERYWHERE);
  }

  public EventLoop first() {
    return loops.getFirst();
  }

  public List<EventLoop> all() {
    return List.copyOf(loops);
  }

  /** The clock of all of them, in nanoseconds. */
  public long now() {
    return first().now();
  }

  /** Nanoseconds that all have worked since their start. */
  public long busyNanos() {
    return loops.stream().mapToLong(EventLoop::busyNanos).sum();
  }

  /** Nanoseconds since the one that is quiet for longest has turned last. */
  public long quietFor() {
    return loops.stream().mapToLong(EventLoop::quietFor).max().orElseThrow();
  }

  /** How busy each was since it was looked last, and what to do about it; starts a loop when one is needed. Always on one thread. */
  public @Nullable Relief look(long now) {
    boolean begun = busy.size() == loops.size();
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      long worked = loops.get(i).busyNanos();
      if (i == busy.size()) busy.add(worked);
      shares.add((double) (worked - busy.set(i, worked)) / (now - lookedAt));
    }
    lookedAt = now;
    Balance.Move move = begun ? Balance.of(shares, most) : null;
    if (move == null) return null;
    if (move.to() == loops.size()) loops.add(Loop.start(permitted));
    return new Relief(loops.get(move.from()), loops.get(move.to()), move.part());
  }

  @Override
  public void close() {
    for (EventLoop loop : loops) loop.end();
    for (EventLoop loop : loops) loop.close();
  }
}
