package io.plcfleet.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plcfleet.api.v1alpha1.RolloutPolicy;
import io.plcfleet.api.v1alpha1.RolloutPolicy.OnFailure;
import io.plcfleet.api.v1alpha1.RolloutPolicy.OnNoData;
import io.plcfleet.api.v1alpha1.RolloutPolicy.OnStuck;
import io.plcfleet.operator.outcome.Checked;
import io.plcfleet.operator.outcome.Problem;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PolicyCheckTest {
  @Test
  void nothingDeclaredIsTheDefault() {
    assertThat(PolicyCheck.check(null)).isEqualTo(new Checked.Valid<>(new Policy(
        List.of(new Step.Shadow(Duration.ofMinutes(2), 20), new Step.Percent(10, Duration.ofMinutes(5)), new Step.Percent(30, Duration.ofMinutes(10)),
            new Step.Percent(100, Duration.ZERO)),
        Duration.ofSeconds(15), OnNoData.Pause, OnFailure.Rollback, OnStuck.Wait, Duration.ofMinutes(10), List.of())));
    assertThat(check("{}")).isEqualTo(PolicyCheck.check(null));
  }

  @Test
  void whatIsDeclaredIsRead() {
    Policy policy = Scenario.policy("""
        steps: [{shadow: 90s, maxGradeChanges: 5%}, {selector: {matchLabels: {line: a}}, bake: 1m30s}, {cohort: 50%}]
        analysis: {interval: 5s, onNoData: Proceed}
        onFailure: Freeze
        onStuck: Rollback
        progressDeadline: 1h
        windows: [{days: [Mon, Sun], from: "22:00", to: "24:00", timeZone: Europe/Vienna}, {from: "06:00", to: "14:00"}]
        """);
    assertThat(policy.steps().get(0)).isEqualTo(new Step.Shadow(Duration.ofSeconds(90), 5));
    assertThat(policy.steps().get(1).lasts()).isEqualTo(Duration.ofSeconds(90));
    assertThat(policy.steps().get(2)).isEqualTo(new Step.Percent(50, Duration.ZERO));
    assertThat(policy.interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(policy.onNoData()).isEqualTo(OnNoData.Proceed);
    assertThat(policy.onFailure()).isEqualTo(OnFailure.Freeze);
    assertThat(policy.onStuck()).isEqualTo(OnStuck.Rollback);
    assertThat(policy.progressDeadline()).isEqualTo(Duration.ofHours(1));
    assertThat(policy.windows()).containsExactly(
        new Window(EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY), LocalTime.of(22, 0), LocalTime.MIDNIGHT, ZoneId.of("Europe/Vienna")),
        new Window(EnumSet.allOf(DayOfWeek.class), LocalTime.of(6, 0), LocalTime.of(14, 0), ZoneId.of("UTC")));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThat(problems("""
        steps: [{cohort: 30%}, {cohort: 10%}, {shadow: soon}, {cohort: 120%}, {}, {selector: {}}, {selector: {matchExpressions: [{key: a, operator: Like}]}}]
        analysis:
          interval: 0s
          metrics: [{signal: Speed, maxDrop: "1"}, {signal: SuccessRatio, maxDrop: "0.1"}, {signal: SuccessRatio, maxDrop: "0.2"}]
        windows: [{from: "25:00", to: "14:00", timeZone: Europe/Wien}]
        """)).extracting(Problem::toString).containsExactly(
        "spec.rollout.steps[2].shadow: \"soon\" is no duration; expected for example 800ms, 1s or 1m30s",
        "spec.rollout.steps[3].cohort: \"120%\" is no percentage from 1% to 100%",
        "spec.rollout.steps[4]: a step needs exactly one of shadow, cohort and selector",
        "spec.rollout.steps[5].selector: an empty selector matches all Plcs: write cohort: 100% instead, or name labels",
        "spec.rollout.steps[6].selector.matchExpressions[0]: \"Like\" is no operator: write In, NotIn, Exists or DoesNotExist",
        "spec.rollout.steps[1].cohort: \"10%\" is not more than the 30% of a step before: let cohorts grow from step to step",
        "spec.rollout.analysis.interval: \"0s\" is too often: compare every 1s at most",
        "spec.rollout.analysis.metrics[0].signal: \"Speed\" is no signal: one of SuccessRatio, ReadP95, AckP95, RttJitterRatio, PduDropRatio, PduDropRate,"
            + " HeartbeatMissRatio, ReconnectRate, ErrorRate, ErrorEntropy, ResponseStability, TagStaleness",
        "spec.rollout.analysis.metrics[2].name: \"SuccessRatio\" is the name of another metric too: give one of them a name of its own",
        "spec.rollout.windows[0].from: \"25:00\" is no time of the day: write it as 06:00",
        "spec.rollout.windows[0].timeZone: \"Europe/Wien\" is no time zone that is known here: write it as Europe/Vienna, or UTC");
  }

  @Test
  void nothingFollowsAllPlcs() {
    assertThat(problems("steps: [{cohort: 100%}, {shadow: 1m}]")).extracting(Problem::path).containsExactly("spec.rollout.steps[1]");
    assertThat(problems("steps: [{cohort: 100%}, {cohort: 100%}]")).extracting(Problem::path)
        .containsExactly("spec.rollout.steps[1].cohort", "spec.rollout.steps[1]");
  }

  @Test
  void limitsFitTheUnitsOfTheirSignals() {
    assertThat(limit("ReadP95", "25%")).isEmpty();
    assertThat(limit("ReadP95", "20ms")).isEmpty();
    assertThat(limit("ReadP95", "0.02")).singleElement().asString().contains("has no unit: write for example 20ms");
    assertThat(limit("PduDropRatio", "0.02")).isEmpty();
    assertThat(limit("PduDropRatio", "20ms")).singleElement().asString().contains("does not fit PduDropRatio, which is in ratio");
  }

  @Test
  void aProbabilityIsAtMostOneAndNoCheckIsListedTwice() {
    assertThat(problems("analysis: {checks: [{type: KolmogorovSmirnov, limit: \"5%\"}, {type: P99Change, limit: \"50%\"}, {type: P99Change}]}"))
        .extracting(Problem::path).containsExactly("spec.rollout.analysis.checks[0].limit", "spec.rollout.analysis.checks[2].type");
    assertThat(problems("analysis: {checks: [{type: KolmogorovSmirnov, limit: \"0.01\"}]}")).isEmpty();
  }

  @Test
  void requirementsOfSelectors() {
    assertThat(requirement("{key: a, operator: In}")).singleElement().asString().contains("In needs values");
    assertThat(requirement("{key: a, operator: Exists, values: [b]}")).singleElement().asString().contains("Exists takes no values");
    assertThat(requirement("{key: '', operator: Exists}")).singleElement().asString().contains("needs the key of a label");
    assertThat(requirement("{key: a, operator: NotIn, values: [b]}")).isEmpty();
  }

  private static List<Problem> requirement(String requirement) {
    return problems("steps: [{selector: {matchExpressions: [" + requirement + "]}}]");
  }

  private static List<Problem> limit(String signal, String maxIncrease) {
    return problems("analysis: {metrics: [{signal: " + signal + ", maxIncrease: " + maxIncrease + "}]}");
  }

  private static List<Problem> problems(String yaml) {
    return switch (check(yaml)) {
      case Checked.Valid<Policy> _ -> List.of();
      case Checked.Invalid<Policy>(List<Problem> problems) -> problems;
    };
  }

  private static Checked<Policy> check(String yaml) {
    try {
      return PolicyCheck.check(new YAMLMapper().readValue(yaml, RolloutPolicy.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(yaml, e);
    }
  }
}
