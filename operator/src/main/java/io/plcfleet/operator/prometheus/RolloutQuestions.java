package io.plcfleet.operator.prometheus;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Baseline;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.PlcBaseline;
import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.RolloutPolicy;
import io.plcfleet.api.v1alpha1.RolloutPolicy.Metric;
import io.plcfleet.api.v1alpha1.RolloutPolicy.PrometheusQuery;
import io.plcfleet.operator.prometheus.PrometheusSources.Question;
import io.plcfleet.operator.rollout.analysis.Answer;
import io.plcfleet.operator.rollout.analysis.QueryText;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rollout asks of Prometheus. */
public final class RolloutQuestions {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final PrometheusSources sources;

  public RolloutQuestions(PrometheusSources sources) {
    this.sources = sources;
  }

  /**
   * One step of one rollout.
   *
   * @param baseline of the step: names the Plcs with the change, and the others; taken when the step began
   */
  public record OfStep(String namespace, String fleet, String rollout, int step, Baseline baseline) {
    private QueryText text(Instant now) {
      return new QueryText(namespace, fleet, names(true), names(false), Math.max(0, Duration.between(Instant.parse(baseline.takenAt()), now).toSeconds()));
    }

    private List<String> names(boolean canary) {
      return baseline.plcs().stream().filter(plc -> plc.canary() == canary).map(PlcBaseline::name).toList();
    }
  }

  /** Newest answers by name of the metric; a metric without one is absent. Returns at once. */
  public Map<String, Answer> answers(RolloutPolicy.@Nullable Analysis policy, OfStep step, Instant now) {
    Map<String, Answer> answers = new HashMap<>();
    if (policy == null || policy.metrics() == null) return answers;
    Duration interval = policy.interval() == null ? INTERVAL : DurationText.parse(policy.interval());
    for (Metric metric : policy.metrics()) {
      PrometheusQuery query = metric.prometheus();
      if (query == null || metric.name() == null) continue;
      Answer answer = answer(query, metric.name(), step, interval, now);
      if (answer != null) answers.put(metric.name(), answer);
    }
    return answers;
  }

  private @Nullable Answer answer(PrometheusQuery query, String metric, OfStep step, Duration interval, Instant now) {
    QueryText text = step.text(now);
    if (text.control().isEmpty() && QueryText.namesControl(query.query())) return new Answer.None("there are no others to compare with, and the query names $control");
    String purpose = String.join("/", step.namespace(), step.fleet(), step.rollout(), String.valueOf(step.step()), metric);
    return sources.answer(new Question(purpose, query.source()), text.of(query.query()), interval);
  }
}
