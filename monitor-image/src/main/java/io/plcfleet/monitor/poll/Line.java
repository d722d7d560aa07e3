package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.Metric;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.KeepAlive;
import io.plcfleet.monitor.link.Link;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Phases;
import io.plcfleet.monitor.link.Seat;
import io.plcfleet.monitor.link.Timer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the PLCs that are read over it: one for S7, for Modbus as many as there are units behind one address.
 * Keeps it connected, under back-off, and hands it to one PLC after the other.
 */
final class Line implements Link.Watcher {
  private static final Phases.Phase[] PHASES = Phases.Phase.values();

  private final Seat loop;
  private final Traffic traffic;
  private final Link link;
  private final Round<Conversation> round = new Round<>();
  private final List<Conversation> plcs = round.joined();
  private final Turns<Conversation> turns = new Turns<>();
  private final Silence<Conversation> silence = new Silence<>();
  private final Redial redial;
  private @Nullable Conversation asked;
  private boolean reading;
  private boolean doubted;
  private boolean hindered;
  private long began;
  private boolean down;
  private boolean wasOpen;
  private boolean firstRead;  // is still to come on this connection
  private long openedAt;
  private boolean leaving;
  private final Timer wake = new Timer() {
    @Override protected void fire(long now) {
      pump();
    }
  };

  Line(EventLoop on, ConnectGate gate, Backoff backoff, Traffic traffic, Endpoint endpoint) {
    this.loop = new Seat(on);
    redial = new Redial(loop, gate, backoff, this::connect);
    this.traffic = traffic;
    link = Protocols.link(loop, endpoint, this);
  }

  /** Where it lives, with its PLCs: always the same, while the thread behind it may change. */
  Loop loop() {
    return loop;
  }

  /** Whether no further request begins, so that it comes to rest. */
  void leave(boolean now) {
    leaving = now;
    pump();
  }

  /** Whether no request is in flight and no connection being made. */
  boolean rests() {
    return link.state() == Link.State.Idle || link.state() == Link.State.Closed;
  }

  /** Only at rest; what is to be done on arrival is done over there. */
  void moveTo(EventLoop other, Runnable arrived) {
    loop.moveTo(other, arrived);
  }

  /** With its first PLC it connects. */
  void add(Conversation plc) {
    round.add(plc);
    settle();
    if (plcs.size() == 1) redial.atOnce();
    if (isOpen()) plc.connected(false);
  }

  /** What its PLCs declare has changed: holds from now on, on the open connection too. Of several it is the first one's. */
  void settle() {
    if (plcs.isEmpty()) return;
    MonitorConfig.KeepAlive declared = plcs.getFirst().settings().connection().keepAlive();
    link.keepAlive(new KeepAlive(declared.idleSeconds(), declared.intervalSeconds(), declared.count()));
  }

  /** Without its last PLC the connection is closed. */
  void remove(Conversation plc) {
    round.remove(plc);
    turns.remove(plc);
    if (asked == plc) asked = null;  // its answer is dropped
    silence.remove(plc);
    if (!plcs.isEmpty()) return;
    redial.stop();
    loop.cancel(wake);
    link.close();
    silence.forget();
    reading = false;
    doubted = false;
    down = false;
    wasOpen = false;
    hindered = false;
  }

  boolean isShared() {
    return plcs.size() > 1;
  }

  boolean isEmpty() {
    return plcs.isEmpty();
  }

  /** The units behind the same connection, but for one. */
  Account.Neighbours neighboursOf(Conversation plc) {
    return new Account.Neighbours() {
      @Override public int count() {
        return (int) plcs.stream().filter(other -> other != plc).count();
      }

      @Override public int answering() {
        return (int) plcs.stream().filter(other -> other != plc && other.proven()).count();
      }
    };
  }

  Traffic traffic() {
    return traffic;
  }

  void fill(PlcSamples row, long now) {
    row.set(Metric.PLC_CONNECTION_ALIVE_DURATION_SECONDS, age(now) / 1e9);
    for (Phases.Phase phase : PHASES) {
      Long nanos = phases().nanos(phase);
      if (nanos != null) row.set(Metric.PLC_CONNECT_PHASE_SECONDS, phase, nanos / 1e9);
    }
  }

  Phases phases() {
    return link.phases();
  }

  boolean canAsk(Inquiry inquiry) {
    return isOpen() && link.canAsk(inquiry);
  }

  /** Nanoseconds that the connection is up, 0 without one. */
  long age(long now) {
    return isOpen() ? now - openedAt : 0;
  }

  /** Asks for a turn. False: the connection is lost, so the turn is as well. */
  boolean ask(Conversation plc) {
    if (down) return false;
    turns.add(plc, plc.proven());
    pump();
    return true;
  }

