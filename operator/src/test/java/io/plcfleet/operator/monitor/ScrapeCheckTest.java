package io.plcfleet.operator.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.outcome.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScrapeCheckTest {
  @Test
  void aRuleThatTakesAwayWhatAlertsNeedIsAProblem() {
    assertThat(problems("relabelings: [{action: labeldrop, regex: endpoint}, {action: labeldrop, regex: \"p.*\"}]")).containsExactly(
        "spec.prometheus.serviceMonitor.relabelings[1].regex: labeldrop by \"p.*\" takes away plc, pod, and alerts know PLCs and monitors by these labels:"
            + " narrow the expression");
    assertThat(problems("metricRelabelings: [{action: labelkeep, regex: \"plc|fleet|signal\"}]")).containsExactly(
        "spec.prometheus.serviceMonitor.metricRelabelings[0].regex: labelkeep by \"plc|fleet|signal\" takes away namespace, pod, and alerts know PLCs and monitors"
            + " by these labels: add (namespace|fleet|plc|pod) to the expression");
  }

  @Test
  void anExpressionThatIsNoneIsAProblem() {
    assertThat(problems("relabelings: [{sourceLabels: [pod], targetLabel: shard, regex: \"(.*\"}]")).singleElement().asString()
        .startsWith("spec.prometheus.serviceMonitor.relabelings[0].regex: \"(.*\" is no regular expression: ");
  }

  @Test
  void otherRulesAreNone() {
    assertThat(problems("relabelings: [{action: labeldrop, regex: \"container|endpoint\"}, {sourceLabels: [pod], targetLabel: shard}]")).isEmpty();
    assertThat(problems("interval: 5s")).isEmpty();
  }

  private static List<String> problems(String serviceMonitor) {
    MonitorFleet fleet = Serialization.unmarshal("spec: {selector: {}, prometheus: {serviceMonitor: {" + serviceMonitor + "}}}", MonitorFleet.class);
    return ScrapeCheck.problems(fleet).map(Problem::toString).toList();
  }
}
