package io.plcfleet.operator.rollout;

import io.plcfleet.api.v1alpha1.RolloutPolicy;
import io.plcfleet.api.v1alpha1.RolloutPolicy.Analysis;
import io.plcfleet.api.v1alpha1.RolloutPolicy.Check;
import io.plcfleet.api.v1alpha1.RolloutPolicy.CheckType;
import io.plcfleet.api.v1alpha1.RolloutPolicy.Day;
import io.plcfleet.api.v1alpha1.RolloutPolicy.Metric;
import io.plcfleet.api.v1alpha1.RolloutPolicy.OnFailure;
import io.plcfleet.api.v1alpha1.RolloutPolicy.OnNoData;
import io.plcfleet.api.v1alpha1.RolloutPolicy.OnStuck;
import io.plcfleet.operator.outcome.Checked;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.scoring.SignalName;
import io.plcfleet.scoring.SignalName.Unit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.rollout}: every default filled in, or all that is wrong with it at once. */
public final class PolicyCheck {
  /** Used where nothing is declared. */
  private static final List<Step> STEPS = List.of(new Step.Shadow(Duration.ofMinutes(2), 20), new Step.Percent(10, Duration.ofMinutes(5)),
      new Step.Percent(30, Duration.ofMinutes(10)), new Step.Percent(100, Duration.ZERO));
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration PROGRESS_DEADLINE = Duration.ofMinutes(10);
  private static final String PATH = "spec.rollout";
  private static final RolloutPolicy NONE = new RolloutPolicy(null, null, null, null, null, null);

  private interface Rule {
    Stream<Problem> of(RolloutPolicy policy);
  }

  private static final List<Rule> RULES = List.of(
      PolicyCheck::stepsAreSteps,
      PolicyCheck::cohortsGrow,
      PolicyCheck::nothingFollowsAll,
      PolicyCheck::durationsAreDurations,
      PolicyCheck::comparisonsTakeTime,
      PolicyCheck::signalsExist,
      PolicyCheck::limitsFitTheirSignals,
      PolicyCheck::metricsAreApart,
      PolicyCheck::checksAreApart,
      PolicyCheck::windowsAreTimes);

  private PolicyCheck() {}

  public static Checked<Policy> check(@Nullable RolloutPolicy declared) {
    RolloutPolicy policy = declared == null ? NONE : declared;
    List<Problem> problems = RULES.stream().flatMap(rule -> rule.of(policy)).toList();
    return problems.isEmpty() ? new Checked.Valid<>(read(policy)) : new Checked.Invalid<>(problems);
  }

  private static Policy read(RolloutPolicy policy) {
    Analysis analysis = policy.analysis();
    return new Policy(policy.steps() == null ? STEPS : StepText.steps(policy.steps()),
        analysis == null || analysis.interval() == null ? INTERVAL : StepText.duration(analysis.interval()),
        analysis == null || analysis.onNoData() == null ? OnNoData.Pause : analysis.onNoData(),
        policy.onFailure() == null ? OnFailure.Rollback : policy.onFailure(),
        policy.onStuck() == null ? OnStuck.Wait : policy.onStuck(),
        policy.progressDeadline() == null ? PROGRESS_DEADLINE : StepText.duration(policy.progressDeadline()),
        policy.windows() == null ? List.of() : policy.windows().stream().map(PolicyCheck::window).toList());
  }

  private static Window window(RolloutPolicy.Window declared) {
    Set<DayOfWeek> days = declared.days() == null ? EnumSet.allOf(DayOfWeek.class)
        : declared.days().stream().map(PolicyCheck::day).collect(Collectors.toCollection(() -> EnumSet.noneOf(DayOfWeek.class)));
    return new Window(days, LocalTime.parse(declared.from()), end(declared.to()), ZoneId.of(declared.timeZone() == null ? "UTC" : declared.timeZone()));
  }