  @Override
  public void opened(Link opened) {
    down = false;
    hindered = false;
    openedAt = loop.now();
    firstRead = true;
    traffic.ended(Traffic.Request.Connect, true);
    traffic.connected(link.phases());
    for (Conversation plc : List.copyOf(plcs)) plc.connected(wasOpen);
    wasOpen = true;
    pump();
  }

  @Override
  public void outcome(Link source, Outcome outcome) {
    Conversation plc = asked;
    asked = null;
    long now = loop.now();
    boolean wasProven = !doubted;
    if (doubted) turns.doubtfulTook(began, now);
    doubted = false;
    boolean atRest = !down && !reading;
    boolean byRead = reading;
    reading = false;
    // A connection that breaks at rest has done so since the loop turned last.
    hindered = outcome instanceof Outcome.Failure failure && failure.isOurs();
    boolean ours = hindered || loop.pausedSince(atRest ? now - loop.quietFor() : began);
    switch (outcome) {
      case Outcome.Ok ok -> {
        redial.answered();
        if (firstRead && !ours) traffic.took(Phases.Phase.FirstRead, ok.readNanos());
        firstRead = false;
        silence.answered(plc);
        if (plc != null) plc.answered(ok, ours);
      }
      case Outcome.Told told -> {
        redial.answered();
        silence.answered(plc);
        if (plc != null) plc.told(told, ours);
      }
      case Outcome.Failure failure when isOpen() -> silent(plc, failure, wasProven, ours);
      case Outcome.Failure failure -> {
        if (!byRead && (down || !wasOpen) && !ours) traffic.ended(Traffic.Request.Connect, false);
        broken(plc, failure, byRead, ours);
      }
    }
    pump();
  }

  private void silent(@Nullable Conversation plc, Outcome.Failure failure, boolean wasProven, boolean ours) {
    if (plc == null || !plc.silent(failure, ours) || ours || !seemsDead(plc, wasProven)) return;
    link.close();
    silence.blamed();
    lose(plc, false);
  }

  /** A connection of one PLC after so many missed heartbeats; a shared one when no witness speaks for it. */
  private boolean seemsDead(Conversation plc, boolean wasProven) {
    if (!isShared()) return plc.isSilent();
    silence.add(plc, wasProven);
    if (!silence.isSuspicious()) return false;
    Conversation witness = silence.witness(round.longestUnasked(), Conversation::proven, Conversation::everAnswered);
    if (witness != null) witness.beWitness();
    return witness == null;
  }

  /** Where units share the connection, a break during a read is that unit's; when it goes on without an answer, everybody's. */
  private void broken(@Nullable Conversation inFlight, Outcome.Failure failure, boolean byRead, boolean ours) {
    lose(inFlight, ours);
    if (inFlight != null) inFlight.brokenByRead(failure, ours);
    if (byRead && redial.failures() <= Backoff.CONFIRMING) return;
    for (Conversation plc : plcs) {
      if (plc != inFlight) plc.broken(failure, ours);
    }
  }

  /** The connection is gone: the next attempt is set, and those in the queue lose their turns. */
  private void lose(@Nullable Conversation inFlight, boolean ours) {
    down = true;
    redial.afterFailure(plcs.getFirst().settings().connection().backoff());
    silence.forget();
    turns.clear();
    for (Conversation plc : plcs) {
      if (plc != inFlight) plc.turnLost(ours);
    }
  }

  private void connect(long now) {
    began = now;
    link.open(longestTimeout());
  }

  private void pump() {
    if (leaving || link.state() != Link.State.Idle) return;
    long now = loop.now();
    Conversation next = turns.next(now, silence.isSuspicious());
    if (next == null) {
      if (turns.onlyDoubtfulWait()) loop.set(wake, turns.notBefore());
      return;
    }
    round.asked(next);
    asked = next;
    reading = true;
    doubted = !next.proven();
    began = now;
    begin(next);
  }

  /** A mistake of ours before anything was sent must not leave it waiting for ever. */
  private void begin(Conversation next) {
    try {
      next.ask(link, isShared());
    } catch (RuntimeException e) {
      if (asked == next && link.state() == Link.State.Idle) {
        asked = null;
        reading = false;
        doubted = false;
        next.turnLost(true);
      }
      throw e;
    }
  }

  /** Whether the newest attempt failed for a reason that is our own: that a PLC is not asked is not its fault then. */
  boolean isHindered() {
    return hindered;
  }

  boolean isOpen() {
    return link.state() == Link.State.Idle || link.state() == Link.State.Reading;
  }

  private long longestTimeout() {
    return plcs.stream().mapToLong(Conversation::timeoutNanos).max().orElse(0);
  }
}
