package io.plcfleet.monitor.poll;

import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.GradeChange;
import org.jspecify.annotations.Nullable;

/** What happened to one PLC lately, and what had happened when it became PreFault last. */
final class Diary {
  private final Session session;
  private final Trace trace = new Trace();
  private @Nullable Outcome newest;  // kept as it came: its sentence is wanted seldom, on each read it would cost more than the read
  private @Nullable GradeChange changed;
  private @Nullable TraceView preFault;

  Diary(Session session) {
    this.session = session;
  }

  void answered(long now, Outcome.Ok ok) {
    newest = ok;
    trace.add(now, session.newest(), "Answered", ok.readNanos());
  }

  void told(long now, Outcome.Told told) {
    trace.add(now, session.newest(), "Told", told.afterNanos());
  }

  void failed(long now, Outcome.Failure failure) {
    newest = failure;
    untold(now, failure);
  }

  /** What it was asked besides is not what one wants to know of it first. */
  void untold(long now, Outcome.Failure failure) {
    ErrorClass error = failure.errorClass();
    trace.add(now, session.newest(), error.name(), failure.afterNanos());
  }

  void connected(long now) {
    trace.add(now, session.newest(), "Connected", 0);
  }

  void turnMissed(long now) {
    trace.add(now, session.newest(), "TurnMissed", 0);
  }

  void regraded(GradeChange change) {
    changed = change;
    trace.add(change.atNanos(), session.newest(), change.to().name(), 0);
    if (change.to() == Grade.PreFault) preFault = new TraceView(change.atNanos(), change.from(), change.reason(), trace.copy(change.atNanos()));
  }

  /** In words; null until an attempt ended. */
  @Nullable String newest() {
    return newest == null ? null : newest.sentence();
  }

  /** What is to be corrected before it can be asked; null while nothing is. */
  @Nullable String problem() {
    return switch (newest) {
      case Outcome.ConfigError(String detail, _) -> detail;
      case Outcome.AddressForbidden(String detail, _) -> detail;
      case null, default -> null;
    };
  }

  /** The newest change of the grade. */
  @Nullable GradeChange changed() {
    return changed;
  }

  @Nullable TraceView preFault() {
    return preFault;
  }
}
