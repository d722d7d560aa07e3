package io.plcfleet.monitor.link;

/** How long the present step of a link may take, and since when it is under way. A time in which our own process stood still is given again, one in which it was
 * busy itself is left out. */
public final class Deadline {
  private final Loop loop;
  private final Steps steps;
  private long timeout;
  private long began;
  private boolean held;
  private long heldAt;
  private final Runnable late;
  private final Timer timer = Timer.of(this::over);

  /** @param late runs when the step has taken too long */
  Deadline(Loop loop, Steps steps, Runnable late) {
    this.loop = loop;
    this.steps = steps;
    this.late = late;
  }

  /** For the steps that begin from now on. */
  void allow(long nanos) {
    timeout = nanos;
  }

  /** A step begins. */
  void begin() {
    began = loop.now();
    held = false;
    loop.set(timer, began + timeout);
  }

  /** Nothing is waited for. */
  void stop() {
    held = false;
    loop.cancel(timer);
  }

  /** If a step is under way: what it waits for from now on is our own work. */
  public void hold() {
    if (!timer.isSet()) return;
    loop.cancel(timer);
    held = true;
    heldAt = loop.now();
  }

  /** That is done: the step lasts so much longer. */
  public void release() {
    if (!held) return;
    held = false;
    long took = loop.now() - heldAt;
    began += took;
    steps.leaveOut(took);
    loop.set(timer, began + timeout);
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
