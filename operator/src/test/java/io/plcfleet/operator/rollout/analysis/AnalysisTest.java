package io.plcfleet.operator.rollout.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.RolloutPolicy;
import io.plcfleet.api.v1alpha1.RolloutPolicy.CheckType;
import io.plcfleet.api.v1alpha1.RolloutPolicy.Metric;
import io.plcfleet.api.v1alpha1.RolloutPolicy.PrometheusQuery;
import io.plcfleet.contract.MonitorReport.Counts;
import io.plcfleet.operator.rollout.Verdict;
import io.plcfleet.scoring.SignalName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnalysisTest {
  private static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

  @Test
  void byDefaultSuccessAndReadTimeDecideAndTheChecksAreReported() {
    List<Verdict> verdicts = twelve(0).compared(null).verdicts();
    assertThat(verdicts).extracting(v -> v.name() + (v.decides() ? "!" : "") + " " + v.result())
        .containsExactly("SuccessRatio! Pass", "ReadP95! Pass", "KolmogorovSmirnov Pass", "QuantileShift Pass", "P99Change Pass");
    assertThat(twelve(0.2).compared(null).verdicts()).extracting(v -> v.name() + (v.decides() ? "!" : "") + " " + v.result())
        .containsExactly("SuccessRatio! Pass", "ReadP95! Fail", "KolmogorovSmirnov Fail", "QuantileShift Fail", "P99Change Fail");
  }

  @Test
  void aVerdictTellsWhatAPlantEngineerWantsToKnow() {
    Plant plant = new Plant().plc("press-07", true, SignalName.SuccessRatio, 0.999, 0.8, 300).plc("press-08", true, SignalName.SuccessRatio, 0.999, 0.96, 300);
    for (int i = 0; i < 18; i++) plant.plc("weld-" + i, false, SignalName.SuccessRatio, 0.999, 1.0, 300);
    assertThat(plant.verdict(SignalName.SuccessRatio, "-0.02")).isEqualTo(new Verdict("SuccessRatio", ConfigRolloutStatus.Verdict.Fail, true, false,
        "99.9 % to 88 %", "99.9 % to 100 %", "-2 percentage points", 6000, "press-07",
        "success ratio of 2 Plcs with the change: 99.9 % to 88 %, of 18 others 99.9 % to 100 %; limit -2 percentage points, 600 and 5400 reads;"
            + " 2 of them exceed the limit each by itself; worst press-07, 99.9 % to 80 %"));
  }

  @Test
  void checksDecideWhenTheyAreListed() {
    RolloutPolicy.Analysis policy = checks(new RolloutPolicy.Check(CheckType.QuantileShift, "50%"), new RolloutPolicy.Check(CheckType.KolmogorovSmirnov, null));
    List<Verdict> verdicts = twelve(0.04).compared(policy).verdicts();
    assertThat(verdicts).extracting(v -> v.name() + (v.decides() ? "!" : "") + " " + v.result() + " " + v.limit()).containsExactly(
        "KolmogorovSmirnov! Fail p > 0.05", "QuantileShift! Pass +50 %", "P99Change Fail +25 %");
    assertThat(verdicts.get(0).message()).startsWith("changes of read P95 of 6 Plcs with the change and of 6 others are not of one distribution: p 0.002165, limit p > 0.05;"
        + " their medians are 40 ms apart");
    assertThat(verdicts.get(1).message()).isEqualTo(
        "the 25th percentile of the Plcs' read P95 with the change: 102 ms to 142 ms, of the others 103 ms to 103 ms; limit +50 %");
  }

  @Test
  void fasterIsAnotherDistributionButNoFailure() {
    Verdict verdict = twelve(-0.04).compared(checks(new RolloutPolicy.Check(CheckType.KolmogorovSmirnov, null))).verdicts().getFirst();
    assertThat(verdict.result()).isEqualTo(ConfigRolloutStatus.Verdict.Pass);
    assertThat(verdict.message()).contains("are not of one distribution", "which is not slower or too little to matter");
  }

  @Test
  void twoPlcsAreNoDistribution() {
    Plant plant = new Plant();
    for (int i = 0; i < 2; i++) plant.plc("new-" + i, true, SignalName.ReadP95, 0.1, 0.9, 300);
    for (int i = 0; i < 9; i++) plant.plc("old-" + i, false, SignalName.ReadP95, 0.1, 0.1, 300);
    Verdict verdict = plant.compared(checks()).verdicts().getFirst();
    assertThat(verdict.result()).isEqualTo(ConfigRolloutStatus.Verdict.NoData);
    assertThat(verdict.message()).isEqualTo("too few Plcs for a distribution: 2 with the change, 9 others; it takes 3 of each");
  }

  /** All that the new process counted is younger than the baseline; it has to count enough again. */
  @Test
  void aMonitorThatStartedAnewIsCountedFromItsStart() {
    PlcFigures before = Plant.figures(Plant.STARTED, SignalName.ErrorRate, 0.0, new Counts(9000, 9000, 70, 0, 9000, 0, 0, 0));
    Plant plant = new Plant()
        .plc("new-0", true, before, Plant.figures("2026-01-01T06:04:00Z", SignalName.ErrorRate, 0.0, new Counts(60, 57, 3, 0, 60, 0, 0, 0)))
        .plc("new-1", true, before, Plant.figures("2026-01-01T06:03:00Z", SignalName.ErrorRate, 0.0, new Counts(60, 54, 6, 0, 60, 0, 0, 0)));
    Analysis.Outcome outcome = plant.compared(Plant.policy(SignalName.ErrorRate, "2"));
    assertThat(outcome.restartedAt()).isEqualTo(Instant.parse("2026-01-01T06:04:00Z"));
    assertThat(outcome.verdicts().getFirst().canary()).as("3 errors in a minute, 6 in two").isEqualTo("0 to 3");
    assertThat(twelve(0).compared(null).restartedAt()).isNull();
  }

  @Test
  void aCountThatFellIsAnotherPlcOrAGapAndIsLeftOut() {
    PlcFigures before = Plant.figures(Plant.STARTED, SignalName.SuccessRatio, 1.0, new Counts(9000, 9000, 0, 0, 9000, 0, 0, 0));
    Plant plant = new Plant().plc("new-0", true, before, Plant.figures(Plant.STARTED, SignalName.SuccessRatio, 0.0, new Counts(50, 0, 50, 0, 50, 0, 0, 0)));
    Verdict verdict = plant.verdict(SignalName.SuccessRatio, "-0.02");
    assertThat(verdict.result()).isEqualTo(ConfigRolloutStatus.Verdict.NoData);
    assertThat(verdict.message()).isEqualTo("no Plc with the change is reported on, both before and now");
  }

  @Test
  void whatMostMonitorsAreSilentOfIsNotConcluded() {
    Plant plant = new Plant();
    for (int i = 0; i < 3; i++) plant.plc("new-" + i, true, SignalName.SuccessRatio, 1.0, 1.0, 300);
    Verdict verdict = plant.silent("new-0").silent("new-1").verdict(SignalName.SuccessRatio, "-0.02");
    assertThat(verdict.result()).isEqualTo(ConfigRolloutStatus.Verdict.Inconclusive);
    assertThat(verdict.message()).isEqualTo("fewer than half of the 3 Plcs with the change are reported on");
  }

  /** To take other settings may take a connection of its own. */
  @Test
  void oneReconnectOfEachIsNotHeldAgainstTheChange() {
    PlcFigures before = Plant.figures(Plant.STARTED, SignalName.ReconnectRate, 0.0, NONE);
    Plant plant = new Plant();
    for (int i = 0; i < 3; i++) {
      plant.plc("new-" + i, true, before, Plant.figures(Plant.STARTED, SignalName.ReconnectRate, 0.2, new Counts(300, 300, 0, 1, 300, 0, 0, 0)));
    }
    assertThat(plant.verdict(SignalName.ReconnectRate, "0").result()).isEqualTo(ConfigRolloutStatus.Verdict.Pass);
  }

  @Test
  void prometheusDecidesByItsCondition() {
    assertThat(asked(new Answer.Value(0.012)).message()).isEqualTo("Prometheus \"plant\" answers 0.012, which is < 0.05");
    assertThat(asked(new Answer.Value(0.012)).result()).isEqualTo(ConfigRolloutStatus.Verdict.Pass);
    assertThat(asked(new Answer.Value(0.05)).result()).isEqualTo(ConfigRolloutStatus.Verdict.Fail);
    assertThat(asked(new Answer.None("cannot be reached")).result()).isEqualTo(ConfigRolloutStatus.Verdict.NoData);
    assertThat(asked(null).message()).isEqualTo("Prometheus \"plant\" has not answered yet");
  }

  @Test
  void whatCannotBeReadHasNoData() {
    RolloutPolicy.Analysis policy = new RolloutPolicy.Analysis(null, null, null, List.of(new Metric(null, "Success", "0.1", null, null),
        new Metric("slow", "ReadP95", null, "much", null)), List.of());
    assertThat(twelve(0).compared(policy).verdicts().subList(0, 2)).extracting(v -> v.name() + " " + v.result() + ": " + v.message()).containsExactly(
        "Success NoData: \"Success\" is no signal; expected one of SuccessRatio, ReadP95, AckP95, RttJitterRatio, PduDropRatio, PduDropRate, HeartbeatMissRatio,"
            + " ReconnectRate, ErrorRate, ErrorEntropy, ResponseStability, TagStaleness",
        "slow NoData: \"much\" is no limit of ReadP95; expected for example 25% or 20ms");
  }

  private static Verdict asked(@Nullable Answer answer) {
    RolloutPolicy.Analysis policy = new RolloutPolicy.Analysis(null, null, null,
        List.of(new Metric("scrap", null, null, null, new PrometheusQuery("plant", "scrap_ratio", "< 0.05"))), null);
    Analysis.Input input = twelve(0).input(policy);
    return Analysis.of(new Analysis.Input(policy, input.baseline(), input.now(), input.at(), answer == null ? Map.of() : Map.of("scrap", answer))).verdicts().getFirst();
  }

  private static RolloutPolicy.Analysis checks(RolloutPolicy.Check... checks) {
    return new RolloutPolicy.Analysis(null, null, null, List.of(), List.of(checks));
  }

  /** Six and six, about 100 ms each; those with the change are so many seconds slower now. */
  private static Plant twelve(double slower) {
    Plant plant = new Plant();
    for (int i = 0; i < 12; i++) {
      boolean canary = i % 2 == 0;
      plant.plc("plc-" + i, canary, times(0.100 + i * 0.001, new Counts(9000, 9000, 0, 0, 9000, 0, 600, 0)),
          times(0.100 + i * 0.001 + (canary ? slower : 0), new Counts(9300, 9300, 0, 0, 9300, 0, 620, 0)));
    }
    return plant;
  }

  private static PlcFigures times(double seconds, Counts counts) {
    return new PlcFigures(Plant.STARTED, Map.of("SuccessRatio", 1.0, "ReadP95", seconds, PlcFigures.READ_P99, seconds), counts);
  }
}
