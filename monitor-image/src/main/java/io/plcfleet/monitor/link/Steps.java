package io.plcfleet.monitor.link;

import io.plcfleet.monitor.link.Phases.Phase;

/** The clock of one attempt to open: one step after the other. */
final class Steps {
  private final Loop loop;
  private Phases phases = Phases.NONE;
  private long since;

  Steps(Loop loop) {
    this.loop = loop;
  }

  void begin() {
    phases = Phases.NONE;
    since = loop.now();
  }

  /** A step that is not worth a phase is over. */
  void skip() {
    since = loop.now();
  }

  /** So much of the present step is not the other side's. */
  void leaveOut(long nanos) {
    since += nanos;
  }

  /** A step is over, the next begins. */
  void end(Phase phase) {
    long now = loop.now();
    if (!loop.pausedSince(since)) phases = phases.with(phase, now - since);
    since = now;
  }

  /** The first read of the connection; later ones are no step. */
  void read(long nanos) {
    if (phases.firstRead() == null) phases = phases.with(Phase.FirstRead, nanos);
  }

  Phases phases() {
    return phases;
  }
}
