package io.plcfleet.scoring;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The alerts that follow from grade, reason and reachability of one link, with the times that Prometheus' rules and a replay share. */
public enum LinkAlert {
  PlcUnreachable(null, null, Duration.ZERO),
  PlcPreFault(Grade.PreFault, null, Duration.ZERO),
  PlcScoreCritical(Grade.Critical, null, Duration.ofSeconds(30)),
  PlcScoreWarning(Grade.Warning, null, Duration.ofMinutes(3)),
  PlcCpuStopped(null, Reason.CpuStopped, Duration.ofSeconds(30)),
  PlcLifeSignFrozen(null, Reason.LifeSignFrozen, Duration.ofSeconds(30));

  /** How long a rule goes on firing without its reason: bridges a restart of the monitor, which would else clear and fire again. */
  public static final Duration KEEP_FIRING = Duration.ofMinutes(2);

  /** So long after an outage a grade is not told by itself: the outage, which was told, is still in the score. The window of the built-in profile. */
  public static final Duration AFTER_OUTAGE = Duration.ofMinutes(5);

  private final @Nullable Grade grade;
  private final @Nullable Reason reason;
  private final Duration holds;

  LinkAlert(@Nullable Grade grade, @Nullable Reason reason, Duration holds) {
    this.grade = grade;
    this.reason = reason;
    this.holds = holds;
  }

  /** Reasons of a grade that are told by an alert of their own, and not by that of the grade: one cause pages once. */
  public static Set<Reason> reasonsWithAlert() {
    return Arrays.stream(values()).map(alert -> alert.reason).filter(Objects::nonNull)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Reason.class)));
  }

  /** The grade that it tells; absent where it tells something else. */
  public @Nullable Grade grade() {
    return grade;
  }

  /** How long it must hold before it fires. */
  public Duration holds() {
    return holds;
  }

  /** Whether it is silent for {@link #AFTER_OUTAGE}. */
  public boolean waitsAfterAnOutage() {
    return grade != null;
  }

  /** Whether it has its reason at present. An unreachable PLC has one alert and no other: that of its cause. In maintenance there is none. */
  public boolean concerns(Grade now, Reason why, boolean unreachable) {
    if (unreachable) return this == PlcUnreachable && now != Grade.Maintenance;
    return reason == null ? now == grade && !reasonsWithAlert().contains(why) : why == reason;
  }
}
