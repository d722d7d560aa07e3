package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plcfleet.scoring.Profile.Actions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known for a fact, beside the score; and what a monitor does about a grade. */
final class FindingsTest {
  private final TestLink link = new TestLink();

  @Test
  void aStoppedCpuIsCriticalAndLeavesTheScoreAlone() {
    link.answers(60, 3);
    link.findings = new Findings(false, true, false, false);
    Assessment stopped = link.answers(1, 3);
    assertThat(stopped.grade()).isEqualTo(Grade.Critical);
    assertThat(stopped.reason()).isEqualTo(Reason.CpuStopped);
    assertThat(stopped.score()).isEqualTo(100);
    assertThat(stopped.explanation()).containsExactly("the PLC says that its CPU is in STOP; at least Critical");
    link.findings = Findings.NONE;
    assertThat(link.answers(1, 3).grade()).as("at once, no hysteresis").isEqualTo(Grade.Healthy);
  }

  @Test
  void theExplanationHasThreeSentencesAtMostTheFactFirst() {
    link.answers(40, 150);
    link.timesOut(3, 800);
    link.findings = new Findings(false, true, true, false);
    Assessment stopped = link.answers(1, 150);
    assertThat(stopped.reason()).as("CPU before life sign").isEqualTo(Reason.CpuStopped);
    assertThat(stopped.explanation()).hasSize(3).first().asString().startsWith("the PLC says");
    assertThat(stopped.explanation().get(1)).startsWith("success ratio");
  }

  @Test
  void aFrozenLifeSignIsCriticalEvenInTheWarmUp() {
    link.findings = new Findings(false, false, true, false);
    Assessment frozen = link.answers(1, 3);
    assertThat(frozen.grade()).isEqualTo(Grade.Critical);
    assertThat(frozen.reason()).isEqualTo(Reason.LifeSignFrozen);
    assertThat(frozen.scored()).as("the link has no score yet").isFalse();
  }

  @Test
  void aLinkThatIsWorseThanCriticalKeepsItsOwnReason() {
    link.answers(60, 3);
    link.findings = new Findings(false, true, false, false);
    Assessment bad = link.timesOut(20, 800);
    assertThat(bad.grade()).isEqualTo(Grade.PreFault);
    assertThat(bad.reason()).isEqualTo(Reason.SuccessRatioLow);
    link.findings = new Findings(true, true, true, false);
    assertThat(link.assess().reason()).isEqualTo(Reason.Unreachable);
  }

  @Test
  void maintenanceIsAboveAllAndEndsWithEmptyWindows() {
    link.timesOut(20, 800);
    link.findings = new Findings(true, true, true, true);
    Assessment maintained = link.timesOut(5, 800);
    assertThat(maintained.grade()).isEqualTo(Grade.Maintenance);
    assertThat(maintained.grade().number()).isEqualTo(5);
    assertThat(maintained.reason()).isEqualTo(Reason.Maintenance);
    assertThat(maintained.scored()).isFalse();
    assertThat(maintained.explanation()).containsExactly("declared to be in maintenance");
    assertThat(maintained.action()).isEqualTo(Action.NORMAL);

    link.findings = Findings.NONE;
    assertThat(link.assess().grade()).isEqualTo(Grade.Unknown);
    assertThat(link.answers(3, 3).grade()).isEqualTo(Grade.Unknown);
    assertThat(link.answers(1, 3).score()).as("what failed before and meanwhile is forgotten").isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "Unknown     | 50 | true  | true  | 100 | false | all tags read as declared",
      "Healthy     | 50 | true  | true  | 100 | false | all tags read as declared",
      "Maintenance | 50 | true  | true  | 100 | false | all tags read as declared",
      "Warning     | 50 | true  | true  | 50  | false | tags that are not essential read at 50 %",
      "Critical    | 50 | true  | true  | 0   | false | essential tags only",
      "PreFault    | 50 | true  | true  | 0   | true  | essential tags only, connections held",
      "Critical    | 25 | false | true  | 25  | false | tags that are not essential read at 25 %",
      "PreFault    | 25 | false | true  | 25  | true  | tags that are not essential read at 25 %, connections held",
      "PreFault    | 25 | true  | false | 0   | false | essential tags only"})
  void anActionFollowsFromGradeAndProfile(
      Grade grade, int readRate, boolean essentialOnly, boolean hold, int percent, boolean held, String text) {
    Action action = new Actions(readRate, essentialOnly, hold).of(grade);
    assertThat(action).isEqualTo(new Action(percent, held));
    assertThat(action.text()).isEqualTo(text);
  }

  @Test
  void refusesAReadRateOfNothing() {
    assertThatThrownBy(() -> new Actions(0, true, true)).hasMessage("actions.warning.readRate must be 1 to 100 percent");
  }
}
