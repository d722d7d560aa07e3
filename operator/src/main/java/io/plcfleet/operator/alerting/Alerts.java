package io.plcfleet.operator.alerting;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRuleBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.fabric8.openshift.api.model.monitoring.v1.RuleBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.RuleGroup;
import io.fabric8.openshift.api.model.monitoring.v1.RuleGroupBuilder;
import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec.Rules;
import io.plcfleet.operator.alerting.Recordings.Recording;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.monitor.ChildLabels.Component;
import io.plcfleet.operator.monitor.ScrapeRender;
import io.plcfleet.operator.status.Runbooks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All alerts, and the PrometheusRule that carries them. A fleet has the same few rules whether it has ten PLCs or ten thousand. */
public final class Alerts {
  /** Of a fleet: they stand in its own PrometheusRule. */
  static final List<AlertRule> ALL = List.of(
      new SiteUnreachable(), new PlcUnreachable(), new PlcPreFault(), new PlcScoreCritical(), new PlcScoreWarning(), new PlcCpuStopped(),
      new PlcLifeSignFrozen(), new PlcAddressConflict(), new PlcFlapping(), new PlcStale(), new PlcAckSlow(), new PlcJitterHigh(), new PlcPduDrops(),
      new NoSeries(), new MonitorDown(), new MonitorOverloaded(), new ConfigRejected(), new RolloutStuck(), new RolloutRolledBack());
  /** Of the operator, or of what a fleet cannot say of itself: they stand in the chart's PrometheusRule. */
  static final List<AlertRule> OF_OPERATOR = List.of(new FleetNotSelected(), new OperatorDown(), new PlcFleetWatchdog());

  /** Rules that are asked more often cost more than they tell; more seldom, nobody would be told in time. */
  private static final Duration OFTENEST = Duration.ofSeconds(5);
  private static final Duration SELDOMEST = Duration.ofSeconds(30);

  private Alerts() {}

  public static boolean wanted(MonitorFleet fleet) {
    Rules rules = rules(fleet);
    return rules == null || !Boolean.FALSE.equals(rules.enabled());
  }

  /** Names of the alerts that a fleet can do without. */
  public static Set<String> names() {
    return new TreeSet<>(ALL.stream().map(AlertRule::name).toList());
  }

  /** Names of all alerts, those of the operator included. */
  public static Set<String> allNames() {
    return new TreeSet<>(Stream.concat(ALL.stream(), OF_OPERATOR.stream()).map(AlertRule::name).toList());
  }

  /** Of the fleet's PrometheusRule. */
  public static Map<String, String> labels(MonitorFleet fleet) {
    Rules rules = rules(fleet);
    Map<String, String> labels = new TreeMap<>(rules == null || rules.labels() == null ? Map.of() : rules.labels());
    labels.putAll(ChildLabels.of(fleet.getMetadata().getName(), Component.ALERTING));
    return labels;
  }

  public static PrometheusRule prometheusRule(MonitorFleet fleet, Runbooks runbooks) {
    String name = fleet.getMetadata().getName();
    Rules rules = rules(fleet);
    List<String> disabled = rules == null || rules.disabled() == null ? List.of() : rules.disabled();
    FleetSeries series = FleetSeries.of(fleet.getMetadata().getNamespace(), name);
    Stream<Rule> alerts = ALL.stream().filter(alert -> !disabled.contains(alert.name())).map(alert -> rule(alert, series, runbooks));
    return new PrometheusRuleBuilder()
        .withNewMetadata().withName(name).withNamespace(fleet.getMetadata().getNamespace()).withLabels(labels(fleet)).endMetadata()
        .withNewSpec()
        .addNewGroup().withName("plcfleet-" + name).withInterval(text(evaluation(fleet)))
        .withRules(Stream.concat(Recordings.of(series).stream().map(Alerts::rule), alerts).toList())
        .endGroup()
        .endSpec()
        .build();
  }

  /** What the chart carries; it puts its own names in place of some words. */
  static RuleGroup operatorRules() {
    return new RuleGroupBuilder().withName("plcfleet-operator").withInterval(text(SELDOMEST))
        .withRules(OF_OPERATOR.stream().map(alert -> rule(alert, FleetSeries.ALL, Runbooks.below("DOCS_URL"))).toList()).build();
  }

  /** As often as there are new samples; what Prometheus does by itself is unknown, and 30 s in many a place. */
  private static Duration evaluation(MonitorFleet fleet) {
    Duration scrapes = DurationText.parse(ScrapeRender.interval(fleet));
    return scrapes.compareTo(OFTENEST) < 0 ? OFTENEST : scrapes.compareTo(SELDOMEST) > 0 ? SELDOMEST : scrapes;
  }

  private static @Nullable Rules rules(MonitorFleet fleet) {
    return fleet.getSpec().prometheus() == null ? null : fleet.getSpec().prometheus().rules();
  }

  private static Rule rule(Recording recording) {
    return new RuleBuilder().withRecord(recording.name()).withNewExpr(recording.expression()).withLabels(recording.labels()).build();
  }

  private static Rule rule(AlertRule alert, FleetSeries series, Runbooks runbooks) {
    Map<String, String> labels = new TreeMap<>(Map.of("severity", alert.severity().name()));
    if (alert.grade() != null) labels.put("grade", alert.grade().name());
    Map<String, String> annotations = new TreeMap<>(Map.of("summary", alert.summary(), "description", alert.description()));
    String runbook = runbooks.address(alert.name());
    if (runbook != null) annotations.put("runbook_url", runbook);
    return new RuleBuilder()
        .withAlert(alert.name())
        .withExpr(new IntOrString(alert.expression(series)))
        .withFor(alert.holds())
        .withKeepFiringFor(text(alert.keepsFiring()))
        .withLabels(labels)
        .withAnnotations(annotations)
        .build();
  }

  /** As Prometheus writes it; absent for no time at all. */
  static @Nullable String text(Duration duration) {
    if (duration.isZero()) return null;
    if (duration.toMillisPart() != 0) return duration.toMillis() + "ms";
    return duration.toSecondsPart() == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
  }
}
