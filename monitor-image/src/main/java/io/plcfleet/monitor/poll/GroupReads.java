package io.plcfleet.monitor.poll;

import io.plcfleet.monitor.link.Readings;

/** The reading of one group: whether it waits to be asked, what it answered last and when. */
final class GroupReads {
  private static final int WHOLE = 100;

  private final TagGroup group;
  private final DueTimes dueTimes;
  private final Ask ask = new Ask.Read(this);
  private long due;
  private boolean wanted;
  private int credit; // towards the next turn, in percent
  private Readings newest = new Readings(0);
  private long answeredAt;

  GroupReads(TagGroup group, String uid, long pollNanos, long now) {
    this.group = group;
    dueTimes = new DueTimes(uid, pollNanos, group.intervalNanos());
    begin(now);
  }

  /** The reading begins, or begins anew after a time in which nobody was to read. */
  void begin(long now) {
    due = dueTimes.after(now);
    answeredAt = now;
  }

  TagGroup group() {
    return group;
  }

  Ask ask() {
    return ask;
  }

  long due() {
    return due;
  }

  /**
   * Its time has come; sets the next.
   *
   * @param percent of the turns that a group is given which is not essential
   * @return false: this turn is skipped, because the last one still waits, or because of the percentage
   */
  boolean takesTurn(long now, int percent) {
    due = dueTimes.after(now);
    if (wanted) return false;
    if (group.essential()) return true;
    credit += percent;
    if (credit < WHOLE) return false;
    credit -= WHOLE;
    return true;
  }

  /** Its turn is over, taken or not. */
  void pass(long now) {
    if (due - now <= 0) due = dueTimes.after(now);
  }

  boolean isWanted() {
    return wanted;
  }

  void want(boolean now) {
    wanted = now;
  }

  void answered(long now, Readings readings) {
    newest = readings;
    answeredAt = now;
  }

  Readings newest() {
    return newest;
  }

  /** Of its values, in nanoseconds; before the first answer since the reading began. */
  long age(long now) {
    return now - answeredAt;
  }

  /** How often it is read at present; 0 while it is not. */
  long intervalNanos(int percent) {
    if (group.essential()) return group.intervalNanos();
    return percent == 0 ? 0 : group.intervalNanos() * WHOLE / percent;
  }
}
