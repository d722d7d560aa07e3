package io.plcfleet.monitor.link;

import io.plcfleet.contract.Networks;

/** What links and polling live on: one thread, so that they need no locks, its timers, and the only clock that they know. */
public sealed interface Loop permits EventLoop, Seat {
  /** What a link sends at a time: the smallest buffer that an OPC UA server may have. */
  int LARGEST_REQUEST = 8192;

  /** Starts a thread that may connect to any address. */
  static EventLoop start() {
    return start(Networks.EVERYWHERE);
  }

  /** Starts a thread. */
  static EventLoop start(Networks permitted) {
    return EventLoop.begin(new Resolver(permitted));
  }

  /** The monotonic clock of links and polling, in nanoseconds. */
  long now();

  /** Runs something on the loop's thread, soon. With {@link #quietFor} the only call that other threads may make. */
  void execute(Runnable errand);

  void set(Timer timer, long due);

  void cancel(Timer timer);

  /** Whether our own process stood still at some time after {@code nanos}: then it was not the device that was late. */
  boolean pausedSince(long nanos);

  /** Nanoseconds since the loop has turned last. */
  long quietFor();
}
