package io.plcfleet.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.FinishedStep;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.operator.rollout.Progress.Compared;
import io.plcfleet.operator.rollout.Progress.Planned;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That what is remembered comes back whole is seen in every turn of every story; here is the rest. */
final class RolloutStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  @ParameterizedTest
  @EnumSource
  void toolsThatWaitKnowEveryPhase(Phase phase) {
    List<String> trueOnes = Objects.requireNonNull(status(null, progress(phase, "AsDeclared"), 1).conditions()).stream()
        .filter(c -> c.status() == Condition.Status.TRUE).map(Condition::type).toList();
    assertThat(trueOnes).containsExactly(switch (phase) {
      case Succeeded, Superseded -> Conditions.READY;
      case RolledBack, Frozen -> Conditions.STALLED;
      case Pending, Shadow, Progressing, Paused, RollingBack -> Conditions.RECONCILING;
    });
  }

  @Test
  void ofManyMembersTheFirstHundredAreNamedAndAllAreHashed() {
    ConfigRolloutStatus.Cohort some = cohort(150);
    assertThat(some.members()).hasSize(100).startsWith("plc-000", "plc-001").isSorted();
    assertThat(some.wanted()).isEqualTo(150);
    assertThat(some.total()).isEqualTo(150);
    assertThat(some.hash()).isEqualTo(cohort(150).hash()).isNotEqualTo(cohort(151).hash());
  }

  @Test
  void ofManyEventsTheNewestAreKept() {
    ConfigRolloutStatus status = null;
    for (int i = 0; i < 70; i++) status = status(status, progress(Phase.Progressing, i % 2 == 0 ? "Baking" : "NoData"), 1);
    assertThat(Objects.requireNonNull(status).history()).hasSize(60).last().extracting(ConfigRolloutStatus.Event::what).isEqualTo("NoData");
    assertThat(status(status, progress(Phase.Progressing, "NoData"), 1).history()).as("nothing happened").isEqualTo(status.history());
  }

  @Test
  void aWordOfAnotherVersionIsPassedOver() {
    ConfigRolloutStatus status = status(null, progress(Phase.Paused, "WaitingForTheMoon"), 1);
    assertThat(status.reason()).isEqualTo("WaitingForTheMoon");
    assertThat(Objects.requireNonNull(RolloutStatus.progress(status)).reason()).isEqualTo("WaitingForTheMoon");
  }

  @Test
  void aNewRolloutRemembersNothing() {
    assertThat(RolloutStatus.progress(null)).isNull();
    assertThat(RolloutStatus.progress(RolloutStatus.of(null, situation(1), turn(progress(Phase.Pending, "Progressing"), 1), 1L))).isNotNull();
  }

  @Test
  void whoHadTheChangeIsToldAfterAllWentBack() {
    ConfigRolloutStatus status = status(null, progress(Phase.Progressing, "Baking"), 3);
    for (Phase phase : List.of(Phase.RollingBack, Phase.RolledBack)) {
      status = RolloutStatus.of(status, situation(3), new Turn(progress(phase, "CanaryWorse"), new Decision.Hold(null, ConditionReason.CanaryWorse, "words"), Set.of(),
          false, false, false, List.of()), 1L);
      ConfigRolloutStatus.Cohort had = Objects.requireNonNull(status.cohort());
      assertThat(had.wanted()).as("in " + phase).isEqualTo(3);
      assertThat(had.members()).containsExactly("plc-000", "plc-001", "plc-002");
      assertThat(had.hash()).isEqualTo(cohort(3).hash());
    }
  }

  @Test
  void ofAStepThatIsOverTheValuesThatDecidedAreKept() {
    Situation end = situation(3, new Verdict("SuccessRatio", ConfigRolloutStatus.Verdict.Fail, true, false, "0.91", "0.999", "0.02", 600, "plc-001", "0.91 against 0.999"));
    ConfigRolloutStatus begun = RolloutStatus.of(null, situation(3), turn(step(Duration.ofMinutes(5)), 3), 1L);
    ConfigRolloutStatus over = RolloutStatus.of(begun, end, back(), 1L);
    assertThat(over.finishedSteps()).containsExactly(new FinishedStep(1, "100%", NOW.toString(), NOW.toString(), "CanaryWorse", "0.91 against 0.999",
        new ConfigRolloutStatus.Cohort(3, 3, 3, List.of("plc-000", "plc-001", "plc-002"), cohort(3).hash()),
        List.of(new ConfigRolloutStatus.Comparison("SuccessRatio", ConfigRolloutStatus.Verdict.Fail, true, "0.91", "0.999", "0.02", 600L, "plc-001", null, null)), null));
    assertThat(RolloutStatus.of(over, end, turn(back().progress().end(Phase.RolledBack, NOW), 3), 1L).finishedSteps()).as("once it went back").isEqualTo(over.finishedSteps());
  }

  @Test
  void aStepThatNobodyLookedAtHasNoComparisons() {
    Situation end = situation(3, new Verdict("SuccessRatio", ConfigRolloutStatus.Verdict.Pass, true, false, "1", "1", "0.02", 600, null, "words"));
    ConfigRolloutStatus begun = RolloutStatus.of(null, situation(3), turn(step(Duration.ZERO), 3), 1L);
    assertThat(RolloutStatus.of(begun, end, back(), 1L).finishedSteps()).singleElement().extracting(FinishedStep::comparisons).isNull();
  }

  @Test
  void aShadowStepKeepsWhatItShowed() {
    ConfigRolloutStatus.Shadow showed = new ConfigRolloutStatus.Shadow(3, 1, List.of("plc-001: Healthy to Warning (AckLatencyHigh)"));
    ConfigRolloutStatus begun = RolloutStatus.of(null, situation(3), turn(step(new Step.Shadow(Duration.ofMinutes(2), 20)), 3), 1L).measured(showed, null);
    assertThat(RolloutStatus.of(begun, situation(3), back(), 1L).finishedSteps()).singleElement().extracting(FinishedStep::shadow).isEqualTo(showed);
  }

  /** The next step's Plcs are in the status then. */
  @Test
  void aStepThatIsLeftKeepsItsOwnCohort() {
    Progress first = new Progress(Phase.Progressing, 0, List.of(new Planned(new Step.Percent(10, Duration.ofMinutes(5)), 1), new Planned(new Step.Percent(100, Duration.ZERO), 3)),
        NOW, StepTime.begin(NOW), Compared.NONE, null, false, "Baking", "words", null);
    ConfigRolloutStatus begun = RolloutStatus.of(null, situation(3), turn(first, 1), 1L);
    Turn next = new Turn(first.enter(1, NOW).saying(ConditionReason.StepPassed, "no worse"), new Decision.Advance(2, ConditionReason.StepPassed, "no worse"),
        Set.of("uid-0", "uid-1", "uid-2"), false, true, false, List.of());
    ConfigRolloutStatus left = RolloutStatus.of(begun, situation(3), next, 1L);
    assertThat(left.finishedSteps()).singleElement().extracting(FinishedStep::cohort)
        .isEqualTo(new ConfigRolloutStatus.Cohort(3, 3, 1, List.of("plc-000"), cohort(1).hash()));
    assertThat(Objects.requireNonNull(left.cohort()).members()).hasSize(3);
  }

  private static Turn back() {
    return new Turn(step(Duration.ZERO).goBack(Phase.RolledBack, NOW).saying(ConditionReason.CanaryWorse, "0.91 against 0.999"),
        new Decision.RollBack(ConditionReason.CanaryWorse, "0.91 against 0.999"), Set.of(), false, false, false, List.of());
  }

  private static Progress step(Duration lasts) {
    return step(new Step.Percent(100, lasts));
  }

  private static Progress step(Step step) {
    return new Progress(Phase.Progressing, 0, List.of(new Planned(step, 3)), NOW, StepTime.begin(NOW), Compared.NONE, null, false, "Baking", "words", null);
  }

  private static ConfigRolloutStatus.Cohort cohort(int plcs) {
    return Objects.requireNonNull(status(null, progress(Phase.Progressing, "Baking"), plcs).cohort());
  }

  private static ConfigRolloutStatus status(@Nullable ConfigRolloutStatus before, Progress progress, int plcs) {
    return RolloutStatus.of(before, situation(plcs), turn(progress, plcs), 1L);
  }

  private static Progress progress(Phase phase, String reason) {
    return new Progress(phase, 0, List.of(new Planned(new Step.Percent(100, Duration.ZERO), 1)), NOW, StepTime.begin(NOW), Compared.NONE, null, false,
        reason, "words", null);
  }

  private static Turn turn(Progress progress, int plcs) {
    Set<String> all = Set.copyOf(IntStream.range(0, plcs).mapToObj(i -> "uid-" + i).toList());
    return new Turn(progress, new Decision.Hold(null, progress.word(), "words"), all, false, false, false, List.of());
  }

  private static Situation situation(int plcs, Verdict... verdicts) {
    List<Member> members = new ArrayList<>();
    for (int i = plcs - 1; i >= 0; i--) members.add(new Member("uid-" + i, "plc-%03d".formatted(i), Map.of(), "unit-" + i, "cell", 1, "r2", true, true, false));
    return new Situation(NOW, "r1", "r2", "r2", Verbs.NONE, Scenario.policy("{}"), null, members, true, true, null, List.of(verdicts), false);
  }
}
