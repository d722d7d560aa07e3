package io.plcfleet.monitor.link;

/** How long the present step of a link may take, and since when it is under way. A time in which our own process stood still is given again. */
final class Deadline {
  private final Loop loop;
  private long timeout;
  private long began;
  private final Runnable late;
  private final Timer timer = Timer.of(this::over);

  /** @param late runs when the step has taken too long */
  Deadline(Loop loop, Runnable late) {
    this.loop = loop;
    this.late = late;
  }

  /** For the steps that begin from now on. */
  void allow(long nanos) {
    timeout = nanos;
  }

  /** A step begins. */
  void begin() {
    began = loop.now();
    loop.set(timer, began + timeout);
  }

  /** Nothing is waited for. */
  void stop() {
    loop.cancel(timer);
  }

  private void over() {
    if (loop.pausedSince(began)) begin();
    else late.run();
  }

  /** Nanoseconds since the present step began. */
  long elapsed() {
    return loop.now() - began;
  }
}
