package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.scoring.Penalties;
import io.plcfleet.scoring.Penalty;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.SignalName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scoring profiles as monitors get them: every default filled in, every text parsed. */
final class Profiles {
  /** Name of the built-in profile, for fleets and Plcs that name none. */
  static final String STANDARD = "standard";

  private static final Profile BUILT_IN = Profile.standard();

  private Profiles() {}

  static MonitorConfig.Profile standard() {
    List<MonitorConfig.Penalty> penalties = ((Penalties) BUILT_IN.formula()).penalties().stream()
        .map(p -> new MonitorConfig.Penalty(p.signal(), (int) p.points(), p.good(), p.bad())).toList();
    return new MonitorConfig.Profile(BUILT_IN.window().toMillis(), BUILT_IN.decay().factor(), BUILT_IN.decay().per().toMillis(), penalties,
        new MonitorConfig.Grades((int) BUILT_IN.grades().healthy(), (int) BUILT_IN.grades().warning(), (int) BUILT_IN.grades().critical()),
        new MonitorConfig.Hysteresis((int) BUILT_IN.hysteresis().points(), BUILT_IN.hysteresis().worseAfter().toMillis(),
            BUILT_IN.hysteresis().betterAfter().toMillis()));
  }

  /** @throws IllegalArgumentException when the profile cannot be used; the message says why */
  static MonitorConfig.Profile snapshot(ScoringProfileSpec spec) {
    MonitorConfig.Profile or = standard();
    ScoringProfileSpec.Decay decay = spec.decay();
    ScoringProfileSpec.Grades grades = spec.grades();
    ScoringProfileSpec.Hysteresis h = spec.hysteresis();
    MonitorConfig.Profile snapshot = new MonitorConfig.Profile(
        millis(spec.window(), or.windowMillis()),
        decay == null ? or.decayFactor() : Double.parseDouble(decay.factor()),
        decay == null ? or.decayPerMillis() : DurationText.parse(decay.per()).toMillis(),
        spec.formula().penalties().stream()
            .map(p -> new MonitorConfig.Penalty(p.signal(), p.points(), bound(p.signal(), p.good()), bound(p.signal(), p.bad()))).toList(),
        grades == null ? or.grades() : new MonitorConfig.Grades(grades.healthy(), grades.warning(), grades.critical()),
        h == null ? or.hysteresis() : new MonitorConfig.Hysteresis(
            Optional.ofNullable(h.points()).orElse(or.hysteresis().points()),
            millis(h.worseAfter(), or.hysteresis().worseAfterMillis()), millis(h.betterAfter(), or.hysteresis().betterAfterMillis())));
    var _ = scoring(snapshot);
    return snapshot;
  }

  /** As the model sees it: it refuses what makes no sense. */
  private static Profile scoring(MonitorConfig.Profile p) {
    return new Profile(Duration.ofMillis(p.windowMillis()), new Profile.Decay(p.decayFactor(), Duration.ofMillis(p.decayPerMillis())),
        new Penalties(p.penalties().stream().map(x -> new Penalty(x.signal(), x.points(), x.good(), x.bad())).toList()),
        new Profile.Thresholds(p.grades().healthy(), p.grades().warning(), p.grades().critical()),
        new Profile.Hysteresis(p.hysteresis().points(), Duration.ofMillis(p.hysteresis().worseAfterMillis()),
            Duration.ofMillis(p.hysteresis().betterAfterMillis())),
        Profile.Actions.STANDARD);
  }

  private static double bound(SignalName signal, String text) {
    return switch (signal.unit()) {
      case Ratio, PerSecond, PerMinute, Bits, Intervals -> Double.parseDouble(text);
      case Seconds -> DurationText.parse(text).toNanos() / 1e9;
    };
  }

  private static long millis(@Nullable String duration, long otherwise) {
    return duration == null ? otherwise : DurationText.parse(duration).toMillis();
  }
}
