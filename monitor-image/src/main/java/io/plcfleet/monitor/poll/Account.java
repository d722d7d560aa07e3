package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.contract.Metric;
import io.plcfleet.monitor.diagnosis.Diagnostician;
import io.plcfleet.monitor.link.CpuState;
import io.plcfleet.monitor.link.Identity;
import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.scoring.Profile;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The account of one PLC: what came of what it was asked, and what is thought of it. Where our own process stood still meanwhile, an
 * answer says that the PLC is there and no more, and a failure says nothing.
 */
final class Account {
  /** Others behind the same gateway. */
  interface Neighbours {
    int count();

    int answering();
  }

  private final Neighbours neighbours;
  private final Session session = new Session();
  private final Diary diary = new Diary(session);
  private final Tally tally = new Tally();
  private final Judge judge;
  private final Diagnostician diagnostician;
  private final Vitals vitals;
  private boolean answeredEver;
  private boolean busy;
  private boolean identified;  // on this connection
  private boolean first = true;  // the next answer is the first of its connection

  Account(Profile profile, TagGroups tags, Neighbours neighbours, long now) {
    this.neighbours = neighbours;
    long interval = tags.reference().intervalNanos();
    judge = new Judge(profile, interval, diary::regraded, now);
    diagnostician = new Diagnostician(interval);
    vitals = new Vitals(diagnostician);
    vitals.use(tags);
  }

  /** @param measured whether response times go on: the same reference is asked, among the same tags */
  void use(Profile profile, TagGroups tags, boolean measured, long now) {
    long interval = tags.reference().intervalNanos();
    judge.use(profile, interval, now);
    diagnostician.use(interval);
    if (!measured) {
      judge.startOver(now);
      diagnostician.startOver();
    }
    vitals.use(tags);
  }

  /** Work on the PLC begins or ends: what came before its end says nothing of the time after. */
  void maintained(boolean underWay, long now) {
    judge.maintained(underWay, now);
    if (underWay) return;
    diagnostician.startOver();
    vitals.forget();
  }

  /** A request goes out. */
  void asks() {
    session.next();
  }

  void connected(long now, @Nullable Long tcpNanos, boolean again) {
    first = true;
    identified = false;
    vitals.connected(again);
    diary.connected(now);
    if (tcpNanos != null) diagnostician.connected(tcpNanos);
    if (!again) return;
    tally.reconnected();
    judge.reconnected(now);
  }

  /** @return whether it goes on from the session before; else what was learnt then says nothing any more */
  boolean answered(long now, Outcome.Ok ok, GroupReads group, boolean isReference, boolean ours) {
    boolean goesOn = heard(now);
    group.answered(now, ok.readings());
    diary.answered(now, ok);
    statuses(now, ok);
    vitals.answered(now, group);
    boolean isFirst = first;
    first = false;
    if (ours) {
      diagnostician.heard(now);
      diagnostician.interrupted();
      judge.reached(now);
    } else {
      tally.answered(ok.readNanos());
      tally.requests(group.group().requests(), 0);
      judge.requests(now, group.group().requests(), 0);
      timed(now, ok, isReference, isFirst);
    }
    judge.found(now, diagnostician.isCpuStopped(), diagnostician.isLifeSignFrozen());
    return goesOn;
  }

  /**
   * What it says of itself, or that it does not.
   *
   * @return whether it goes on from the session before: the same device, not long ago
   */
  boolean told(long now, Outcome.Told told, boolean ours) {
    boolean goesOn = heard(now);
    diary.told(now, told);
    diagnostician.heard(now);
    if (ours) judge.reached(now);
    else judge.answeredUntimed(now);
    switch (told.fact()) {
      case CpuState state -> vitals.says(now, state);
      case Identity identity -> goesOn &= isSame(now, identity);
    }
    judge.found(now, diagnostician.isCpuStopped(), diagnostician.isLifeSignFrozen());
    return goesOn;
  }

  /**
   * It was asked what is no tag, and stayed silent.
   *
   * @param again it is still worth asking; else what it told before holds no longer
   */
  void untold(long now, Inquiry inquiry, Outcome.Failure failure, boolean again) {
    diary.untold(now, failure);
    if (again || inquiry != Inquiry.CpuState) return;
    vitals.says(now, CpuState.Unknown);
    judge.found(now, diagnostician.isCpuStopped(), diagnostician.isLifeSignFrozen());
  }

