package io.plcfleet.monitor.poll;

import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.config.Assignments;
import io.plcfleet.monitor.link.BadTag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration with the requests for each PLC. Made away from the loop: to parse thousands of addresses takes longer than a read may wait.
 * A PLC whose addresses cannot be used is not read; the others are.
 */
public record Prepared(Assignments assignments, List<Item> items) {
  /** One PLC: its tags as requests when it is to be read, else the view that says why it is not. */
  record Item(Assignment plc, @Nullable TagGroups tags, @Nullable PlcView unread) {}

  /** On any thread but the loop's. */
  public static Prepared of(Assignments assignments) {
    Slots slots = new Slots();
    List<Item> items = new ArrayList<>(assignments.plcs().size());
    for (Assignment plc : assignments.plcs()) {
      items.add(plc.entry().state() == MonitorConfig.State.Release
          ? new Item(plc, null, new PlcView(plc, MonitorReport.State.Released, null, null)) : item(plc, slots));
    }
    return new Prepared(assignments, List.copyOf(items));
  }

  private static Item item(Assignment plc, Slots slots) {
    List<Tag> tags = plc.entry().tags();
    if (tags.isEmpty()) return refused(plc, "tags: at least one is needed");
    for (int i = 0; i < tags.size(); i++) {
      try {
        Protocols.check(plc.endpoint(), tags.get(i).address());
      } catch (BadTag e) {
        return refused(plc, "tags[" + i + "] " + tags.get(i).name() + ": " + e.getMessage());
      }
    }
    String problem = slots.take(plc);
    if (problem != null) return refused(plc, problem);
    try {
      TagGroups groups = TagGroups.of(plc.endpoint(), tags, plc.link());
      groups.rehearse();
      return new Item(plc, groups, null);
    } catch (BadTag e) {
      return refused(plc, "tags: " + e.getMessage());
    } catch (RuntimeException e) {  // a mistake of ours with one PLC's tags must not keep the others from being read
      return refused(plc, "tags cannot be prepared: " + e);
    }
  }

  private static Item refused(Assignment plc, String problem) {
    return new Item(plc, null, new PlcView(plc, MonitorReport.State.Refused, problem, null));
  }
}
