package io.plcfleet.operator.rollout.analysis;

import io.plcfleet.api.v1alpha1.RolloutPolicy;
import io.plcfleet.api.v1alpha1.RolloutPolicy.Check;
import io.plcfleet.api.v1alpha1.RolloutPolicy.CheckType;
import io.plcfleet.scoring.SignalName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a policy wants compared, with its defaults: the success ratio may drop by 0.02, the time of reads grow by 25 %.
 *
 * @param minimumSamples reads of each side, before anything is concluded
 */
record Criteria(List<Criterion> all, int minimumSamples) {
  static final int MINIMUM_SAMPLES = 30;
  static final double SMALLEST_P = 0.05;
  static final double MOST_INCREASE = 0.25;
  private static final List<Criterion> STANDARD = List.of(
      new Criterion.OfSignal(SignalName.SuccessRatio.name(), SignalName.SuccessRatio, new Limit.Amount(0.02)),
      new Criterion.OfSignal(SignalName.ReadP95.name(), SignalName.ReadP95, new Limit.Share(MOST_INCREASE)));

  static Criteria of(RolloutPolicy.@Nullable Analysis policy) {
    List<Criterion> metrics = policy == null || policy.metrics() == null ? STANDARD : policy.metrics().stream().map(Criterion::of).toList();
    List<Check> checks = policy == null ? List.of() : Objects.requireNonNullElse(policy.checks(), List.of());
    Map<CheckType, Check> listed = checks.stream().collect(Collectors.toMap(Check::type, Function.identity(), (first, _) -> first));
    Stream<Criterion> times = Stream.of(CheckType.values()).map(type -> times(type, listed.get(type)));
    int minimum = policy == null || policy.minimumSamples() == null ? MINIMUM_SAMPLES : policy.minimumSamples();
    return new Criteria(Stream.concat(metrics.stream(), times).toList(), minimum);
  }

  private static Criterion times(CheckType type, @Nullable Check listed) {
    try {
      return new Criterion.OfTimes(type, limit(type, listed == null ? null : listed.limit()), listed != null);
    } catch (IllegalArgumentException e) {
      return new Criterion.Unreadable(type.name(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * A share: {@code 25%} is 0.25.
   *
   * @throws IllegalArgumentException that says what is expected
   */
  static double limit(CheckType type, @Nullable String text) {
    boolean p = type == CheckType.KolmogorovSmirnov;
    if (text == null) return p ? SMALLEST_P : MOST_INCREASE;
    try {
      double number = text.endsWith("%") ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100 : Double.parseDouble(text);
      if (number >= 0 && (!p || number < 1)) return number;
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("\"" + text + "\" is no limit of " + type + "; expected for example " + (p ? "0.05" : "25%"));
  }
}
