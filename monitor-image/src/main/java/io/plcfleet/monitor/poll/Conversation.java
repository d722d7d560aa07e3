package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Metric;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Link;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.scoring.Profile;
import java.util.concurrent.TimeUnit;

/** The conversation with one PLC: when it is asked for what, what then comes, and when it is left alone. */
final class Conversation implements Agenda.Caller {
  private final Loop loop;
  private final Line line;
  private final Retreat retreat;
  private final Account account;
  private final Agenda agenda;
  private final Pulse pulse;
  private final Questions questions;
  private LinkSettings settings;
  private Ask asked;
  private boolean waiting;  // in the line's queue, or in flight

  /** @param uid of the PLC: decides when it is due */
  Conversation(Loop loop, Line line, Backoff backoff, Profile profile, LinkSettings settings, TagGroups tags, String uid) {
    this.loop = loop;
    this.line = line;
    retreat = new Retreat(loop, backoff, this::beWitness);
    this.settings = settings;
    account = new Account(profile, tags, line.neighboursOf(this), loop.now());
    agenda = new Agenda(loop, this, tags, uid);
    asked = agenda.reference().ask();
    pulse = new Pulse(loop, new Felt(this, line, retreat, account), settings, tags.fastestNanos());
    questions = new Questions(loop, line, account, this::confirm);
  }

  void begin() {
    agenda.start();
    pulse.start();
    line.add(this);
  }

  /** The line closes when it was the last one on it. */
  void end() {
    agenda.stop();
    pulse.stop();
    retreat.cancel();
    questions.stop();
    waiting = false;
    line.remove(this);
  }

  /** @param again other tags are asked, or at other times */
  void use(LinkSettings other, TagGroups tags, boolean again, String uid) {
    settings = other;
    if (again) agenda.use(tags, uid);
    pulse.use(other, tags.fastestNanos());
    line.settle();
  }

  Account account() {
    return account;
  }

  void fill(PlcSamples row, long now) {
    account.fill(row, now);
    line.fill(row, now);
    row.set(Metric.PLC_TAG_AGE_SECONDS, agenda.stalest(now, percent()).age(now) / 1e9);
    row.set(Metric.PLC_BUFFER_USAGE_RATIO, agenda.waitingShare());
  }

  Line line() {
    return line;
  }

  Agenda agenda() {
    return agenda;
  }

  LinkSettings settings() {
    return settings;
  }

  /** Nanoseconds between two heartbeats at present. */
  long heartbeatNanos() {
    return pulse.intervalNanos();
  }

  long timeoutNanos() {
    return TimeUnit.MILLISECONDS.toNanos(settings.polling().timeoutMillis());
  }

  boolean proven() {
    return account.judge().reachability().proven();
  }

  boolean everAnswered() {
    return account.answeredEver();
  }

  /** Its turn begins. */
  void ask(Link link, boolean shared) {
    account.asks();
    asked = agenda.next();
    switch (asked) {
      case Ask.Read(GroupReads group) -> {
        pulse.reads(loop.now());
        link.read(group.group().plan(), timeoutNanos(), shared);
      }
      case Ask.Probe(GroupReads reference) -> {
        pulse.probes(loop.now());
        link.read(reference.group().plan(), pulse.timeoutNanos(), true);
      }
      case Ask.Question(Inquiry inquiry) -> link.ask(inquiry, timeoutNanos());
    }
  }

  /**
   * The line is up: who did not answer last is asked at once, not at its next turn. Unless its reads are what breaks the line: then the
   * others on it come first.
   *
   * @param again not the first time
   */
  void connected(boolean again) {
    retreat.cancel();
    account.connected(loop.now(), line.phases().tcp(), again);
    if (retreat.breaks() > 1 && line.isShared()) {
      retreat.after(retreat.breaks(), settings.connection().backoff());
    } else if (!proven() && !waiting) {
      askLine();
    }
  }

  /** Others on its connection stay silent: whether it answers tells if it is they. */
  void beWitness() {
    if (!waiting) askLine();
  }

  /** @param ours our own process stood still meanwhile, so the times say nothing of the PLC */
  void answered(Outcome.Ok ok, boolean ours) {
    if (ok.refusal() == TagStatus.TargetUnreachable) {
      silent(new Outcome.TargetUnreachable(ok.readNanos()), ours);
      return;
    }
    long now = loop.now();
    if (!ours) line.traffic().ended(asked.kind(), true);
    GroupReads group = ended();
    pulse.replied(now);
    boolean isReference = group == agenda.reference();
    if (isReference && !ours) pulse.timed(ok.ackNanos());
    if (!account.answered(now, ok, group, isReference, ours)) pulse.forget();
    retreat.answered();
    goOn(now);
  }

