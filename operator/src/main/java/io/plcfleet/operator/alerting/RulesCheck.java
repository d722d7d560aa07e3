package io.plcfleet.operator.alerting;

import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.status.ConditionReason;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether the alerts that a fleet does without are alerts: a mistyped name would leave the alert as loud as before. */
public final class RulesCheck {
  private RulesCheck() {}

  public static Stream<Problem> problems(MonitorFleet fleet) {
    if (fleet.getSpec().prometheus() == null || fleet.getSpec().prometheus().rules() == null) return Stream.empty();
    List<String> disabled = fleet.getSpec().prometheus().rules().disabled();
    if (disabled == null) return Stream.empty();
    return IntStream.range(0, disabled.size()).filter(i -> !Alerts.names().contains(disabled.get(i)))
        .mapToObj(i -> new Problem("spec.prometheus.rules.disabled[" + i + "]", ConditionReason.InvalidSpec,
            "\"" + disabled.get(i) + "\" is no alert; there are " + String.join(", ", Alerts.names())));
  }
}
