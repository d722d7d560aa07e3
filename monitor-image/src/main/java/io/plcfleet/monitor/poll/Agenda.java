package io.plcfleet.monitor.poll;

import io.plcfleet.monitor.link.Inquiry;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Timer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be asked of one PLC, one at a time: the reference first, then the other groups that are due, then what is no tag, then a probe.
 * A group that is due while it still waits is skipped: turns are never queued.
 */
final class Agenda {
  interface Caller {
    /** A group's time has come. */
    void turnCame(GroupReads group, long now);
  }

  private final Loop loop;
  private final Caller caller;
  private List<GroupReads> groups;
  private @Nullable Inquiry question;
  private boolean probe;
  private final Timer turn = new Timer() {
    @Override protected void fire(long now) {
      turns(now);
    }
  };

  Agenda(Loop loop, Caller caller, TagGroups tags, String uid) {
    this.loop = loop;
    this.caller = caller;
    groups = reads(tags, uid);
  }

  /** Other groups, or others' times: what waits is forgotten, with the values. */
  void use(TagGroups tags, String uid) {
    boolean running = turn.isSet();
    groups = reads(tags, uid);
    forget();
    if (running) start();
  }

  /** From now on; what was not read before is neither late nor old. */
  void start() {
    for (GroupReads group : groups) group.begin(loop.now());
    loop.set(turn, nextDue());
  }

  void stop() {
    loop.cancel(turn);
    forget();
  }

  GroupReads reference() {
    return groups.getFirst();
  }

  List<GroupReads> groups() {
    return groups;
  }

  void want(Inquiry inquiry) {
    question = inquiry;
  }

  void wantProbe() {
    probe = true;
  }

  boolean isEmpty() {
    if (question != null || probe) return false;
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).isWanted()) return false;
    }
    return true;
  }

  /** How many of the groups wait to be asked, 0 to 1: nothing else is queued here. */
  double waitingShare() {
    int waiting = 0;
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).isWanted()) waiting++;
    }
    return (double) waiting / groups.size();
  }

  /** The reference when nothing waits. A group that is asked waits until {@link GroupReads#want} says that it was. */
  Ask next() {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).isWanted()) return groups.get(i).ask();
    }
    if (question != null) {
      Ask ask = new Ask.Question(question);
      question = null;
      return ask;
    }
    boolean probes = probe;
    probe = false;
    return probes ? new Ask.Probe(reference()) : reference().ask();
  }

  /** Nothing waits any longer. @return how many groups have lost a turn by that */
  int forget() {
    int lost = 0;
    for (GroupReads group : groups) {
      if (group.isWanted()) lost++;
      group.want(false);
    }
    question = null;
    probe = false;
    return lost;
  }

  /** The group whose values are the oldest, counted in its intervals, of those that are read at present. */
  GroupReads stalest(long now, int percent) {
    GroupReads stalest = reference();
    for (int i = 1; i < groups.size(); i++) {
      GroupReads other = groups.get(i);
      double age = other.age(now) / (double) other.intervalNanos(percent);
      if (other.intervalNanos(percent) > 0 && age > stalest.age(now) / (double) stalest.intervalNanos(percent)) stalest = other;
    }
    return stalest;
  }

  /** Between two reads at present, by the fastest of the groups that are read. */
  long fastestNanos(int percent) {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < groups.size(); i++) {
      long interval = groups.get(i).intervalNanos(percent);
      if (interval > 0) fastest = Math.min(fastest, interval);
    }
    return fastest;
  }

  private void turns(long now) {
    try {
      for (int i = 0; i < groups.size(); i++) {
        if (groups.get(i).due() - now <= 0) turn(groups.get(i), now);
      }
    } finally {  // after a mistake of ours too: the other groups are still due, and the PLC is to be read again
      loop.set(turn, nextDue());
    }
  }

  private void turn(GroupReads group, long now) {
    try {
      caller.turnCame(group, now);
    } finally {
      group.pass(now);
    }
  }

  private long nextDue() {
    long next = groups.getFirst().due();
    for (int i = 1; i < groups.size(); i++) {
      if (groups.get(i).due() - next < 0) next = groups.get(i).due();
    }
    return next;
  }

  private List<GroupReads> reads(TagGroups tags, String uid) {
    long now = loop.now();
    return tags.groups().stream().map(group -> new GroupReads(group, uid, tags.pollNanos(), now)).toList();
  }
}
