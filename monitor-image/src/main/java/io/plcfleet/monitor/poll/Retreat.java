package io.plcfleet.monitor.poll;

import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Timer;

/** The waits of one PLC, a unit behind a gateway, that backs off by itself while the connection goes on for the others. */
final class Retreat {
  private final Loop loop;
  private final Backoff backoff;
  private final Timer wait;
  private int breaks;  // of the connection by its reads, since it answered last

  /** @param over what to do after a wait */
  Retreat(Loop loop, Backoff backoff, Runnable over) {
    this.loop = loop;
    this.backoff = backoff;
    wait = Timer.of(over);
  }

  /** @param failures in a row, at least 1 */
  void after(int failures, MonitorConfig.Backoff declared) {
    loop.set(wait, loop.now() + backoff.waitNanos(failures, declared));
  }

  void cancel() {
    loop.cancel(wait);
  }

  boolean isOn() {
    return wait.isSet();
  }

  void broke() {
    breaks++;
  }

  void answered() {
    breaks = 0;
  }

  /** Its reads ended connections, more than once without an answer between. */
  int breaks() {
    return breaks;
  }
}
