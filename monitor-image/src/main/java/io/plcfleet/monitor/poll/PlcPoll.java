package io.plcfleet.monitor.poll;

import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.TagProblem;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Outcome;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The reading of one PLC: its turns, what came of them, what is thought of it. */
final class PlcPoll {
  private final Loop loop;
  private final Line line;
  private final Backoff backoff;
  private final Judge judge;
  private final Tally tally = new Tally();
  private Assignment assignment;
  private DueTimes dueTimes;
  private Plan plan;
  private @Nullable Plan planAsked;
  private boolean waiting;  // in the line's queue, or in flight
  private boolean firstOfConnection = true;
  private boolean everAnswered;
  private int breaks;  // of a connection by its reads, since it answered last
  private List<Reading> newest = List.of();
  private @Nullable Outcome last;  // kept as it came: its sentence is wanted seldom, on each read it would cost more than the read
  private final Timer turn = new Timer() {
    @Override protected void fire(long now) {
      turnCame(now);
    }
  };
  /** Set while the PLC, a unit behind a gateway, backs off by itself. */
  private final Timer retry = new Timer() {
    @Override protected void fire(long now) {
      if (!waiting) askLine();
    }
  };

  PlcPoll(Loop loop, Line line, Backoff backoff, Assignment assignment, Plan plan) {
    this.loop = loop;
    this.line = line;
    this.backoff = backoff;
    this.assignment = assignment;
    this.plan = plan;
    long now = loop.now();
    judge = new Judge(assignment.profile(), intervalNanos(), now);
    dueTimes = new DueTimes(assignment.entry().uid(), intervalNanos());
    loop.set(turn, dueTimes.after(now));
    line.add(this);
  }

  Assignment assignment() {
    return assignment;
  }

  Line line() {
    return line;
  }

  /** Other settings for the same endpoint; the connection stays. */
  void change(Assignment changed, Plan changedPlan) {
    Assignment before = assignment;
    assignment = changed;
    long now = loop.now();
    if (!before.link().polling().equals(changed.link().polling())) {
      dueTimes = new DueTimes(changed.entry().uid(), intervalNanos());
      loop.set(turn, dueTimes.after(now));
    }
    judge.use(changed.profile(), intervalNanos(), now);
    if (before.entry().tags().equals(changed.entry().tags())) return;
    plan = changedPlan;
    newest = List.of();
    judge.startOver(now);
  }

  /** Ends it; the line closes when it was the last one on it. */
  void end() {
    loop.cancel(turn);
    loop.cancel(retry);
    line.remove(this);
  }

  boolean proven() {
    return judge.reachability().proven();
  }

  boolean everAnswered() {
    return everAnswered;
  }

  long timeoutNanos() {
    return TimeUnit.MILLISECONDS.toNanos(assignment.link().polling().timeoutMillis());
  }

  /** The turn begins: what to ask. */
  Plan beginRead() {
    planAsked = plan;
    return plan;
  }

  /**
   * The line is up: who did not answer last is asked at once, not at its next turn. Unless its reads are what breaks the line: then the
   * others on it come first.
   */
  void connected() {
    firstOfConnection = true;
    loop.cancel(retry);
    if (breaks > 1 && line.isShared()) {
      loop.set(retry, loop.now() + backoff.waitNanos(breaks));
    } else if (!proven() && !waiting) {
      askLine();
    }
  }

  /** Others on its connection stay silent: whether it answers tells if it is they. */
  void beWitness() {
    if (!waiting) askLine();
  }

  void reconnected() {
    tally.reconnected();
  }

  /** @param ours our own process stood still meanwhile, so the times say nothing of the PLC */
  void answered(Outcome.Ok ok, boolean ours) {
    if (ok.refusal() == TagStatus.TargetUnreachable) {
      silent(new Outcome.TargetUnreachable(ok.readNanos()), ours);
      return;
    }
    waiting = false;
    everAnswered = true;
    breaks = 0;
    last = ok;
    if (planAsked == plan) newest = ok.readings();
    for (int i = 0; i < ok.readings().size(); i++) {
      TagStatus status = ok.readings().get(i).status();
      if (status != TagStatus.Ok) tally.tagError(status);
    }
    boolean first = firstOfConnection;
    firstOfConnection = false;
    if (ours) {
      judge.reached(loop.now());
      return;
    }
    tally.answered(ok.readNanos());
    judge.answered(loop.now(), ok.ackNanos(), first);
  }

  /** It did not answer, others behind the same gateway may: it backs off alone. */
  void silent(Outcome.Failure failure, boolean ours) {
    failedRead(failure, ours);
    loop.set(retry, loop.now() + backoff.waitNanos(Math.max(1, judge.reachability().failures())));
  }

  /** Its read ended with the connection. */
  void brokenByRead(Outcome.Failure failure, boolean ours) {
    loop.cancel(retry);
    if (!ours) breaks++;
    failedRead(failure, ours);
  }

  /** The connection is lost, or could not be made. */
  void broken(Outcome.Failure failure, boolean ours) {
    loop.cancel(retry);
    last = failure;
    if (ours) return;
    tally.error(failure.errorClass());
    judge.attemptFailed(loop.now());
  }

  /** It stood in the queue of a connection that is lost. */
  void turnLost(boolean ours) {
    if (waiting && !ours) judge.missed(loop.now());
    waiting = false;
  }

  PlcView view(long now) {
    return new PlcView(assignment, MonitorReport.State.Reading, null, new PlcView.Reading(
        judge.reachable(), judge.assessment(now), last == null ? null : last.sentence(), line.age(now) / 1e9, tagProblems(), tally.copy()));
  }

  private void failedRead(Outcome.Failure failure, boolean ours) {
    waiting = false;
    last = failure;
    if (ours) return;
    tally.error(failure.errorClass());
    tally.failedRead();
    judge.failed(loop.now(), failure instanceof Outcome.RequestTimeout ? timeoutNanos() : 0);
  }

  private void turnCame(long now) {
    long lag = now - turn.due();
    tally.lag(lag);
    loop.set(turn, dueTimes.after(now));
    if (waiting) return;  // the last read still runs: this turn is skipped, which is nobody's failure
    if (retry.isSet()) {
      judge.missed(now);
      return;
    }
    if (!askLine()) judge.missed(now);
  }

  /** False: there is no connection. The outcome may be there before this returns. */
  private boolean askLine() {
    waiting = true;
    loop.cancel(retry);
    boolean taken = line.ask(this);
    if (!taken) waiting = false;
    return taken;
  }

  private List<TagProblem> tagProblems() {
    List<TagProblem> problems = new ArrayList<>();
    List<Tag> tags = assignment.entry().tags();
    for (int i = 0; i < newest.size(); i++) {
      TagStatus status = newest.get(i).status();
      if (status != TagStatus.Ok) problems.add(new TagProblem(tags.get(i).name(), tags.get(i).address(), status.name(), status.meaning()));
    }
    return problems;
  }

  private long intervalNanos() {
    return TimeUnit.MILLISECONDS.toNanos(assignment.link().polling().intervalMillis());
  }
}
