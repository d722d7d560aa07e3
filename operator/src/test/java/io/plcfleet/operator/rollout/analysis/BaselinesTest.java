package io.plcfleet.operator.rollout.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Baseline;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.PlcBaseline;
import io.plcfleet.contract.MonitorReport.Counts;
import io.plcfleet.contract.MonitorReport.Measured;
import io.plcfleet.operator.rollout.Verdict;
import io.plcfleet.operator.rollout.analysis.Baselines.Candidate;
import io.plcfleet.scoring.SignalName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T06:00:00.5Z");
  private static final Counts COUNTS = new Counts(100, 99, 1, 2, 200, 3, 10, 4);

  @Test
  void keepsWhatTheMonitorsSaidToFourDigits() {
    Baseline baseline = Baselines.take(NOW, List.of(plc(1, 0.123456)), Set.of("uid-1"), null);
    assertThat(baseline.takenAt()).isEqualTo("2026-01-01T06:00:00Z");
    assertThat(baseline.plcs()).containsExactly(new PlcBaseline("plc-1", true, "2026-01-01T00:00:00Z",
        Map.of("due", 100L, "answered", 99L, "errors", 1L, "reconnects", 2L, "pdus", 200L, "dropped", 3L, "heartbeats", 10L, "missedHeartbeats", 4L),
        Map.of("ReadP95", "0.1235", "SuccessRatio", "1", "ReadP99", "0.2")));
    assertThat(PlcFigures.of(baseline.plcs().getFirst())).as("and read again")
        .isEqualTo(new PlcFigures("2026-01-01T00:00:00Z", Map.of("ReadP95", 0.1235, "SuccessRatio", 1.0, "ReadP99", 0.2), COUNTS));
  }

  @Test
  void ofManyASampleThatIsAlwaysTheSame() {
    List<Candidate> plcs = IntStream.range(0, 1000).mapToObj(i -> plc(i, 0.1)).collect(Collectors.toList());
    Set<String> canary = plcs.stream().map(Candidate::uid).limit(300).collect(Collectors.toSet());
    Baseline baseline = Baselines.take(NOW, plcs, canary, null);
    assertThat(baseline.plcs()).hasSize(400);
    assertThat(baseline.plcs().stream().filter(PlcBaseline::canary)).hasSize(Baselines.MOST);
    Collections.shuffle(plcs, new Random(1));
    assertThat(Baselines.take(NOW, plcs, canary, null)).isEqualTo(baseline);
  }

  @Test
  void whoHadTheChangeBeforeIsComparedWithBefore() {
    Baseline first = Baselines.take(NOW, List.of(plc(1, 0.1), plc(2, 0.1)), Set.of("uid-1"), null);
    Baseline second = Baselines.take(NOW.plusSeconds(300), List.of(plc(1, 0.2), plc(2, 0.2)), Set.of("uid-1", "uid-2"), first);
    assertThat(second.plcs()).extracting(plc -> plc.name() + " " + plc.signals().get("ReadP95")).containsExactly("plc-1 0.1", "plc-2 0.2");
    assertThat(second.plcs()).allMatch(PlcBaseline::canary);
  }

  /** Two errors in five minutes are 0.4 a minute, and not 120: nobody may take the hour that the clock went back for no time at all. */
  @Test
  void whenTheClockWasSetBackItIsCountedAnew() {
    Plant plant = new Plant().plc("plc-1", true, figures(new Counts(100, 100, 0, 0, 0, 0, 0, 0)), figures(new Counts(700, 698, 9, 0, 0, 0, 0, 0)))
        .plc("plc-2", false, figures(new Counts(100, 100, 0, 0, 0, 0, 0, 0)), figures(new Counts(700, 698, 9, 0, 0, 0, 0, 0)));
    Analysis.Input before = plant.input(Plant.policy(SignalName.ErrorRate, "1"));
    Instant back = Plant.BEFORE.minusSeconds(3600);
    Baseline again = Baselines.again(back, before.baseline(), before.now());
    assertThat(again.takenAt()).isEqualTo(back.toString());
    assertThat(again.plcs()).extracting(PlcBaseline::canary).containsExactly(true, false);
    assertThat(again.plcs()).extracting(PlcBaseline::signals).isEqualTo(before.baseline().plcs().stream().map(PlcBaseline::signals).toList());
    Map<String, PlcFigures> later = Map.of("plc-1", figures(new Counts(1000, 998, 11, 0, 0, 0, 0, 0)), "plc-2", figures(new Counts(1000, 998, 9, 0, 0, 0, 0, 0)));
    Verdict verdict = Analysis.of(new Analysis.Input(before.policy(), again, later, back.plusSeconds(300), Map.of())).verdicts().getFirst();
    assertThat(verdict.result()).as(verdict.message()).isEqualTo(ConfigRolloutStatus.Verdict.Pass);
    assertThat(verdict.message()).contains("0.4");
    assertThat(Baselines.again(back, before.baseline(), Map.of()).plcs()).as("whom nobody reports").isEmpty();
  }

  /** A monitor whose clock is ahead says that it starts in the future. */
  @Test
  void aStartThatLiesAheadMakesNoRateOfAnyHeight() {
    Plant plant = new Plant();
    for (int i = 0; i < 3; i++) {
      plant.plc("plc-" + i, true, figures(new Counts(100, 100, 0, 0, 0, 0, 0, 0)),
          new PlcFigures("2026-01-01T09:00:00Z", Map.of("ErrorRate", 0.0), new Counts(300, 298, 2, 0, 0, 0, 0, 0)));
    }
    Verdict verdict = plant.verdict(SignalName.ErrorRate, "1");
    assertThat(verdict.result()).as(verdict.message()).isEqualTo(ConfigRolloutStatus.Verdict.Pass);
  }

  @Test
  void aPlcThatNobodyReportsIsNotInIt() {
    assertThat(Baselines.take(NOW, List.of(new Candidate("uid-1", "plc-1", null)), Set.of(), null).plcs()).isEmpty();
  }

  private static PlcFigures figures(Counts counts) {
    return new PlcFigures(Plant.STARTED, Map.of("ErrorRate", 0.0), counts);
  }

  private static Candidate plc(int number, double readP95) {
    return new Candidate("uid-" + number, "plc-" + number,
        PlcFigures.of("2026-01-01T00:00:00Z", new Measured(Map.of("ReadP95", readP95, "SuccessRatio", 1.0), 0.2, COUNTS)));
  }
}
