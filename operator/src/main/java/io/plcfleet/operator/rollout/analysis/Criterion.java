package io.plcfleet.operator.rollout.analysis;

import io.plcfleet.api.v1alpha1.RolloutPolicy.CheckType;
import io.plcfleet.api.v1alpha1.RolloutPolicy.Metric;
import io.plcfleet.api.v1alpha1.RolloutPolicy.PrometheusQuery;
import io.plcfleet.profile.Bounds;
import io.plcfleet.scoring.SignalName;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One thing that is compared. */
sealed interface Criterion {
  String name();

  /** A signal of the links. */
  record OfSignal(String name, SignalName signal, Limit limit) implements Criterion {}

  /** A query of the user's own. */
  record OfPrometheus(String name, PrometheusQuery query, Condition condition) implements Criterion {}

  /**
   * Response times, in a ready-made way.
   *
   * @param most smallest p for KolmogorovSmirnov, else how much worse as a share
   */
  record OfTimes(CheckType type, double most, boolean decides) implements Criterion {
    @Override
    public String name() {
      return type.name();
    }
  }

  /** Cannot be read: an object that is older than its schema. */
  record Unreadable(String name, String why) implements Criterion {}

  /** @throws IllegalArgumentException that says what is wrong and what is expected */
  static Criterion read(Metric metric) {
    PrometheusQuery query = metric.prometheus();
    if (query != null) return new OfPrometheus(nameOf(metric), query, Condition.of(query.successCondition()));
    SignalName signal = signal(metric.signal());
    boolean lowIsBad = Bounds.lowIsBad(signal);
    String limit = lowIsBad ? metric.maxDrop() : metric.maxIncrease();
    if (limit == null) throw new IllegalArgumentException(signal + " needs " + (lowIsBad ? "maxDrop: less of it is worse" : "maxIncrease: more of it is worse"));
    return new OfSignal(nameOf(metric), signal, Limit.of(signal, limit));
  }

  /** What cannot be read becomes a criterion without data. */
  static Criterion of(Metric metric) {
    try {
      return read(metric);
    } catch (IllegalArgumentException e) {
      return new Unreadable(nameOf(metric), String.valueOf(e.getMessage()));
    }
  }

  static String nameOf(Metric metric) {
    return metric.name() != null ? metric.name() : metric.signal() != null ? metric.signal() : "unnamed";
  }

  private static SignalName signal(@Nullable String name) {
    return Arrays.stream(SignalName.values()).filter(each -> each.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is no signal; expected one of "
            + Arrays.stream(SignalName.values()).map(Enum::name).collect(Collectors.joining(", "))));
  }
}
