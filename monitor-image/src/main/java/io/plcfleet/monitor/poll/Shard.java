package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Metric;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.monitor.link.Plan;
import io.plcfleet.scoring.Grade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** All PLCs of this monitor. A new configuration changes only what differs: connections of unchanged PLCs stay open. Lives on the loop's thread. */
public final class Shard {
  private final Loop loop;
  private final Backoff backoff = new Backoff(new SplittableRandom());
  private final ConnectGate gate = new ConnectGate();
  private final Map<String, PlcPoll> polls = new HashMap<>();  // by uid
  private final Map<String, Line> lines = new HashMap<>();  // by connection
  private Prepared current = Prepared.of(Assignments.NONE);

  /**
   * What {@link #fill} has done.
   *
   * @param items that were walked through: another list, another configuration
   * @param isLast no PLC follows
   */
  public record Slice(Assignments assignments, Object items, int filled, boolean isLast) {
    public boolean isOf(Slice other) {
      return items == other.items;
    }
  }

  public Shard(Loop loop) {
    this.loop = loop;
  }

  /** First what ends, then what begins: an endpoint may go from one PLC to another. */
  public void apply(Prepared next) {
    Map<String, Prepared.Item> wanted = new HashMap<>();
    for (Prepared.Item item : next.items()) wanted.put(item.plc().entry().uid(), item);
    for (PlcPoll poll : List.copyOf(polls.values())) {
      Prepared.Item item = wanted.get(poll.assignment().entry().uid());
      if (item == null || item.plan() == null || !item.plc().endpoint().equals(poll.assignment().endpoint())) end(poll);
    }
    for (Prepared.Item item : next.items()) {
      if (item.plan() != null) read(item.plc(), item.plan());
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

  /** The same for the report: views of PLCs from one of them on, into a list. */
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

  private void read(Assignment plc, Plan plan) {
    PlcPoll running = polls.get(plc.entry().uid());
    if (running != null) {
      running.change(plc, plan);
      return;
    }
    Line line = lines.computeIfAbsent(plc.endpoint().connection(), _ -> new Line(loop, gate, backoff, plc.endpoint()));
    polls.put(plc.entry().uid(), new PlcPoll(loop, line, backoff, plc, plan));
  }

  private void end(PlcPoll poll) {
    poll.end();
    polls.remove(poll.assignment().entry().uid());
    if (poll.line().isEmpty()) lines.remove(poll.assignment().endpoint().connection());
  }
}
