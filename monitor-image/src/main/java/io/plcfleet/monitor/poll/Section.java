package io.plcfleet.monitor.poll;

import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.link.EventLoop;
import io.plcfleet.monitor.link.Timer;
import io.plcfleet.monitor.recording.Recordings;
import io.plcfleet.scoring.LinkEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PLCs of this monitor that are read on one loop. Lives on that loop's thread. */
final class Section {
  private static final Logger LOG = LoggerFactory.getLogger(Section.class);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  /** So many connections change the loop at a time: to find a connection's timers takes a look at all of the loop. */
  private static final int AT_ONCE = 200;

  private final EventLoop loop;
  private final ConnectGate gate;
  private final Backoff backoff;
  private final Traffic traffic;
  private final Recordings recordings;
  private final InstantSource clock;
  private final SteadyClock steady = new SteadyClock();
  private final Map<String, PlcPoll> polls = new HashMap<>();  // by uid
  private final Map<String, Line> lines = new HashMap<>();  // by connection
  private final Set<String> leaving = new HashSet<>();  // connections
  /** Once a second: what people declared by the time of day. */
  private final Timer look = new Timer() {
    @Override protected void fire(long now) {
      loop.set(this, now + SECOND);
      Instant timeOfDay = timeOfDay();
      for (PlcPoll poll : polls.values()) guarded(poll.assignment(), () -> poll.look(timeOfDay));
    }
  };

  /**
   * What went to another section.
   *
   * @param more whether others are still to go, which do not rest yet
   */
  record Left(List<String> connections, boolean more) {}

  Section(EventLoop loop, ConnectGate gate, Backoff backoff, Traffic traffic, Recordings recordings, InstantSource clock) {
    this.loop = loop;
    this.gate = gate;
    this.backoff = backoff;
    this.traffic = traffic;
    this.recordings = recordings;
    this.clock = clock;
    loop.execute(() -> loop.set(look, loop.now() + SECOND));
  }

  EventLoop loop() {
    return loop;
  }

  /** A mistake of ours with one PLC must not keep the others from being read. */
  private static void guarded(Assignment plc, Runnable act) {
    try {
      act.run();
    } catch (RuntimeException e) {
      LOG.error("A mistake of ours with the PLC {}; the others go on", plc.entry().name(), e);
    }
  }

  /** Ends what is not wanted any more, or not at its endpoint. */
  void end(Map<String, Prepared.Item> wanted) {
    for (PlcPoll poll : List.copyOf(polls.values())) {
      Prepared.Item item = wanted.get(poll.assignment().entry().uid());
      if (item == null || item.tags() == null || !item.plc().endpoint().equals(poll.assignment().endpoint())) guarded(poll.assignment(), () -> end(poll));
    }
  }

  /** Begins what is not read yet, and changes what is. */
  void read(Assignment plc, TagGroups tags) {
    guarded(plc, () -> begin(plc, tags));
  }

  private void begin(Assignment plc, TagGroups tags) {
    PlcPoll running = polls.get(plc.entry().uid());
    if (running != null) {
      running.change(plc, tags, timeOfDay());
      return;
    }
    Line line = lines.computeIfAbsent(plc.endpoint().connection(), _ -> new Line(loop, gate, backoff, traffic, plc.endpoint()));
    try {
      PlcPoll poll = new PlcPoll(line.loop(), line, backoff, plc, tags, timeOfDay());
      polls.put(plc.entry().uid(), poll);
      LinkEvents recorder = recordings.begin(plc.entry().uid(), plc.entry().name(), tags.reference().intervalNanos());
      if (recorder != null) poll.recordTo(recorder);
    } catch (RuntimeException e) {
      forgetUnused(line, plc);
      throw e;
    }
  }

  private void forgetUnused(Line line, Assignment plc) {
    if (polls.values().stream().noneMatch(poll -> poll.line() == line)) lines.remove(plc.endpoint().connection());
  }

  /** Absent when it is not read here. */
  @Nullable PlcPoll poll(String uid) {
    return polls.get(uid);
  }

  int connections() {
    return lines.size();
  }

  /** Those that are up. */
  int open() {
    int open = 0;
    for (Line line : lines.values()) {
      if (line.isOpen()) open++;
    }
    return open;
  }

  /** A part of the connections is to go: they begin no further request. */
  void sendOff(double part) {
    List<String> all = new ArrayList<>(lines.keySet());
    for (String connection : all.subList(0, (int) Math.round(part * all.size()))) {
      leaving.add(connection);
      line(connection).leave(true);
    }
  }

  /**
   * Those that rest go now, with their PLCs.
   *
   * @param done told, after a mistake of ours too, on the other's thread, when they are there
   */
  void depart(Section to, Consumer<Left> done) {
    List<String> gone = new ArrayList<>();
    leaving.retainAll(lines.keySet());
    try {
      for (String connection : List.copyOf(leaving)) {
        if (gone.size() == AT_ONCE || !line(connection).rests()) continue;
        leaving.remove(connection);
        gone.add(connection);
        hand(connection, to);
      }
    } finally {
      Left left = new Left(gone, !leaving.isEmpty());
      to.loop.execute(() -> done.accept(left));
    }
  }

  /** Who could not go by now stays. */
  void stay() {
    leaving.retainAll(lines.keySet());
    for (String connection : leaving) line(connection).leave(false);
    leaving.clear();
  }

  private void hand(String connection, Section to) {
    Line line = line(connection);
    Map<String, PlcPoll> along = new HashMap<>();
    polls.forEach((uid, poll) -> {
      if (poll.line() == line) along.put(uid, poll);
    });
    polls.keySet().removeAll(along.keySet());
    lines.remove(connection);
    line.moveTo(to.loop, () -> {
      to.lines.put(connection, line);
      to.polls.putAll(along);
      line.leave(false);
    });
  }

  private void end(PlcPoll poll) {
    poll.end();
    polls.remove(poll.assignment().entry().uid());
    recordings.end(poll.assignment().entry().uid());
    forgetUnused(poll.line(), poll.assignment());
  }

  private Line line(String connection) {
    Line line = lines.get(connection);
    if (line == null) throw new IllegalStateException("no connection " + connection);
    return line;
  }

  private Instant timeOfDay() {
    long now = loop.now();
    Instant timeOfDay = steady.at(now, clock.instant());
    recordings.epoch(timeOfDay.minusNanos(now));
    return timeOfDay;
  }
}
