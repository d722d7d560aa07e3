package io.plcfleet.operator.rollout;

import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.RolloutPolicy;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.status.ConditionReason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Steps as resources write them, and back. Durations are kept to the millisecond. */
final class StepText {
  private static final int MAX_CHANGED_PERCENT = 20;

  private StepText() {}

  /**
   * Reads a step.
   *
   * @throws IllegalArgumentException with a message for people when it is none
   */
  static Step step(RolloutPolicy.Step declared) {
    if (declared.shadow() != null) {
      return new Step.Shadow(duration(declared.shadow()), declared.maxGradeChanges() == null ? MAX_CHANGED_PERCENT : percent(declared.maxGradeChanges()));
    }
    Duration bake = declared.bake() == null ? Duration.ZERO : duration(declared.bake());
    if (declared.cohort() != null) return new Step.Percent(percent(declared.cohort()), bake);
    return new Step.Selected(Objects.requireNonNull(declared.selector()), bake);
  }

  static RolloutPolicy.Step declared(Step step) {
    String lasts = text(step.lasts());
    return switch (step) {
      case Step.Shadow shadow -> new RolloutPolicy.Step(lasts, shadow.maxChangedPercent() + "%", null, null, null);
      case Step.Percent percent -> new RolloutPolicy.Step(null, null, percent.percent() + "%", null, lasts);
      case Step.Selected selected -> new RolloutPolicy.Step(null, null, null, selected.selector(), lasts);
    };
  }

  /** In a word or two, for people. */
  static String what(Step step) {
    return switch (step) {
      case Step.Shadow _ -> "shadow";
      case Step.Percent percent -> percent.percent() + "%";
      case Step.Selected selected -> what(selected);
    };
  }

  private static String what(Step.Selected selected) {
    Stream<String> exact = selected.selector().getMatchLabels() == null ? Stream.empty()
        : selected.selector().getMatchLabels().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).sorted();
    Stream<String> expressions = Selector.expressions(selected.selector()).stream().map(e -> e.getKey() + " " + e.getOperator()
        + (e.getValues() == null || e.getValues().isEmpty() ? "" : " (" + String.join(", ", e.getValues()) + ")"));
    return String.join(", ", Stream.concat(exact, expressions).toList());
  }

  static String text(Duration duration) {
    return duration.isZero() ? "0s" : DurationText.of(duration.toMillis());
  }

  static Duration duration(String text) {
    return Duration.ofMillis(DurationText.parse(text).toMillis());
  }

  static int percent(String text) {
    if (!text.matches("([1-9][0-9]?|100)%")) throw new IllegalArgumentException("\"" + text + "\" is no percentage from 1% to 100%");
    return Integer.parseInt(text.substring(0, text.length() - 1));
  }

  /** All that is wrong with a step by itself. */
  static Stream<Problem> problems(String path, RolloutPolicy.Step declared) {
    long kinds = Stream.of(declared.shadow(), declared.cohort(), declared.selector()).filter(Objects::nonNull).count();
    Stream<Problem> one = kinds == 1 ? Stream.empty() : Stream.of(problem(path, "a step needs exactly one of shadow, cohort and selector"));
    return Stream.of(one, durations(path, declared), percentages(path, declared), selector(path + ".selector", declared)).flatMap(p -> p);
  }

  private static Stream<Problem> durations(String path, RolloutPolicy.Step declared) {
    return Stream.concat(durationProblem(path + ".shadow", declared.shadow()), durationProblem(path + ".bake", declared.bake()));
  }

  private static Stream<Problem> percentages(String path, RolloutPolicy.Step declared) {
    return Stream.concat(percentProblem(path + ".cohort", declared.cohort()), percentProblem(path + ".maxGradeChanges", declared.maxGradeChanges()));
  }

  private static Stream<Problem> selector(String path, RolloutPolicy.Step declared) {
    if (declared.selector() == null) return Stream.empty();
    if (Selector.isEmpty(declared.selector())) return Stream.of(problem(path, "an empty selector matches all Plcs: write cohort: 100% instead, or name labels"));
    var expressions = Selector.expressions(declared.selector());
    return IntStream.range(0, expressions.size()).boxed()
        .flatMap(i -> Selector.problem(expressions.get(i)).map(p -> problem(path + ".matchExpressions[" + i + "]", p)).stream());
  }

  static Stream<Problem> durationProblem(String path, @Nullable String text) {
    return text == null ? Stream.empty() : tried(path, () -> duration(text));
  }

  private static Stream<Problem> percentProblem(String path, @Nullable String text) {
    return text == null ? Stream.empty() : tried(path, () -> percent(text));
  }

  private interface Reading {
    Object read();
  }

  private static Stream<Problem> tried(String path, Reading reading) {
    try {
      reading.read();
      return Stream.empty();
    } catch (IllegalArgumentException e) {
      return Stream.of(problem(path, String.valueOf(e.getMessage())));
    }
  }

  static Problem problem(String path, String message) {
    return new Problem(path, ConditionReason.InvalidSpec, message);
  }

  static List<Step> steps(List<RolloutPolicy.Step> declared) {
    return declared.stream().map(StepText::step).toList();
  }
}
