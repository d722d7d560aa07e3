package io.plcfleet.monitor.config;

import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.scoring.Penalties;
import io.plcfleet.scoring.Penalty;
import io.plcfleet.scoring.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one place where the file's profile becomes the model's. */
final class ScoringProfiles {
  private ScoringProfiles() {}

  /**
   * The model refuses what would score nonsense.
   *
   * @throws IllegalArgumentException with what is wrong
   * @throws NullPointerException with what is missing
   */
  static Profile of(MonitorConfig.@Nullable Profile profile) {
    Objects.requireNonNull(profile, "is empty");
    List<Penalty> penalties = Objects.requireNonNull(profile.penalties(), "penalties are needed").stream()
        .map(p -> new Penalty(Objects.requireNonNull(p.signal(), "penalties: signal is needed"), p.points(), p.good(), p.bad())).toList();
    MonitorConfig.Grades grades = Objects.requireNonNull(profile.grades(), "grades are needed");
    MonitorConfig.Hysteresis hysteresis = Objects.requireNonNull(profile.hysteresis(), "hysteresis is needed");
    return new Profile(
        Duration.ofMillis(profile.windowMillis()),
        new Profile.Decay(profile.decayFactor(), Duration.ofMillis(profile.decayPerMillis())),
        new Penalties(penalties),
        new Profile.Thresholds(grades.healthy(), grades.warning(), grades.critical()),
        new Profile.Hysteresis(hysteresis.points(), Duration.ofMillis(hysteresis.worseAfterMillis()), Duration.ofMillis(hysteresis.betterAfterMillis())));
  }
}
