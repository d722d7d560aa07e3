package io.plcfleet.contract;

import io.plcfleet.scoring.Grade;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The alerts that follow from grade and reachability of one link, with the times that Prometheus' rules and a replay share. */
public enum LinkAlert {
  PlcUnreachable(null, Duration.ZERO),
  PlcPreFault(Grade.PreFault, Duration.ZERO),
  PlcScoreCritical(Grade.Critical, Duration.ofSeconds(30)),
  PlcScoreWarning(Grade.Warning, Duration.ofMinutes(3));

  /** How long a rule goes on firing without its reason: bridges a restart of the monitor, which would else clear and fire again. */
  public static final Duration KEEP_FIRING = Duration.ofMinutes(2);

  private final @Nullable Grade grade;
  private final Duration holds;

  LinkAlert(@Nullable Grade grade, Duration holds) {
    this.grade = grade;
    this.holds = holds;
  }

  /** How long it must hold before it fires. */
  public Duration holds() {
    return holds;
  }

  /** Whether it has its reason at present. An unreachable PLC has one alert and no other: that of its cause. In maintenance there is none. */
  public boolean concerns(Grade now, boolean unreachable) {
    return grade == null ? unreachable && now != Grade.Maintenance : now == grade && !unreachable;
  }
}
