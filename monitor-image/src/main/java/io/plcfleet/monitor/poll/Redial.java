package io.plcfleet.monitor.poll;

import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Timer;
import java.util.function.LongConsumer;

/** When a connection is attempted: at once for the first time, under back-off after each failure, and only when the gate lets it through. */
final class Redial {
  private final Loop loop;
  private final ConnectGate gate;
  private final Backoff backoff;
  private final LongConsumer attempt;
  private int failures;
  private boolean admitted;
  private final Timer timer = new Timer() {
    @Override protected void fire(long now) {
      over(now);
    }
  };

  /** @param attempt to be made now, told the time */
  Redial(Loop loop, ConnectGate gate, Backoff backoff, LongConsumer attempt) {
    this.loop = loop;
    this.gate = gate;
    this.backoff = backoff;
    this.attempt = attempt;
  }

  void atOnce() {
    loop.set(timer, loop.now());
  }

  /** The connection is gone, or did not come about. */
  void afterFailure(MonitorConfig.Backoff declared) {
    failures++;
    loop.set(timer, loop.now() + backoff.waitNanos(failures, declared));
  }

  /** The connection serves. */
  void answered() {
    failures = 0;
  }

  /** In a row. */
  int failures() {
    return failures;
  }

  void stop() {
    loop.cancel(timer);
    failures = 0;
    admitted = false;
  }

  /** The wait is over: asks the gate, which may say not yet. */
  private void over(long now) {
    long from = admitted ? now : gate.reserve(now);
    admitted = from - now > 0;
    if (admitted) loop.set(timer, from);
    else attempt.accept(now);
  }
}
