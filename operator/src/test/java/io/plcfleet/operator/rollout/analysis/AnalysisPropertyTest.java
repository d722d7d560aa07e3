package io.plcfleet.operator.rollout.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Baseline;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.PlcBaseline;
import io.plcfleet.api.v1alpha1.RolloutPolicy;
import io.plcfleet.operator.rollout.Verdict;
import io.plcfleet.scoring.SignalName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class AnalysisPropertyTest {
  private static final long READS = 1000;

  @Property(tries = 200)
  void theSameDelayForAllIsNeverTheChangesFault(@ForAll("plants") List<Double> ours, @ForAll("plants") List<Double> others,
      @ForAll @DoubleRange(min = 0, max = 2) double delay, @ForAll("limits") String limit) {
    for (Verdict verdict : plant(ours, others, delay, delay).compared(everything(limit)).verdicts()) {
      assertThat(verdict.result() == ConfigRolloutStatus.Verdict.Fail && !verdict.common()).as(verdict.message()).isFalse();
    }
  }

  @Property(tries = 200)
  void fasterNeverFails(@ForAll("plants") List<Double> ours, @ForAll("plants") List<Double> others,
      @ForAll @DoubleRange(min = 0, max = 1) double gain, @ForAll @DoubleRange(min = -1, max = 1) double othersChange, @ForAll("limits") String limit) {
    Plant plant = new Plant();
    for (int i = 0; i < ours.size(); i++) plant.plc("new-" + i, true, SignalName.ReadP95, ours.get(i), ours.get(i) * (1 - gain), READS);
    for (int i = 0; i < others.size(); i++) plant.plc("old-" + i, false, SignalName.ReadP95, others.get(i), Math.max(0, others.get(i) + othersChange), READS);
    assertThat(plant.compared(everything(limit)).verdicts()).extracting(Verdict::result).doesNotContain(ConfigRolloutStatus.Verdict.Fail);
  }

  @Property(tries = 200)
  void nothingChangedIsNeverAFailure(@ForAll("plants") List<Double> ours, @ForAll("plants") List<Double> others, @ForAll("limits") String limit) {
    for (List<Double> compared : List.of(others, List.<Double>of())) {
      List<Verdict> verdicts = plant(ours, compared, 0, 0).compared(everything(limit)).verdicts();
      assertThat(verdicts.getFirst().result()).isEqualTo(ConfigRolloutStatus.Verdict.Pass);
      assertThat(verdicts).extracting(Verdict::result).doesNotContain(ConfigRolloutStatus.Verdict.Fail);
    }
  }

  @Property(tries = 200)
  void theOrderOfPlcsMakesNoDifference(@ForAll("plants") List<Double> ours, @ForAll("plants") List<Double> others,
      @ForAll @DoubleRange(min = -1, max = 1) double change, @ForAll long seed, @ForAll("limits") String limit) {
    Plant plant = plant(ours, others, Math.max(0, change), Math.max(0, -change));
    Analysis.Input input = plant.input(everything(limit));
    List<PlcBaseline> shuffled = new ArrayList<>(input.baseline().plcs());
    Collections.shuffle(shuffled, new Random(seed));
    Analysis.Input other = new Analysis.Input(input.policy(), new Baseline(input.baseline().takenAt(), shuffled), input.now(), input.at(), input.answers());
    assertThat(Analysis.of(other)).isEqualTo(Analysis.of(input));
  }

  /** The slower those with the change become, the others being equal, the less it passes. */
  @Property(tries = 200)
  void slowerIsNeverBetter(@ForAll("plants") List<Double> ours, @ForAll("plants") List<Double> others,
      @ForAll @DoubleRange(min = 0, max = 1) double delay, @ForAll @DoubleRange(min = 0, max = 1) double more, @ForAll("limits") String limit) {
    Verdict less = plant(ours, others, delay, 0).verdict(SignalName.ReadP95, limit);
    Verdict greater = plant(ours, others, delay + more, 0).verdict(SignalName.ReadP95, limit);
    if (less.result() == ConfigRolloutStatus.Verdict.Fail) assertThat(greater.result()).as(greater.message()).isEqualTo(ConfigRolloutStatus.Verdict.Fail);
  }

  /** Seconds: as fast as 1 ms, as slow as 2 s, in no more digits than monitors report and baselines keep. */
  @Provide
  Arbitrary<List<Double>> plants() {
    return Arbitraries.doubles().between(0.001, 2).ofScale(3).list().ofMinSize(1).ofMaxSize(12);
  }

  @Provide
  Arbitrary<String> limits() {
    return Arbitraries.of("5%", "25%", "100%", "1ms", "20ms", "0.5");
  }

  private static Plant plant(List<Double> ours, List<Double> others, double delay, double othersDelay) {
    Plant plant = new Plant();
    for (int i = 0; i < ours.size(); i++) plant.plc("new-" + i, true, SignalName.ReadP95, ours.get(i), ours.get(i) + delay, READS);
    for (int i = 0; i < others.size(); i++) plant.plc("old-" + i, false, SignalName.ReadP95, others.get(i), others.get(i) + othersDelay, READS);
    return plant;
  }

  /** The time of reads by this limit, and by all ready-made checks. */
  private static RolloutPolicy.Analysis everything(String limit) {
    return new RolloutPolicy.Analysis(null, null, null, Plant.policy(SignalName.ReadP95, limit).metrics(),
        List.of(new RolloutPolicy.Check(RolloutPolicy.CheckType.KolmogorovSmirnov, null), new RolloutPolicy.Check(RolloutPolicy.CheckType.QuantileShift, null),
            new RolloutPolicy.Check(RolloutPolicy.CheckType.P99Change, null)));
  }
}
