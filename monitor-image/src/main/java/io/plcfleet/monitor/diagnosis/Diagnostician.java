package io.plcfleet.monitor.diagnosis;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.scoring.ErrorClass;
import org.jspecify.annotations.Nullable;

/**
 * Told what happened on the link of one PLC, says what is likely to be wrong: nothing, or one thing. Never more than was seen.
 * Takes a fixed amount of memory; to be told allocates nothing.
 *
 * <p>What our own process spoils by standing still is not to be told, only that it did: {@link #interrupted}. Times are nanoseconds of one
 * monotonic clock, of any sign. Not thread-safe.
 */
public final class Diagnostician {
  private Facts facts;
  private long interval;
  private @Nullable Sign said;
  private @Nullable Confidence confidence;
  private long since;
  private long firstSignAfter;

  /** @param intervalNanos from one read to the next: how many reads a window holds */
  public Diagnostician(long intervalNanos) {
    interval = intervalNanos;
    facts = new Facts(intervalNanos);
  }

  public void use(long intervalNanos) {
    interval = intervalNanos;
    facts.flow.use(intervalNanos);
  }

  /** Other tags, other endpoint, end of maintenance: what was seen before says nothing of it. */
  public void startOver() {
    facts = new Facts(interval);
    said = null;
  }

  /**
   * A read was answered, whatever the answer says of single tags.
   *
   * @param ackNanos response time of its first request
   */
  public void answered(long now, long ackNanos) {
    heard(now);
    facts.flow.answered(now, ackNanos);
  }

  /** It answered, but how fast is not known or says nothing: the first read of a connection, a heartbeat, a read across a pause of ours. */
  public void heard(long now) {
    Attempts row = facts.attempts;
    if (row.inARow() > 0 && !row.enough()) missing(now, row);
    row.answered(now);
    facts.alternation.answered(now);
    facts.identity.stillThere(now);
  }

  /** One or two failures between two answers: something got lost or damaged on the way. Three are an interruption. */
  private void missing(long now, Attempts row) {
    if (row.count(ErrorClass.ProtocolError) > 0) facts.flow.damaged(now, row.first());
    else if (row.count(ErrorClass.RequestTimeout) + row.count(ErrorClass.ConnectTimeout) > 0) facts.flow.lost(now, row.first());
  }

  /** An answer said busy; {@link #answered} or {@link #heard} is to be called as well. */
  public void busy(long now) {
    facts.flow.busy(now);
  }

  /**
   * A read or an attempt to connect failed, or the connection broke at rest. Classes that do not concern the link say nothing of it.
   *
   * @param neighbours other units behind the same gateway, 0 without one
   * @param neighboursAnswering how many of them answered last
   */
  public void failed(long now, ErrorClass error, int neighbours, int neighboursAnswering) {
    if (!error.concernsLink()) return;
    facts.neighbours = neighbours;
    facts.neighboursAnswering = neighboursAnswering;
    Attempts attempts = facts.attempts;
    facts.alternation.failed(now, error, attempts.answeredEver() ? now - attempts.answered() : Diagnosis.UNKNOWN);
    attempts.failed(now, error);
  }

  /**
   * A connection came about.
   *
   * @param tcpNanos how long TCP took: no program of the PLC is asked for that
   */
  public void connected(long tcpNanos) {
    facts.tcp = tcpNanos;
  }

  public void cpuRuns(long now) {
    facts.cpu.runs(now);
  }

  public void cpuStopped(long now) {
    facts.cpu.stopped(now);
  }

  /** The PLC did not say, or said something that is neither. */
  public void cpuUnknown() {
    facts.cpu.unknown();
  }

  /** Whether {@link DiagnosisClass#CpuStopped} holds, as far as the PLC's word goes. */
  public boolean isCpuStopped() {
    return facts.cpu.isStopped();
  }

  /**
   * The tag with the role LifeSign was read.
   *
   * @param changed whether its value differs from the last one
   * @param maxFrozenNanos how long it may stay the same
   */
  public void lifeSign(long now, boolean changed, long maxFrozenNanos) {
    facts.lifeSign.sample(now, changed, maxFrozenNanos);
  }

  /** Whether the life sign stands still for too long. */
  public boolean isLifeSignFrozen() {
    return facts.lifeSign.isFrozen();
  }

  /** The PLC told who it is: order number, serial number, firmware. */
  public void identity(long now, String identity) {
    facts.identity.seen(now, identity);
  }

  /** Our own process stood still, or the PLC was not read for another reason that is not its own. */
  public void interrupted() {
    facts.lifeSign.interrupted();
  }

  /** What is likely to be wrong; null while nothing is. Allocates nothing. */
  public @Nullable DiagnosisClass name(long now) {
    look(now);
    return said == null ? null : said.name();
  }

  /** How sure it was of what {@link #name} said last; null while nothing was wrong. */
  public @Nullable Confidence confidence() {
    return confidence;
  }

  /** The same with the evidence. */
  public @Nullable Diagnosis diagnose(long now) {
    look(now);
    return said == null || confidence == null ? null
        : new Diagnosis(said.name(), since, firstSignAfter, said.evidence(facts, now), confidence);
  }

  /** A diagnosis keeps its first time for as long as it holds: windows move on, what began does not. */
  private void look(long now) {
    for (int i = 0; i < Signs.ALL.size(); i++) {
      Sign sign = Signs.ALL.get(i);
      Confidence seen = sign.seen(facts, now);
      if (seen == null) continue;
      if (sign != said) {
        since = sign.since(facts, now);
        firstSignAfter = sign.firstSignAfter(facts, now);
      }
      said = sign;
      confidence = seen;
      return;
    }
    said = null;
    confidence = null;
  }
}
