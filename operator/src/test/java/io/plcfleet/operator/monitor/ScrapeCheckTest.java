package io.plcfleet.operator.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.outcome.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapeCheckTest {
  @Test
  void aRuleThatTakesAwayWhatAlertsNeedIsAProblem() {
    assertThat(problems("relabelings: [{action: labeldrop, regex: endpoint}, {action: labeldrop, regex: \"p.*\"}]")).containsExactly(
        "spec.prometheus.serviceMonitor.relabelings[1].regex: labeldrop by \"p.*\" takes away pod, and without these labels the fleet is not scraped or its alerts are"
            + " wrong: narrow the expression");
    assertThat(problems("metricRelabelings: [{action: labeldrop, regex: \"reason|firmware\"}]")).singleElement().asString().contains(" takes away reason, and ");
    assertThat(problems("metricRelabelings: [{action: labelkeep, regex: \"plc|fleet|signal\"}]")).singleElement().asString()
        .contains("takes away __name__, le, namespace, pod, ").endsWith(" to the expression");
    assertThat(problems("relabelings: [{action: labelkeep, regex: \"namespace|fleet|pod\"}]")).singleElement().asString().contains("takes away __address__, ");
  }

  /** Who does as he is told is not told something else. */
  @Test
  void theWayOutIsOne() {
    for (String field : new String[] {"relabelings", "metricRelabelings"}) {
      String told = problems(field + ": [{action: labelkeep, regex: \"plc|fleet\"}]").getFirst();
      String further = told.substring(told.lastIndexOf('(') + 1, told.lastIndexOf(')'));
      assertThat(problems(field + ": [{action: labelkeep, regex: \"plc|fleet|" + further + "\"}]")).isEmpty();
    }
  }

  @Test
  void anExpressionThatIsNoneIsAProblem() {
    assertThat(problems("relabelings: [{sourceLabels: [pod], targetLabel: shard, regex: \"(.*\"}]")).singleElement().asString()
        .startsWith("spec.prometheus.serviceMonitor.relabelings[0].regex: \"(.*\" is no regular expression that Prometheus knows (RE2): ");
    assertThat(problems("relabelings: [{action: drop, sourceLabels: [pod], regex: \"(?!press).*\"}]")).as("Java knows it, Prometheus does not").singleElement().asString()
        .contains("[0].regex: \"(?!press).*\" is no regular expression that Prometheus knows (RE2): ");
  }

  /** The names of labels come from pods and nodes, which anybody may label. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
      __meta_kubernetes_pod_label_(.+) | -            | plc, namespace
      zone                             | plc          | plc
      pod_(.+)_(.+)                    | ${1}e${2}    | fleet, le
      (.+)                             | p$1          | pod, plc
      """)
  void aLabelmapThatMayWriteWhatAlertsNeedIsAProblem(String regex, @Nullable String replacement, String labels) {
    String rule = "[{action: labelmap, regex: \"" + regex + "\"" + (replacement == null ? "" : ", replacement: \"" + replacement + "\"") + "}]";
    for (String field : new String[] {"relabelings", "metricRelabelings"}) {
      assertThat(problems(field + ": " + rule)).singleElement().asString()
          .startsWith("spec.prometheus.serviceMonitor." + field + "[0].replacement: labelmap to ").contains(labels.split(", ")).contains(": put something before it, as my_");
    }
  }

  @ParameterizedTest
  @CsvSource({"replace, le", "replace, __name__", "replace, class", "lowercase, plc", "hashmod, result"})
  void aTargetLabelThatTellsSamplesApartIsAProblem(String action, String label) {
    assertThat(problems("metricRelabelings: [{sourceLabels: [pod], action: " + action + ", modulus: 2, targetLabel: " + label + "}]")).singleElement().asString()
        .startsWith("spec.prometheus.serviceMonitor.metricRelabelings[0].targetLabel: " + label + " is a label of the monitors' own series").contains("take another label, as my_");
  }

  @Test
  void otherRulesAreNone() {
    assertThat(problems("relabelings: [{action: labelmap, regex: \"__meta_kubernetes_pod_label_(.+)\", replacement: \"pod_$1\"}]")).as("pod_ is not pod").isEmpty();
    assertThat(problems("metricRelabelings: [{action: keepequal, sourceLabels: [site], targetLabel: line}, {sourceLabels: [plc], targetLabel: device}]")).isEmpty();
    assertThat(problems("relabelings: [{action: labeldrop, regex: \"container|endpoint\"}, {sourceLabels: [pod], targetLabel: shard}]")).isEmpty();
    assertThat(problems("interval: 5s")).isEmpty();
  }

  private static List<String> problems(String serviceMonitor) {
    MonitorFleet fleet = Serialization.unmarshal("spec: {selector: {}, prometheus: {serviceMonitor: {" + serviceMonitor + "}}}", MonitorFleet.class);
    return ScrapeCheck.problems(fleet).map(Problem::toString).toList();
  }
}
