package io.plcfleet.operator.rollout.analysis;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Baseline;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.PlcBaseline;
import io.plcfleet.api.v1alpha1.RolloutPolicy;
import io.plcfleet.contract.MonitorReport.Counts;
import io.plcfleet.operator.rollout.Verdict;
import io.plcfleet.scoring.SignalName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plcs before a change and five minutes after it. */
final class Plant {
  static final Instant BEFORE = Instant.parse("2026-01-01T06:00:00Z");
  static final Duration PASSED = Duration.ofMinutes(5);
  static final String STARTED = "2026-01-01T00:00:00Z";
  private static final long HAD = 10_000;

  private final List<PlcBaseline> baseline = new ArrayList<>();
  private final Map<String, PlcFigures> now = new HashMap<>();

  /**
   * A Plc of which one signal is known.
   *
   * @param before in the signal's unit; absent: not known
   * @param after for a signal made of counts, what the counts come to
   */
  Plant plc(String name, boolean canary, SignalName signal, @Nullable Double before, @Nullable Double after, long reads) {
    Counts was = new Counts(HAD, HAD, 0, 0, HAD, 0, HAD, 0);
    return plc(name, canary, figures(STARTED, signal, before, was), figures(STARTED, signal, after, counts(signal, after == null ? 0 : after, reads)));
  }

  Plant plc(String name, boolean canary, PlcFigures was, PlcFigures is) {
    baseline.add(was.stored(name, canary));
    now.put(name, is);
    return this;
  }

  Plant silent(String name) {
    now.remove(name);
    return this;
  }

  Analysis.Input input(RolloutPolicy.@Nullable Analysis policy) {
    return new Analysis.Input(policy, new Baseline(BEFORE.toString(), List.copyOf(baseline)), Map.copyOf(now), BEFORE.plus(PASSED), Map.of());
  }

  Analysis.Outcome compared(RolloutPolicy.@Nullable Analysis policy) {
    return Analysis.of(input(policy));
  }

  /** Of the one signal that is compared. */
  Verdict verdict(SignalName signal, String limit) {
    return compared(policy(signal, limit)).verdicts().getFirst();
  }

  static RolloutPolicy.Analysis policy(SignalName signal, String limit) {
    boolean drop = limit.startsWith("-");
    return new RolloutPolicy.Analysis(null, null, null,
        List.of(new RolloutPolicy.Metric(null, signal.name(), drop ? limit.substring(1) : null, drop ? null : limit, null)), null);
  }

  static PlcFigures figures(String startedAt, SignalName signal, @Nullable Double value, Counts counts) {
    Map<String, Double> values = new LinkedHashMap<>();
    if (value != null) values.put(signal.name(), value);
    return new PlcFigures(startedAt, values, counts);
  }

  /** So many since the change that the signal comes to the value. */
  private static Counts counts(SignalName signal, double value, long reads) {
    double minutes = PASSED.toSeconds() / 60.0;
    long bad = switch (signal) {
      case SuccessRatio -> Math.round((1 - value) * reads);
      case PduDropRatio, HeartbeatMissRatio -> Math.round(value * reads);
      case ErrorRate, ReconnectRate -> Math.round(value * minutes);
      case PduDropRate -> Math.round(value * minutes * 60);
      default -> 0;
    };
    return new Counts(HAD + reads, HAD + reads - (signal == SignalName.SuccessRatio ? bad : 0), signal == SignalName.ErrorRate ? bad : 0,
        signal == SignalName.ReconnectRate ? bad + 1 : 0, HAD + reads, signal == SignalName.PduDropRatio || signal == SignalName.PduDropRate ? bad : 0,
        HAD + reads, signal == SignalName.HeartbeatMissRatio ? bad : 0);
  }
}
