package io.plcfleet.operator.plc;

import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcStatus;
import io.plcfleet.operator.apply.ObjectEvent;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of grades become Events: one for each change, and few enough for an API server when a whole plant goes down.
 *
 * <ul>
 *   <li>A Plc that warms up has no grade to tell of. A new one is Unknown at first, and that it is Healthy then is no news. So a restart of a monitor, or of
 *       the operator, tells nothing by itself.
 *   <li>The same grade for the same reason within ten minutes is the same Event, which counts.
 *   <li>Of all Plcs together at most 300 Events at once and five a second. What is left out is in status all the same.
 * </ul>
 */
final class GradeEvents {
  static final int AT_ONCE = 300;
  private static final double A_SECOND = 5;
  private static final Duration SAME = Duration.ofMinutes(10);

  private record Kind(Grade grade, Reason reason) {}

  /** What was told of one Plc. */
  private static final class Told {
    @Nullable Grade grade;
    final Map<Kind, ObjectEvent> events = new HashMap<>();
  }

  private final Map<String, Told> byUid = new HashMap<>();
  private double budget = AT_ONCE;
  private @Nullable Instant spentAt;
  private int leftOut;

  /** Forgets Plcs that are gone. */
  void keepOnly(Set<String> uids) {
    byUid.keySet().retainAll(uids);
  }

  /**
   * What is to be told after a status was written.
   *
   * @param before the status until then
   */
  Optional<ObjectEvent> after(Plc plc, @Nullable PlcStatus before, PlcStatus written, Instant now) {
    Told told = byUid.computeIfAbsent(plc.getMetadata().getUid(), _ -> begun(before));
    Grade from = told.grade;
    Grade to = written.grade();
    Reason reason = written.reason();
    if (to == null || reason == null || to == from || reason == Reason.WarmingUp) return Optional.empty();
    if (from == null && to == Grade.Unknown) return Optional.empty();
    if (from == null && to == Grade.Healthy) {
      told.grade = to;
      return Optional.empty();
    }
    if (!affords(now)) return Optional.empty();
    told.grade = to;
    told.events.values().removeIf(e -> Duration.between(e.last(), now).compareTo(SAME) >= 0);
    ObjectEvent event = told.events.compute(new Kind(to, reason), (_, same) -> same == null ? event(plc, from, written, now) : same.again(now));
    return Optional.of(event);
  }

  /** How many were left out since this was asked for. */
  int leftOut() {
    int result = leftOut;
    leftOut = 0;
    return result;
  }

  /** An operator before this one has told what it wrote. */
  private static Told begun(@Nullable PlcStatus before) {
    Told told = new Told();
    told.grade = before == null || before.reason() == Reason.WarmingUp ? null : before.grade();
    return told;
  }

  private boolean affords(Instant now) {
    double refill = spentAt == null ? 0 : Math.max(0, Duration.between(spentAt, now).toMillis() / 1e3 * A_SECOND);
    budget = Math.min(AT_ONCE, budget + refill);
    spentAt = now;
    if (budget < 1) {
      leftOut++;
      return false;
    }
    budget--;
    return true;
  }

  private static ObjectEvent event(Plc plc, @Nullable Grade from, PlcStatus status, Instant now) {
    Reason reason = status.reason() == null ? Reason.NotMonitored : status.reason();
    Grade to = status.grade() == null ? Grade.Unknown : status.grade();
    StringBuilder note = new StringBuilder(from == null ? "" : from + " -> ").append(to);
    if (status.score() != null && to != Grade.Maintenance) note.append(", score ").append(status.score());
    List<String> explanation = status.explanation() == null || status.explanation().isEmpty() ? List.of(reason.meaning()) : status.explanation();
    note.append(": ").append(String.join("; ", explanation)).append('.');
    if (status.action() != null) note.append(' ').append(status.action());
    if (status.runbook() != null) note.append(" See ").append(status.runbook());
    return ObjectEvent.once(plc, "Graded", reason.name(), warns(to, reason), note.toString(), now);
  }

  private static boolean warns(Grade grade, Reason reason) {
    return switch (grade) {
      case Warning, Critical, PreFault -> true;
      case Unknown -> reason == Reason.NotMonitored;
      case Healthy, Maintenance -> false;
    };
  }
}
