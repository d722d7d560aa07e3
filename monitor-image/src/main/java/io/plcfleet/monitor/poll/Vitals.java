package io.plcfleet.monitor.poll;

import io.plcfleet.contract.MonitorConfig.Role;
import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.monitor.diagnosis.Diagnostician;
import io.plcfleet.monitor.link.CpuState;
import io.plcfleet.monitor.link.TagValue;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether the program of one PLC runs: what its CPU says, and a value that must change. Gathers it; the diagnosis weighs it. */
final class Vitals {
  private static final long SHORTEST_FROZEN = Duration.ofSeconds(5).toNanos();
  private static final int INTERVALS_FROZEN = 5;

  private final Diagnostician diagnostician;
  private final CpuWatch cpu = new CpuWatch();
  private @Nullable Tag lifeSign;
  private int place;
  private long maxFrozen;
  private @Nullable TagValue newest;

  Vitals(Diagnostician diagnostician) {
    this.diagnostician = diagnostician;
  }

  /** Goes on with the evidence where the life sign lies at the same address. */
  void use(TagGroups tags) {
    Tag before = lifeSign;
    lifeSign = null;
    for (TagGroup group : tags.groups()) {
      for (int each : group.tags()) {
        Tag tag = tags.tags().get(each);
        if (tag.role() != Role.LifeSign) continue;
        lifeSign = tag;
        place = each;
        maxFrozen = tag.maxFrozenMillis() != null ? TimeUnit.MILLISECONDS.toNanos(tag.maxFrozenMillis())
            : Math.max(SHORTEST_FROZEN, INTERVALS_FROZEN * group.intervalNanos());
      }
    }
    if (lifeSign == null || before == null || !lifeSign.address().equals(before.address())) forgetLifeSign();
  }

  CpuWatch cpu() {
    return cpu;
  }

  void says(long now, CpuState state) {
    cpu.says(now, state);
    switch (state) {
      case Run -> diagnostician.cpuRuns(now);
      case Stop -> diagnostician.cpuStopped(now);
      case Unknown -> diagnostician.cpuUnknown();
    }
  }

  void answered(long now, GroupReads reads) {
    if (lifeSign == null) return;
    int within = reads.group().tags().indexOf(place);
    if (within < 0 || within >= reads.newest().size()) return;
    TagValue value = reads.newest().get(within).value();
    if (value == null) return;
    diagnostician.lifeSign(now, newest != null && !Objects.equals(newest, value), maxFrozen);
    newest = value;
  }

  /** What was seen before says nothing any more. */
  void forget() {
    cpu.forget();
    diagnostician.cpuUnknown();
    forgetLifeSign();
  }

  /**
   * A connection came about. What the CPU says is asked anew; a STOP that was not confirmed on the connection before is none, and while
   * nobody could look nothing is known to have stood still. What had been found before holds until something else is seen.
   */
  void connected(boolean again) {
    cpu.forget();
    if (!diagnostician.isCpuStopped()) diagnostician.cpuUnknown();
    if (again && !diagnostician.isLifeSignFrozen()) diagnostician.interrupted();
  }

  private void forgetLifeSign() {
    newest = null;
    diagnostician.interrupted();
  }
}