  void told(Outcome.Told told, boolean ours) {
    long now = loop.now();
    if (!ours) line.traffic().ended(asked.kind(), true);
    waiting = false;
    pulse.replied(now);
    if (!account.told(now, told, ours)) pulse.forget();
    retreat.answered();
    questions.told();
    goOn(now);
  }

  /**
   * It did not answer, others behind the same gateway may: it backs off alone. A probe of a connection of its own has further chances.
   *
   * @return whether it should have: a question may be one that it does not know, which is held against nobody
   */
  boolean silent(Outcome.Failure failure, boolean ours) {
    if (asked instanceof Ask.Question(Inquiry inquiry)) {
      untold(inquiry, failure, ours);
      return false;
    }
    boolean probed = asked instanceof Ask.Probe;
    failed(failure, ours);
    if (!probed || line.isShared()) retreat.after(Math.max(1, account.judge().reachability().failures()), settings.connection().backoff());
    return true;
  }

  /** Reads go on; it is asked once more along with the next one, and then seldom. */
  private void untold(Inquiry inquiry, Outcome.Failure failure, boolean ours) {
    long now = loop.now();
    if (!ours) line.traffic().ended(asked.kind(), false);
    waiting = false;
    account.untold(now, inquiry, failure, line.canAsk(inquiry));
    if (!agenda.isEmpty()) askLine();
  }

  /** So many heartbeats were missed that its connection is of no use. */
  boolean isSilent() {
    return pulse.isSilent();
  }

  /** Its read ended with the connection. */
  void brokenByRead(Outcome.Failure failure, boolean ours) {
    retreat.cancel();
    if (!ours) retreat.broke();
    failed(failure, ours);
  }

  /** The connection is lost, or could not be made. */
  void broken(Outcome.Failure failure, boolean ours) {
    retreat.cancel();
    account.broken(loop.now(), failure, ours);
  }

  /** It stood in the queue of a connection that is lost. */
  void turnLost(boolean ours) {
    waiting = false;
    int lost = agenda.forget();
    if (!ours) account.missed(loop.now(), lost);
  }

  private void failed(Outcome.Failure failure, boolean ours) {
    long now = loop.now();
    boolean probed = asked instanceof Ask.Probe;
    if (!ours) line.traffic().ended(asked.kind(), false);
    ended();
    turnLost(ours);
    account.failed(now, failure, ours);
    if (ours) {
      pulse.unknown(now);
      return;
    }
    pulse.lost();
    if (probed) pulse.missed(now);
  }

  /** @return the group that was asked; of a question the reference */
  private GroupReads ended() {
    waiting = false;
    if (!(asked instanceof Ask.Read(GroupReads group))) return asked instanceof Ask.Probe(GroupReads probed) ? probed : agenda.reference();
    group.want(false);
    return group;
  }

  private void confirm() {
    if (!waiting && line.isOpen()) goOn(loop.now());
  }

  /** On with what else is to be asked. */
  private void goOn(long now) {
    Inquiry question = questions.due(now);
    if (question != null) agenda.want(question);
    if (!agenda.isEmpty()) askLine();
  }

  @Override
  public void turnCame(GroupReads group, long now) {
    account.begun(group.due(), now);
    boolean takesTurn = group.takesTurn(now, percent());
    if (group == agenda.reference()) noteAge(now);
    if (!takesTurn) return;  // skipped, which is nobody's failure
    group.want(true);
    if (waiting || (!retreat.isOn() && askLine())) return;
    group.want(false);
    if (!line.isHindered()) account.missed(now, 1);
  }

  /** False: there is no connection. The outcome may be there before this returns. */
  private boolean askLine() {
    waiting = true;
    retreat.cancel();
    boolean taken = line.ask(this);
    if (!taken) waiting = false;
    return taken;
  }

  private void noteAge(long now) {
    GroupReads stalest = agenda.stalest(now, percent());
    account.judge().tagAge(now, stalest.age(now), stalest.intervalNanos(percent()));
  }

  /** How many of their turns groups are given that are not essential. */
  int percent() {
    return account.judge().action().nonEssentialPercent();
  }

  long now() {
    return loop.now();
  }

  /** Something is asked of it, or waits to be. */
  boolean isWaiting() {
    return waiting;
  }

  /** After what it is asked for anyhow. */
  void probe() {
    agenda.wantProbe();
    askLine();
  }
}
