package io.plcfleet.profile;

import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.scoring.Formula;
import io.plcfleet.scoring.Linear;
import io.plcfleet.scoring.Penalties;
import io.plcfleet.scoring.Penalty;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Stability;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A profile of {@code monitor.json} as the model takes it. JSON leaves out what it likes, so nothing is taken for present here. */
public final class ProfileModel {
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
        new Profile.Hysteresis(hysteresis.points(), Duration.ofMillis(hysteresis.worseAfterMillis()), Duration.ofMillis(hysteresis.betterAfterMillis())),
        actions(p.actions()));
  }

  private static Formula formula(MonitorConfig.Profile p) {
    if (Stream.of(p.penalties(), p.linear(), p.stability()).filter(Objects::nonNull).count() != 1) {
      throw new IllegalArgumentException("exactly one of penalties, linear, stability is needed");
    }
    if (p.linear() != null) return new Linear(p.linear().successRatio(), p.linear().latencyMillis(), p.linear().errors());
    if (p.stability() != null) return new Stability(p.stability().errorEntropy(), p.stability().responseStability());
    return penalties(needed(p.penalties(), "penalties"));
  }

  private static Penalties penalties(List<MonitorConfig.Penalty> penalties) {
    return new Penalties(penalties.stream().map(p -> new Penalty(needed(p.signal(), "penalties: signal"), p.points(), p.good(), p.bad())).toList());
  }

  private static Profile.Actions actions(MonitorConfig.@Nullable Actions a) {
    return a == null ? Profile.Actions.STANDARD : new Profile.Actions(a.warningReadRatePercent(), a.criticalEssentialOnly(), a.preFaultHold());
  }

  /** The way back. */
  static MonitorConfig.Profile contract(Profile p) {
    Formula formula = p.formula();
    return new MonitorConfig.Profile(p.window().toMillis(), p.decay().factor(), p.decay().per().toMillis(),
        formula instanceof Penalties penalties ? penalties.penalties().stream().map(ProfileModel::contract).toList() : null,
        formula instanceof Linear l ? new MonitorConfig.Linear(l.successRatio(), l.latencyMillis(), l.errors()) : null,
        formula instanceof Stability s ? new MonitorConfig.Stability((int) s.errorEntropy(), (int) s.responseStability()) : null,
        new MonitorConfig.Grades((int) p.grades().healthy(), (int) p.grades().warning(), (int) p.grades().critical()),
        new MonitorConfig.Hysteresis((int) p.hysteresis().points(), p.hysteresis().worseAfter().toMillis(), p.hysteresis().betterAfter().toMillis()),
        new MonitorConfig.Actions(p.actions().warningReadRatePercent(), p.actions().criticalEssentialOnly(), p.actions().preFaultHold()));
  }

  private static MonitorConfig.Penalty contract(Penalty p) {
    return new MonitorConfig.Penalty(p.signal(), (int) p.points(), p.good(), p.bad());
  }

  private static <T> T needed(@Nullable T value, String name) {
    if (value == null) throw new IllegalArgumentException(name + " is needed");
    return value;
  }
}