  private static DayOfWeek day(Day day) {
    return switch (day) {
      case Mon -> DayOfWeek.MONDAY;
      case Tue -> DayOfWeek.TUESDAY;
      case Wed -> DayOfWeek.WEDNESDAY;
      case Thu -> DayOfWeek.THURSDAY;
      case Fri -> DayOfWeek.FRIDAY;
      case Sat -> DayOfWeek.SATURDAY;
      case Sun -> DayOfWeek.SUNDAY;
    };
  }

  /** 24:00 is the next day's 00:00, which is not after any other time, and so is taken for the next day's. */
  private static LocalTime end(String to) {
    return to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to);
  }

  private static Stream<Problem> stepsAreSteps(RolloutPolicy policy) {
    return indexed(policy.steps(), StepText::problems, PATH + ".steps");
  }

  private static Stream<Problem> cohortsGrow(RolloutPolicy policy) {
    List<Problem> problems = new ArrayList<>();
    int largest = 0;
    List<RolloutPolicy.Step> steps = policy.steps() == null ? List.of() : policy.steps();
    for (int i = 0; i < steps.size(); i++) {
      Optional<Integer> percent = percent(steps.get(i));
      if (percent.isEmpty()) continue;
      if (percent.get() <= largest) {
        problems.add(StepText.problem(PATH + ".steps[" + i + "].cohort",
            "\"" + percent.get() + "%\" is not more than the " + largest + "% of a step before: let cohorts grow from step to step"));
      }
      largest = Math.max(largest, percent.get());
    }
    return problems.stream();
  }

  private static Stream<Problem> nothingFollowsAll(RolloutPolicy policy) {
    List<RolloutPolicy.Step> steps = policy.steps() == null ? List.of() : policy.steps();
    return IntStream.range(1, steps.size()).filter(i -> percent(steps.get(i - 1)).equals(Optional.of(100))).mapToObj(i -> StepText.problem(
        PATH + ".steps[" + i + "]", "follows 100%, when all Plcs have the change: remove it, or put it before"));
  }

  private static Optional<Integer> percent(RolloutPolicy.Step step) {
    try {
      return step.cohort() == null ? Optional.empty() : Optional.of(StepText.percent(step.cohort()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();  // reported by the step itself
    }
  }

  private static Stream<Problem> durationsAreDurations(RolloutPolicy policy) {
    return Stream.concat(StepText.durationProblem(PATH + ".progressDeadline", policy.progressDeadline()),
        policy.analysis() == null ? Stream.empty() : StepText.durationProblem(PATH + ".analysis.interval", policy.analysis().interval()));
  }

  private static Stream<Problem> comparisonsTakeTime(RolloutPolicy policy) {
    String interval = policy.analysis() == null ? null : policy.analysis().interval();
    String path = PATH + ".analysis.interval";
    if (interval == null || StepText.durationProblem(path, interval).findAny().isPresent()) return Stream.empty();
    return StepText.duration(interval).compareTo(SHORTEST_INTERVAL) >= 0 ? Stream.empty()
        : Stream.of(StepText.problem(path, "\"" + interval + "\" is too often: compare every 1s at most"));
  }

  private static Stream<Problem> signalsExist(RolloutPolicy policy) {
    return indexed(metrics(policy), (path, metric) -> metric.signal() == null || signal(metric).isPresent() ? Stream.empty()
        : Stream.of(StepText.problem(path + ".signal", "\"" + metric.signal() + "\" is no signal: one of "
            + Arrays.stream(SignalName.values()).map(Enum::name).collect(Collectors.joining(", ")))), PATH + ".analysis.metrics");
  }

  private static Stream<Problem> limitsFitTheirSignals(RolloutPolicy policy) {
    return indexed(metrics(policy), PolicyCheck::limit, PATH + ".analysis.metrics");
  }

  /** Percentages and plain numbers fit all signals; durations those that are times. */
  private static Stream<Problem> limit(String path, Metric metric) {
    String limit = metric.maxIncrease();
    Optional<SignalName> signal = signal(metric);
    if (limit == null || signal.isEmpty() || limit.matches("[0-9]+(\\.[0-9]+)?%")) return Stream.empty();
    boolean number = limit.matches("[0-9]+(\\.[0-9]+)?");
    boolean time = signal.get().unit() == Unit.Seconds;
    if (time && number) {
      return Stream.of(StepText.problem(path + ".maxIncrease", "\"" + limit + "\" has no unit: write for example 20ms, or a percentage such as 25%"));
    }
    return time ? StepText.durationProblem(path + ".maxIncrease", limit) : number ? Stream.empty()
        : Stream.of(StepText.problem(path + ".maxIncrease", "\"" + limit + "\" does not fit " + signal.get() + ", which is in "
            + signal.get().unit().words() + ": write for example 0.02, or a percentage such as 25%"));
  }

  private static Stream<Problem> metricsAreApart(RolloutPolicy policy) {
    Set<String> seen = new HashSet<>();
    return indexed(metrics(policy), (path, metric) -> {
      String name = metric.name() == null ? metric.signal() : metric.name();
      return name == null || seen.add(name) ? Stream.empty()
          : Stream.of(StepText.problem(path + ".name", "\"" + name + "\" is the name of another metric too: give one of them a name of its own"));
    }, PATH + ".analysis.metrics");
  }

  private static Stream<Problem> checksAreApart(RolloutPolicy policy) {
    Set<CheckType> seen = EnumSet.noneOf(CheckType.class);
    List<Check> checks = policy.analysis() == null ? null : policy.analysis().checks();
    return indexed(checks, (path, check) -> Stream.concat(
        seen.add(check.type()) ? Stream.empty() : Stream.of(StepText.problem(path + ".type", "\"" + check.type() + "\" is listed twice: remove one")),
        isNoProbability(check) ? Stream.of(StepText.problem(path + ".limit",
            "\"" + check.limit() + "\" is no probability: write a decimal up to 1, such as 0.05")) : Stream.empty()), PATH + ".analysis.checks");
  }

  private static boolean isNoProbability(Check check) {
    String limit = check.limit();
    return check.type() == CheckType.KolmogorovSmirnov && limit != null && (limit.endsWith("%") || new BigDecimal(limit).compareTo(BigDecimal.ONE) > 0);
  }

  private static Stream<Problem> windowsAreTimes(RolloutPolicy policy) {
    return indexed(policy.windows(), (path, window) -> Stream.of(
        time(path + ".from", window.from()), time(path + ".to", window.to().equals("24:00") ? "00:00" : window.to()), zone(path + ".timeZone", window.timeZone()))
        .flatMap(p -> p), PATH + ".windows");
  }

  private static Stream<Problem> time(String path, String text) {
    try {
      LocalTime.parse(text);
      return Stream.empty();
    } catch (DateTimeException e) {
      return Stream.of(StepText.problem(path, "\"" + text + "\" is no time of the day: write it as 06:00"));
    }
  }

  private static Stream<Problem> zone(String path, @Nullable String name) {
    try {
      if (name != null) ZoneId.of(name);
      return Stream.empty();
    } catch (DateTimeException e) {
      return Stream.of(StepText.problem(path, "\"" + name + "\" is no time zone that is known here: write it as Europe/Vienna, or UTC"));
    }
  }

  private static @Nullable List<Metric> metrics(RolloutPolicy policy) {
    return policy.analysis() == null ? null : policy.analysis().metrics();
  }

  private static Optional<SignalName> signal(Metric metric) {
    return Arrays.stream(SignalName.values()).filter(s -> s.name().equals(metric.signal())).findFirst();
  }

  private interface Of<T> {
    Stream<Problem> problems(String path, T item);
  }

  private static <T> Stream<Problem> indexed(@Nullable List<T> items, Of<T> of, String path) {
    return items == null ? Stream.empty() : IntStream.range(0, items.size()).boxed().flatMap(i -> of.problems(path + "[" + i + "]", items.get(i)));
  }
}
