package io.plcfleet.profile;

import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec;
import io.plcfleet.contract.MonitorConfig.Actions;
import io.plcfleet.contract.MonitorConfig.Grades;
import io.plcfleet.contract.MonitorConfig.Hysteresis;
import io.plcfleet.contract.MonitorConfig.Linear;
import io.plcfleet.contract.MonitorConfig.Penalty;
import io.plcfleet.contract.MonitorConfig.Profile;
import io.plcfleet.contract.MonitorConfig.Stability;
import io.plcfleet.scoring.Profile.Decay;
import io.plcfleet.scoring.SignalName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Scoring profiles as monitors get them: every default filled in, every text parsed. */
public final class ProfileSnapshot {
  /** Name of the built-in profile, for fleets and Plcs that name none. No ScoringProfile may have it. */
  public static final String BUILT_IN = "standard";

  static final Profile STANDARD = ProfileModel.contract(io.plcfleet.scoring.Profile.standard());
  private static final io.plcfleet.scoring.Linear R10 = io.plcfleet.scoring.Linear.standard();

  private ProfileSnapshot() {}

  /** The built-in profile. */
  public static Profile standard() {
    return STANDARD;
  }

  /** @throws IllegalArgumentException with all problems when the profile cannot be used */
  public static Profile of(ScoringProfileSpec spec) {
    List<FieldProblem> problems = ProfileCheck.problems(spec);
    if (!problems.isEmpty()) throw new IllegalArgumentException(problems.stream().map(FieldProblem::toString).collect(Collectors.joining("; ")));
    ScoringProfileSpec.Decay decay = spec.decay();
    ScoringProfileSpec.Grades grades = spec.grades();
    ScoringProfileSpec.Formula formula = spec.formula();
    Decay usual = formula.linear() == null ? Decay.STANDARD : R10.decay();
    return new Profile(
        millis(spec.window(), STANDARD.windowMillis()),
        decay == null ? usual.factor() : Double.parseDouble(decay.factor()),
        decay == null ? usual.per().toMillis() : DurationText.parse(decay.per()).toMillis(),
        formula.penalties() == null ? null : formula.penalties().stream().map(ProfileSnapshot::penalty).toList(),
        linear(formula.linear()), stability(formula.stability()),
        grades == null ? STANDARD.grades() : new Grades(grades.healthy(), grades.warning(), grades.critical()),
        hysteresis(spec.hysteresis()), actions(spec.actions()));
  }

  private static Penalty penalty(ScoringProfileSpec.Penalty p) {
    SignalName signal = SignalName.valueOf(p.signal());
    return new Penalty(signal, p.points(), Bounds.parse(signal, p.good()), Bounds.parse(signal, p.bad()));
  }

  private static @Nullable Linear linear(ScoringProfileSpec.@Nullable Linear linear) {
    return linear == null ? null : new Linear(or(linear.successRatio(), R10.successRatio()), or(linear.latencyMillis(), R10.latencyMillis()),
        or(linear.errors(), R10.errors()));
  }

  private static @Nullable Stability stability(ScoringProfileSpec.@Nullable Stability s) {
    return s == null ? null : new Stability(s.errorEntropy(), s.responseStability());
  }

  private static Hysteresis hysteresis(ScoringProfileSpec.@Nullable Hysteresis h) {
    Hysteresis or = STANDARD.hysteresis();
    return h == null ? or : new Hysteresis(Optional.ofNullable(h.points()).orElse(or.points()), millis(h.worseAfter(), or.worseAfterMillis()),
        millis(h.betterAfter(), or.betterAfterMillis()));
  }

  private static Actions actions(ScoringProfileSpec.@Nullable Actions a) {
    Actions or = Objects.requireNonNull(STANDARD.actions());
    if (a == null) return or;
    String rate = a.warning() == null ? null : a.warning().readRate();
    ScoringProfileSpec.TagsRead tags = a.critical() == null ? null : a.critical().tags();
    ScoringProfileSpec.ConnectionsMade connections = a.preFault() == null ? null : a.preFault().connections();
    return new Actions(
        rate == null ? or.warningReadRatePercent() : Integer.parseInt(rate.substring(0, rate.length() - 1)),
        tags == null ? or.criticalEssentialOnly() : tags == ScoringProfileSpec.TagsRead.Essential,
        connections == null ? or.preFaultHold() : connections == ScoringProfileSpec.ConnectionsMade.Hold);
  }

  static double or(@Nullable String decimal, double otherwise) {
    return decimal == null ? otherwise : Double.parseDouble(decimal);
  }

  private static long millis(@Nullable String duration, long otherwise) {
    return duration == null ? otherwise : DurationText.parse(duration).toMillis();
  }
}
