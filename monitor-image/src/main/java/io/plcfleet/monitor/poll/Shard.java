package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Metric;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Timer;
import io.plcfleet.monitor.recording.Recordings;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.LinkEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** All PLCs of this monitor. A new configuration changes only what differs: connections of unchanged PLCs stay open. Lives on the loop's thread. */
public final class Shard {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Loop loop;
  private final Backoff backoff = new Backoff(new SplittableRandom());
  private final ConnectGate gate = new ConnectGate();
  private final Traffic traffic = new Traffic();
  private final Map<String, PlcPoll> polls = new HashMap<>();  // by uid
  private final Map<String, Line> lines = new HashMap<>();  // by connection
  private final Clock clock;
  private final Recordings recordings;
  private final SteadyClock steady = new SteadyClock();
  private Prepared current = Prepared.of(Assignments.NONE);
  /** Once a second: what people declared by the time of day. */
  private final Timer look = new Timer() {
    @Override protected void fire(long now) {
      loop.set(this, now + SECOND);
      Instant timeOfDay = timeOfDay();
      for (PlcPoll poll : polls.values()) poll.look(timeOfDay);
    }
  };

  /**
   * What {@link #fill} or {@link #view} has done.
   *
   * @param items that were walked through: another list, another configuration
   * @param isLast no PLC follows
   */
  public record Slice(Assignments assignments, Object items, int filled, boolean isLast) {
    public boolean isOf(Slice other) {
      return items == other.items;
    }
  }

  /** @param clock the time of day; everything that lasts is measured by the loop's own */
  public Shard(Loop loop, Clock clock, Recordings recordings) {
    this.recordings = recordings;
    this.loop = loop;
    this.clock = clock;
    loop.execute(() -> loop.set(look, loop.now() + SECOND));
  }

  /** First what ends, then what begins: an endpoint may go from one PLC to another. */
  public void apply(Prepared next) {
    Map<String, Prepared.Item> wanted = new HashMap<>();
    for (Prepared.Item item : next.items()) wanted.put(item.plc().entry().uid(), item);
    for (PlcPoll poll : List.copyOf(polls.values())) {
      Prepared.Item item = wanted.get(poll.assignment().entry().uid());
      if (item == null || item.tags() == null || !item.plc().endpoint().equals(poll.assignment().endpoint())) end(poll);
    }
    for (Prepared.Item item : next.items()) {
      if (item.tags() != null) read(item.plc(), item.tags());
    }
    current = next;
  }

  /**
   * Samples of as many PLCs as there are rows, from one of them on. A shard of thousands is walked through in several turns of the loop,
   * so that reads do not wait; {@link Slice#isOf} tells whether it is still the same one.
   */
  public Slice fill(int from, PlcSamples[] rows) {
    long now = loop.now();
    List<Prepared.Item> items = current.items();
    int count = Math.clamp(items.size() - from, 0, rows.length);
    for (int i = 0; i < count; i++) {
      Prepared.Item item = items.get(from + i);
      PlcPoll poll = polls.get(item.plc().entry().uid());
      if (poll != null) poll.fill(rows[i], now);
      else fill(item, rows[i]);
    }
    return new Slice(current.assignments(), items, count, from + count >= items.size());
  }

  private static void fill(Prepared.Item item, PlcSamples row) {
    boolean refused = item.unread() != null && item.unread().state() == MonitorReport.State.Refused;
    row.begin(item.plc(), refused ? MonitorReport.State.Refused : MonitorReport.State.Released);
    row.set(Metric.PLC_GRADE, Grade.Unknown.number());
  }

  /** What all connections have done together. */
  public Traffic.View traffic() {
    int open = 0;
    for (Line line : lines.values()) {
      if (line.isOpen()) open++;
    }
    return traffic.view(open, lines.size() - open);
  }

  /** The same for the report: at most so many PLCs from one of them on, into a list. */
  public Slice view(int from, int most, List<PlcView> views) {
    long now = loop.now();
    List<Prepared.Item> items = current.items();
    int count = Math.clamp(items.size() - from, 0, most);
    for (int i = 0; i < count; i++) {
      Prepared.Item item = items.get(from + i);
      PlcPoll poll = polls.get(item.plc().entry().uid());
      if (poll != null) {
        views.add(poll.view(now));
      } else if (item.unread() != null) {
        views.add(item.unread());
      }
    }
    return new Slice(current.assignments(), items, count, from + count >= items.size());
  }

  private void read(Assignment plc, TagGroups tags) {
    PlcPoll running = polls.get(plc.entry().uid());
    if (running != null) {
      running.change(plc, tags, timeOfDay());
      return;
    }
    Line line = lines.computeIfAbsent(plc.endpoint().connection(), _ -> new Line(loop, gate, backoff, traffic, plc.endpoint()));
    PlcPoll poll = new PlcPoll(loop, line, backoff, plc, tags, timeOfDay());
    LinkEvents recorder = recordings.begin(plc.entry().uid(), plc.entry().name(), tags.reference().intervalNanos());
    if (recorder != null) poll.recordTo(recorder);
    polls.put(plc.entry().uid(), poll);
  }

  private void end(PlcPoll poll) {
    poll.end();
    polls.remove(poll.assignment().entry().uid());
    recordings.end(poll.assignment().entry().uid());
    if (polls.values().stream().noneMatch(other -> other.line() == poll.line())) lines.remove(poll.assignment().endpoint().connection());
  }

  private Instant timeOfDay() {
    long now = loop.now();
    Instant timeOfDay = steady.at(now, clock.instant());
    recordings.epoch(timeOfDay.minusNanos(now));
    return timeOfDay;
  }
}
