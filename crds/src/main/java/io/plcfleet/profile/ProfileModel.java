package io.plcfleet.profile;

import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.Actions;
import io.plcfleet.scoring.Formula;
import io.plcfleet.scoring.Penalties;
import io.plcfleet.scoring.Penalty;
import io.plcfleet.scoring.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A profile of {@code monitor.json} as the model takes it. JSON leaves out what it likes, so nothing is taken for present here. */
public final class ProfileModel {
  static final Actions STANDARD_ACTIONS = new Actions(50, true, true);

  private ProfileModel() {}

  /** @throws IllegalArgumentException when it would score nonsense; the message says what is wrong */
  public static Profile of(MonitorConfig.@Nullable Profile profile) {
    MonitorConfig.Profile p = needed(profile, "the profile");
    MonitorConfig.Grades grades = needed(p.grades(), "grades");
    MonitorConfig.Hysteresis hysteresis = needed(p.hysteresis(), "hysteresis");
    return new Profile(
        Duration.ofMillis(p.windowMillis()),
        new Profile.Decay(p.decayFactor(), Duration.ofMillis(p.decayPerMillis())),
        formula(p),
        new Profile.Thresholds(grades.healthy(), grades.warning(), grades.critical()),
        new Profile.Hysteresis(hysteresis.points(), Duration.ofMillis(hysteresis.worseAfterMillis()), Duration.ofMillis(hysteresis.betterAfterMillis())));
  }

  private static Formula formula(MonitorConfig.Profile p) {
    if (Stream.of(p.penalties(), p.linear(), p.stability()).filter(Objects::nonNull).count() != 1) {
      throw new IllegalArgumentException("exactly one of penalties, linear, stability is needed");
    }
    return penalties(needed(p.penalties(), "penalties"));
  }

  private static Penalties penalties(List<MonitorConfig.Penalty> penalties) {
    return new Penalties(penalties.stream().map(p -> new Penalty(needed(p.signal(), "penalties: signal"), p.points(), p.good(), p.bad())).toList());
  }

  /** The way back, for the built-in profile. */
  static MonitorConfig.Profile contract(Profile profile) {
    List<MonitorConfig.Penalty> penalties = ((Penalties) profile.formula()).penalties().stream()
        .map(p -> new MonitorConfig.Penalty(p.signal(), (int) p.points(), p.good(), p.bad())).toList();
    return new MonitorConfig.Profile(profile.window().toMillis(), profile.decay().factor(), profile.decay().per().toMillis(), penalties, null, null,
        new MonitorConfig.Grades((int) profile.grades().healthy(), (int) profile.grades().warning(), (int) profile.grades().critical()),
        new MonitorConfig.Hysteresis((int) profile.hysteresis().points(), profile.hysteresis().worseAfter().toMillis(),
            profile.hysteresis().betterAfter().toMillis()), STANDARD_ACTIONS);
  }

  private static <T> T needed(@Nullable T value, String name) {
    if (value == null) throw new IllegalArgumentException(name + " is needed");
    return value;
  }
}