  /** A request was sent and not answered. */
  void failed(long now, Outcome.Failure failure, boolean ours) {
    if (!noted(now, failure, ours)) return;
    tally.failedRead(failure.errorClass());
    tally.requests(1, 1);
    judge.requests(now, 1, 1);  // where others of the same read were answered before, nobody counted them
    judge.failed(now, failure instanceof Outcome.RequestTimeout ? failure.afterNanos() : 0, failure.errorClass());
  }

  /** A connect failed, or the connection broke while this PLC was not asked. */
  void broken(long now, Outcome.Failure failure, boolean ours) {
    if (noted(now, failure, ours)) judge.attemptFailed(now, failure.errorClass());
  }

  /** Turns were due while nobody could be asked. */
  void missed(long now, int turns) {
    tally.missed(turns);
    for (int i = 0; i < turns; i++) judge.missed(now);
    if (turns > 0) diary.turnMissed(now);
  }

  void beat(long now, boolean answered) {
    judge.beat(now, answered);
    tally.beat(answered);
  }

  /** A read that was due begins. */
  void begun(long due, long now) {
    tally.begun(due, now);
  }

  /** It was asked who it is, on this connection. */
  boolean isIdentified() {
    return identified;
  }

  boolean answeredEver() {
    return answeredEver;
  }

  /** The device has more to do than it can: it says so, or is about to fail. */
  boolean suffers(long now) {
    return busy || judge.isPreFault() || diagnostician.name(now) == DiagnosisClass.DeviceOverloaded;
  }

  /** Whether the values of the last answer still mean something. */
  boolean isFresh(long now) {
    return session.isFresh(now);
  }

  Judge judge() {
    return judge;
  }

  CpuWatch cpu() {
    return vitals.cpu();
  }

  Diary diary() {
    return diary;
  }

  void fill(PlcSamples row, long now) {
    judge.fill(row, now);
    tally.fill(row, now);
    row.set(Metric.PLC_CPU_STATE, vitals.cpu().number());
    DiagnosisClass name = diagnostician.name(now);
    Confidence confidence = diagnostician.confidence();
    if (name != null && confidence != null) row.set(Metric.PLC_DIAGNOSIS, name, confidence.number());
  }

  Counts counts() {
    return tally.copy();
  }

  PlcView.@Nullable Suspicion suspicion(long now) {
    var diagnosis = diagnostician.diagnose(now);
    return diagnosis == null ? null : new PlcView.Suspicion(diagnosis, (now - diagnosis.since()) / 1e9);
  }

  long requests() {
    return session.newest();
  }

  private boolean heard(long now) {
    answeredEver = true;
    if (session.resume(now)) return true;
    vitals.forget();
    return false;
  }

  private void timed(long now, Outcome.Ok ok, boolean isReference, boolean isFirst) {
    if (isReference) judge.answered(now, ok.ackNanos(), ok.readNanos(), isFirst);
    else judge.answeredUntimed(now);
    if (isReference && !isFirst) diagnostician.answered(now, ok.ackNanos());
    else diagnostician.heard(now);
  }

  private void statuses(long now, Outcome.Ok ok) {
    busy = false;
    for (int i = 0; i < ok.readings().size(); i++) {
      TagStatus status = ok.readings().status(i);
      if (status == TagStatus.Ok) continue;
      tally.tagError(status);
      busy |= status == TagStatus.DeviceBusy;
    }
    if (busy) diagnostician.busy(now);
  }

  /** False: it says nothing of the PLC. */
  private boolean noted(long now, Outcome.Failure failure, boolean ours) {
    diary.failed(now, failure);
    session.lost(now);
    if (failure.isOurs()) tally.error(failure.errorClass());
    if (ours) {
      diagnostician.interrupted();
      return false;
    }
    tally.error(failure.errorClass());
    diagnostician.failed(now, failure.errorClass(), neighbours.count(), neighbours.answering());
    return true;
  }

  private boolean isSame(long now, Identity identity) {
    identified = true;
    List<String> parts = Stream.of(identity.orderNumber(), identity.serialNumber(), identity.firmware()).filter(Objects::nonNull).toList();
    if (parts.isEmpty()) return true;
    diagnostician.identity(now, String.join(" ", parts));
    String device = Objects.requireNonNullElse(identity.serialNumber(), parts.getFirst());
    if (session.isSame(device)) return true;
    vitals.forget();
    return false;
  }
}
