package io.plcfleet.operator.alerting;

import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRuleBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.fabric8.openshift.api.model.monitoring.v1.RuleBuilder;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec;
import io.plcfleet.contract.LinkAlert;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.monitor.ChildLabels.Component;
import io.plcfleet.operator.status.Runbooks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All alerts, and the PrometheusRule that carries them. A fleet has the same few rules whether it has ten PLCs or ten thousand. */
public final class Alerts {
  static final List<AlertRule> ALL = List.of(new PlcUnreachable(), new PlcPreFault(), new PlcScoreCritical(), new PlcScoreWarning());
  private Alerts() {}

  public static boolean wanted(MonitorFleet fleet) {
    MonitorFleetSpec.Prometheus prometheus = fleet.getSpec().prometheus();
    return prometheus == null || prometheus.rules() == null || !Boolean.FALSE.equals(prometheus.rules().enabled());
  }

  public static PrometheusRule prometheusRule(MonitorFleet fleet, Runbooks runbooks) {
    String name = fleet.getMetadata().getName();
    MonitorFleetSpec.Prometheus prometheus = fleet.getSpec().prometheus();
    Map<String, String> labels = new TreeMap<>(
        prometheus == null || prometheus.rules() == null || prometheus.rules().labels() == null ? Map.of() : prometheus.rules().labels());
    labels.putAll(ChildLabels.of(name, Component.ALERTING));
    String of = "{namespace=\"" + fleet.getMetadata().getNamespace() + "\",fleet=\"" + name + "\"}";
    return new PrometheusRuleBuilder()
        .withNewMetadata().withName(name).withNamespace(fleet.getMetadata().getNamespace()).withLabels(labels).endMetadata()
        .withNewSpec()
        .addNewGroup().withName("plcfleet-" + name).withRules(ALL.stream().map(alert -> rule(alert, of, runbooks)).toList()).endGroup()
        .endSpec()
        .build();
  }

  private static Rule rule(AlertRule alert, String of, Runbooks runbooks) {
    Map<String, String> annotations = new TreeMap<>(Map.of("summary", alert.summary(), "description", alert.description()));
    String runbook = runbooks.address(alert.name());
    if (runbook != null) annotations.put("runbook_url", runbook);
    return new RuleBuilder()
        .withAlert(alert.name())
        .withNewExpr(alert.expression(of))
        .withFor(alert.holds())
        .withKeepFiringFor(text(LinkAlert.KEEP_FIRING))
        .withLabels(Map.of("severity", alert.severity().name()))
        .withAnnotations(annotations)
        .build();
  }

  /** As Prometheus writes it; absent for no time at all. */
  static @Nullable String text(Duration duration) {
    if (duration.isZero()) return null;
    return duration.toSecondsPart() == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
  }
}
