package io.plcfleet.monitor.poll;

import io.plcfleet.contract.Metric;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.link.Loop;
import io.plcfleet.scoring.LinkEvents;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The reading of one PLC, by the settings in force; and whether there is to be any, for work on it may be under way. */
final class PlcPoll {
  private final Loop loop;
  private final Conversation conversation;
  private final Upkeep upkeep = new Upkeep();
  private Assignment assignment;
  private TagGroups tags;
  private @Nullable TagGroups held;  // more tags, which wait until the PLC is better

  PlcPoll(Loop loop, Line line, Backoff backoff, Assignment assignment, TagGroups tags, Instant timeOfDay) {
    this.loop = loop;
    this.assignment = assignment;
    this.tags = tags;
    conversation = new Conversation(loop, line, backoff, assignment.profile(), assignment.link(), tags, assignment.entry().uid());
    upkeep.declared(assignment.entry().maintenance());
    upkeep.look(timeOfDay);
    if (upkeep.holds()) account().maintained(true, loop.now());
    account().judge().tryBeside(assignment.shadow());
    if (!upkeep.releases()) conversation.begin();
  }

  Assignment assignment() {
    return assignment;
  }

  Line line() {
    return conversation.line();
  }

  /** Before anything has happened. */
  void recordTo(LinkEvents recorder) {
    account().judge().recordTo(recorder, loop.now());
  }

  /** Other settings for the same endpoint; the connection stays. More tags than before wait while the grade holds what there is. */
  void change(Assignment changed, TagGroups wanted, Instant timeOfDay) {
    assignment = changed;
    boolean grows = wanted.tags().size() > tags.tags().size();
    held = grows && account().judge().action().hold() ? wanted : null;
    use(held == null ? wanted : tags);
    upkeep.declared(changed.entry().maintenance());
    look(timeOfDay);
    account().judge().tryBeside(changed.shadow());  // with what is left of the history when maintenance ends by the same edit
  }

  /** Once a second: work on the PLC may begin or end, and what was held may go on. */
  void look(Instant timeOfDay) {
    boolean maintained = upkeep.holds();
    boolean released = upkeep.releases();
    upkeep.look(timeOfDay);
    if (upkeep.holds() != maintained) account().maintained(upkeep.holds(), loop.now());
    if (upkeep.releases() && !released) release();
    if (released && !upkeep.releases()) conversation.begin();
    goOn();
  }

  /** Ends it; the line closes when it was the last one on it. */
  void end() {
    conversation.end();
  }

  /** The numbers alone, without a new object. */
  void fill(PlcSamples row, long now) {
    row.begin(assignment, MonitorReport.State.Reading);
    row.set(Metric.PLC_MAINTENANCE, upkeep.holds() ? 1 : 0);
    conversation.fill(row, now);
  }

  PlcView view(long now) {
    int more = held == null ? 0 : held.tags().size() - tags.tags().size();
    PlcView.Care care = new PlcView.Care(account().judge().action(), more, upkeep.holds(), conversation.heartbeatNanos() / 1e9);
    return Views.of(assignment, conversation, tags, care, now);
  }

  private void release() {
    conversation.end();
    account().judge().released();
  }

  private void goOn() {
    TagGroups more = held;
    if (more == null || account().judge().action().hold()) return;
    held = null;
    use(more);
  }

  private void use(TagGroups wanted) {
    TagGroups before = tags;
    tags = wanted;
    conversation.use(assignment.link(), wanted, !wanted.asksLike(before), assignment.entry().uid());
    account().use(assignment.profile(), wanted, wanted.measuresLike(before), loop.now());
  }

  private Account account() {
    return conversation.account();
  }
}
