package io.plcfleet.monitor.link;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A place on an event loop, for one connection and all that is timed round it. It can change the loop while the connection rests. */
public final class Seat implements Loop {
  private volatile EventLoop loop;
  private Supplier<@Nullable Wire> luggage = () -> null;

  public Seat(EventLoop loop) {
    this.loop = loop;
  }

  /** @param luggage the socket that goes along, absent when there is none */
  static Seat on(Loop loop, Supplier<@Nullable Wire> luggage) {
    Seat place = switch (loop) {
      case Seat seat -> seat;
      case EventLoop thread -> new Seat(thread);
    };
    place.luggage = luggage;
    return place;
  }

  /** The loop on which it is. */
  public EventLoop loop() {
    return loop;
  }

  /**
   * Goes to another loop, with its timers and its open connection. On the present loop's thread, which must not touch what is on the seat
   * any more after this call; only while no request is in flight and no connection being made.
   *
   * @param arrived runs on the other loop's thread, before anything else of this seat does
   */
  public void moveTo(EventLoop target, Runnable arrived) {
    List<Timer> timers = loop.takeTimers(this);
    Wire moving = luggage.get();
    if (moving != null) moving.leave();
    synchronized (this) {  // an errand that finds the target comes behind the arrival, and the arrival behind this block
      target.execute(() -> arrive(timers, moving, arrived));
      loop = target;
    }
  }

  private void arrive(List<Timer> timers, @Nullable Wire moving, Runnable arrived) {
    EventLoop here;
    synchronized (this) {
      here = loop;
    }
    for (Timer timer : timers) here.set(timer, timer.due());
    try {
      if (moving != null) moving.enter(here.selector);
    } finally {  // who waits for it must hear of it, whatever its owner makes of a connection that ended on the way
      arrived.run();
    }
  }

  @Override
  public long now() {
    return loop.now();
  }

  /** Follows the seat when it has moved meanwhile. */
  @Override
  public void execute(Runnable errand) {
    EventLoop asked = loop;
    asked.execute(() -> {
      if (loop == asked) errand.run();
      else execute(errand);
    });
  }

  @Override
  public void set(Timer timer, long due) {
    timer.seat = this;
    loop.set(timer, due);
  }

  @Override
  public void cancel(Timer timer) {
    loop.cancel(timer);
  }

  @Override
  public boolean pausedSince(long nanos) {
    return loop.pausedSince(nanos);
  }

  @Override
  public long quietFor() {
    return loop.quietFor();
  }
}
