package io.plcfleet.scoring.scenario;

import io.plcfleet.scoring.Assessment;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.GradeChange;
import io.plcfleet.scoring.LinkHistory;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Reason;
import io.plcfleet.scoring.Scorer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a monitor does with one PLC, in virtual time: a read per turn, two confirming attempts a second apart after one that failed, a
 * failure ends the connection, the first answer of a new one is not timed, and a judgement after each outcome and each second.
 */
final class VirtualMonitor {
  private static final long MILLI = 1_000_000;
  private static final long TICK = 50; // outcomes are known at the next one
  private static final int ATTEMPTS = 3; // so many failures make it unreachable

  private final LinkHistory history;
  private final Scorer scorer;
  private final long intervalMillis;
  private final long timeoutMillis;
  private final List<Seen> seen = new ArrayList<>();
  private final List<ScoreAt> scores = new ArrayList<>();
  VirtualPlc plc = VirtualPlc.healthy(20);
  boolean turnsSkipped;
  boolean turnsMissed;
  long flapEveryMillis;
  private boolean cpuStopped;
  private boolean lifeSignFrozen;
  private boolean maintenance;
  private long now;
  private long clock = 7_000_000; // milliseconds; where the monotonic clock stands, which may go wrong
  private long nextTurn;
  private long pendingUntil = -1;
  private long attempts;
  private long failuresSoFar;
  private int failuresInARow;
  private boolean connected = true;
  private boolean first = true; // read of its connection
  private @Nullable GradeChange lastChange;

  VirtualMonitor(Profile profile, long intervalMillis, long timeoutMillis) {
    history = new LinkHistory(profile, intervalMillis * MILLI);
    scorer = new Scorer(profile);
    this.intervalMillis = intervalMillis;
    this.timeoutMillis = timeoutMillis;
  }

  /** What is exported from this time on. */
  record Seen(long atMillis, Grade grade, Reason reason, boolean unreachable) {
    private boolean isLike(Seen other) {
      return grade == other.grade && reason == other.reason && unreachable == other.unreachable;
    }
  }

  private record ScoreAt(long atMillis, double score) {}

  void runTo(long millis) {
    while (now < millis) {
      now += TICK;
      clock += TICK;
      tick();
    }
  }

  private void tick() {
    boolean news = flaps();
    if (pendingUntil >= 0 && now >= pendingUntil) {
      pendingUntil = -1;
      outcome();
      news = true;
    }
    if (now >= nextTurn) {
      nextTurn += intervalMillis;
      news |= turn();
    }
    if (news || now % 1000 == 0) {
      assess();
    }
  }

  private boolean turn() {
    if (turnsMissed) {
      history.missed(time());
    } else if (!turnsSkipped && pendingUntil < 0) {
      begin();
    }
    return turnsMissed;
  }

  private void begin() {
    boolean fails = plc.fails(attempts);
    boolean waits = fails && plc.failure(failuresSoFar) == ErrorClass.RequestTimeout;
    long answers = Math.min(timeoutMillis, Math.round(plc.responseMillis(attempts, now)));
    pendingUntil = now + (waits ? timeoutMillis : fails ? 1 : answers);
  }

  private void outcome() {
    double millis = plc.responseMillis(attempts, now);
    if (plc.fails(attempts++) || millis >= timeoutMillis) {
      failed(millis >= timeoutMillis ? ErrorClass.RequestTimeout : plc.failure(failuresSoFar));
    } else {
      answered(Math.round(millis * MILLI));
    }
  }

  private void answered(long nanos) {
    failuresInARow = 0;
    if (!connected) {
      history.reconnected(time());
      connected = true;
      first = true;
    }
    if (first) {
      history.answeredUntimed(time());
    } else {
      history.answered(time(), nanos, nanos);
    }
    first = false;
    history.pdus(time(), 1, 0);
  }

  private void failed(ErrorClass with) {
    failuresSoFar++;
    failuresInARow++;
    connected = false;
    boolean waited = with == ErrorClass.RequestTimeout;
    history.failed(time(), waited ? timeoutMillis * MILLI : 0, with);
    history.pdus(time(), waited ? 1 : 0, waited ? 1 : 0);
    if (failuresInARow < ATTEMPTS) {
      nextTurn = Math.min(nextTurn, now + 1000);
    }
  }

  private boolean flaps() {
    if (flapEveryMillis == 0 || now % flapEveryMillis != 0) {
      return false;
    }
    history.error(time(), ErrorClass.ConnectionReset);
    connected = false;
    return true;
  }

  void heartbeat(boolean answered) {
    history.heartbeat(time(), answered);
  }

  void cpuStopped(boolean is) {
    cpuStopped = is;
  }

  void lifeSignFrozen(boolean is) {
    lifeSignFrozen = is;
  }

  void maintenance(boolean is) {
    maintenance = is;
  }

  void otherTags() {
    history.reset(time());
  }

  void clockJumps(long millis) {
    clock += millis;
  }

  /** Nothing runs meanwhile, but time passes; then the turns that are due come as one. */
  void sleeps(long millis) {
    now += millis;
    clock += millis;
    nextTurn = now + TICK;
    pendingUntil = -1;
  }

  Assessment assessment() {
    return scorer.assessment();
  }

  @Nullable GradeChange lastChange() {
    return lastChange;
  }

  /** When the score fell below a limit for the time that the last change to this grade came of. */
  long scoreFellBelow(double limit, Grade grade) {
    long graded = -1;
    for (int i = 0; i < seen.size(); i++) {
      boolean was = i > 0 && seen.get(i - 1).grade() == grade;
      graded = seen.get(i).grade() == grade && !was ? seen.get(i).atMillis() : graded;
    }
    long since = graded;
    if (since < 0) {
      throw new AssertionError("it never became " + grade);
    }
    List<ScoreAt> before = scores.stream().filter(s -> s.atMillis() <= since).toList();
    int i = before.size() - 1;
    while (i > 0 && before.get(i - 1).score() < limit) {
      i--;
    }
    return before.get(i).atMillis();
  }

  List<Seen> seen() {
    return seen;
  }

  long now() {
    return now;
  }

  private void assess() {
    boolean unreachable = failuresInARow >= ATTEMPTS;
    GradeChange change = scorer.assess(history, new Findings(unreachable, cpuStopped, lifeSignFrozen, maintenance), time());
    scores.add(new ScoreAt(now, scorer.score()));
    if (change != null) {
      lastChange = change;
    }
    Seen is = new Seen(now, scorer.grade(), scorer.reason(), unreachable);
    if (seen.isEmpty() || !seen.getLast().isLike(is)) {
      seen.add(is);
    }
  }

  private long time() {
    return clock * MILLI;
  }
}
