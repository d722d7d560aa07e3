package io.plcfleet.operator.rollout.analysis;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Baseline;
import io.plcfleet.api.v1alpha1.RolloutPolicy;
import io.plcfleet.operator.rollout.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the Plcs with a change with what they were, and with the others. Pure: the same input gives the same verdicts. */
public final class Analysis {
  private Analysis() {}

  /**
   * What is compared.
   *
   * @param policy absent: all defaults
   * @param baseline of before the step
   * @param now by name of the Plc, of the same Plcs: those that are read, and not in maintenance
   * @param answers of Prometheus, by name of the metric
   */
  public record Input(
      RolloutPolicy.@Nullable Analysis policy, Baseline baseline, Map<String, PlcFigures> now, Instant at, Map<String, Answer> answers) {}

  /**
   * What came of it.
   *
   * @param verdicts in the order of the policy, then the ready-made checks of response times
   * @param restartedAt the newest start of a monitor of Plcs with the change, if one started anew since the baseline; by its own clock
   */
  public record Outcome(List<Verdict> verdicts, @Nullable Instant restartedAt) {}

  public static Outcome of(Input input) {
    Criteria criteria = Criteria.of(input.policy());
    Pairs pairs = Pairs.of(input.baseline(), input.now(), input.at());
    return new Outcome(criteria.all().stream().map(each -> verdict(each, criteria, pairs, input)).toList(), pairs.restartedAt());
  }

  private static Verdict verdict(Criterion criterion, Criteria criteria, Pairs pairs, Input input) {
    return switch (criterion) {
      case Criterion.OfSignal signal -> SignalVerdict.of(signal, pairs, criteria.minimumSamples());
      case Criterion.OfTimes times -> TimesVerdict.of(times, pairs, criteria.minimumSamples());
      case Criterion.OfPrometheus query -> answered(query, input.answers().get(query.name()));
      case Criterion.Unreadable unreadable -> noData(unreadable.name(), unreadable.why());
    };
  }

  private static Verdict answered(Criterion.OfPrometheus query, @Nullable Answer answer) {
    return switch (answer) {
      case null -> noData(query.name(), "Prometheus \"" + query.query().source() + "\" has not answered yet");
      case Answer.None none -> noData(query.name(), none.why());
      case Answer.Value(double value) -> {
        boolean holds = query.condition().holds(value);
        yield new Verdict(query.name(), holds ? ConfigRolloutStatus.Verdict.Pass : ConfigRolloutStatus.Verdict.Fail, true, false, Show.number(value), null,
            query.condition().text(), 1, null,
            "Prometheus \"" + query.query().source() + "\" answers " + Show.number(value) + (holds ? ", which is " : ", which is not ") + query.condition().text());
      }
    };
  }

  private static Verdict noData(String name, String why) {
    return new Verdict(name, ConfigRolloutStatus.Verdict.NoData, true, false, null, null, null, 0, null, why);
  }
}
