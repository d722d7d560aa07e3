package io.plcfleet.operator.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.PromQl;
import io.plcfleet.operator.status.Runbooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlertsTest {
  private static final Path CHART = Path.of("../charts/plc-fleet-operator/files/rules.yaml");
  private static final Path RUNBOOKS = Path.of("../docs/runbooks");
  private static final FleetSeries FLEET = FleetSeries.of("plant", "line-a");
  /** A metric of ours, one that a rule records, or up, with its first two matchers. */
  private static final Pattern SERIES = Pattern.compile("\\b(?:plc_\\w+|plcfleet_\\w+|env_\\w+|plc:[\\w:]+|site:[\\w:]+|up)\\b(?:\\{[^,}]*,[^,}]*)?");

  @Test
  void everyAlertInTheRoomIsListed() {
    Set<String> room = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("io.plcfleet.operator.alerting").stream()
        .filter(c -> c.isAssignableTo(AlertRule.class) && !c.isInterface() && !c.getModifiers().contains(JavaModifier.ABSTRACT))
        .map(JavaClass::getSimpleName).collect(Collectors.toSet());

    assertThat(alerts()).extracting(alert -> alert.getClass().getSimpleName())
        .as("Alerts.ALL and Alerts.OF_OPERATOR, against the classes that implement AlertRule").containsExactlyInAnyOrderElementsOf(room);
  }

  /** Routers, runbooks and documents know it by this name. */
  @ParameterizedTest
  @MethodSource("alerts")
  void isNamedLikeItsClass(AlertRule alert) {
    assertThat(alert.name()).isEqualTo(alert.getClass().getSimpleName());
  }

  @ParameterizedTest
  @MethodSource("ofFleets")
  void asksForMetricsOfTheContractOnly(AlertRule alert) {
    PromQl.assertOfTheContract(alert.name(), alert.expression(FLEET));
  }

  @Test
  void recordsFromMetricsOfTheContractOnly() {
    assertThat(Recordings.of(FLEET)).isNotEmpty().allSatisfy(recording -> PromQl.assertOfTheContract(recording.name(), recording.expression()));
  }

  /** While a pod is replaced there are two series for each PLC, while the operator is replaced for each rollout; without an aggregation the rule would fail for all of them. */
  @ParameterizedTest
  @MethodSource("ofFleets")
  void beginsWithAnAggregationOverItsOwnFleet(AlertRule alert) {
    assertThat(alert.expression(FLEET)).matches("\\(*(?:max|count|quantile) by \\(namespace, fleet, (?:plc|rollout|monitor|pod|plc, monitor|plc, site, line, cell, criticality, monitor)\\) \\(.*|site:plc_up:unreachable\\{.*");
  }

  /** One series without them would be of another fleet, which has the same rule. */
  @ParameterizedTest
  @MethodSource("ofFleets")
  void looksAtNoOtherFleet(AlertRule alert) {
    List<String> series = SERIES.matcher(alert.expression(FLEET)).results().map(MatchResult::group).toList();
    assertThat(series).as(alert.expression(FLEET)).isNotEmpty().allMatch(one -> one.endsWith("{namespace=\"plant\",fleet=\"line-a\""));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void saysWhatAndWhatToDo(AlertRule alert) {
    assertThat(alert.summary()).hasSizeBetween(15, 140).doesNotEndWith(".");
    assertThat(alert.description()).hasSizeGreaterThan(80).endsWith(".");
    assertThat(count(alert.summary() + alert.description(), "{{")).isEqualTo(count(alert.summary() + alert.description(), "}}"));
  }

  /** Whom to call depends on where a PLC stands and on how much depends on it. */
  @Test
  void everyAlertOfAPlcHasTheLabelsOfItsPlace() {
    assertThat(Alerts.ALL.stream().filter(alert -> alert.expression(FLEET).contains("group_left (site, line, cell, criticality)")).map(AlertRule::name))
        .containsExactlyInAnyOrderElementsOf(Alerts.names().stream().filter(name -> name.startsWith("Plc")).toList());
  }

  /** Prometheus by itself asks its rules every 30 s in many a place: too seldom for 15 s to the first alert. */
  @ParameterizedTest
  @CsvSource({"'', 15s", "1s, 5s", "5s, 5s", "7500ms, 7500ms", "20s, 20s", "1m, 30s"})
  void rulesAreAskedAsOftenAsThereAreNewSamples(String scrapes, String rules) {
    MonitorFleet fleet = Serialization.unmarshal("spec: {selector: {}, prometheus: {serviceMonitor: {" + (scrapes.isEmpty() ? "" : "interval: " + scrapes) + "}}}", MonitorFleet.class);
    fleet.setMetadata(new ObjectMetaBuilder().withNamespace("plant").withName("line-a").build());

    assertThat(Alerts.prometheusRule(fleet, Runbooks.NOT_SERVED).getSpec().getGroups()).singleElement().satisfies(group -> assertThat(group.getInterval()).isEqualTo(rules));
    assertThat(Alerts.operatorRules().getInterval()).isEqualTo("30s");
  }

  @Test
  void aFleetCanDoWithoutSome() {
    MonitorFleet fleet = Serialization.unmarshal("spec: {selector: {}, prometheus: {rules: {disabled: [PlcJitterHigh, NoSeries]}}}", MonitorFleet.class);
    fleet.setMetadata(new ObjectMetaBuilder().withNamespace("plant").withName("line-a").build());
    Set<String> left = new TreeSet<>(Alerts.names());
    left.removeAll(Set.of("PlcJitterHigh", "NoSeries"));

    assertThat(Alerts.prometheusRule(fleet, Runbooks.NOT_SERVED).getSpec().getGroups().getFirst().getRules().stream().map(Rule::getAlert).filter(Objects::nonNull))
        .containsExactlyInAnyOrderElementsOf(left);
    assertThat(RulesCheck.problems(fleet)).isEmpty();
  }

  @Test
  void aNameThatIsNoAlertIsNotPassedOver() {
    MonitorFleet fleet = Serialization.unmarshal("spec: {selector: {}, prometheus: {rules: {disabled: [PlcJitterHigh, PlcJiterHigh]}}}", MonitorFleet.class);

    assertThat(RulesCheck.problems(fleet)).singleElement().asString()
        .startsWith("spec.prometheus.rules.disabled[1]: \"PlcJiterHigh\" is no alert; there are ConfigRejected, ").contains("PlcJitterHigh");
  }

  /** The chart has them as a file, for Helm cannot ask Java. */
  @Test
  void theChartHasTheRulesOfTheOperator() throws IOException {
    String text = Serialization.asYaml(List.of(Alerts.operatorRules())).replaceFirst("---\n", "");
    if (Boolean.getBoolean("plcfleet.write")) Files.writeString(CHART, text);
    assertThat(CHART).as("stale; write it anew by:%n  mvn -pl operator -am test -Dtest=AlertsTest -Dsurefire.failIfNoSpecifiedTests=false -Dplcfleet.write=true%n")
        .hasContent(text);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void theRunbooksSayWhoIsWokenAndWhen(AlertRule alert) throws IOException {
    String holds = alert.holds() == null ? (alert.keepsFiring().isZero() ? "always" : "at once") : alert.holds().replaceAll("m$", " min").replaceAll("s$", " s");
    assertThat(Files.readString(RUNBOOKS.resolve("README.md"))).contains("| [%1$s](%1$s.md) | %2$s | %3$s |".formatted(alert.name(), alert.severity(), holds));
    assertThat(Files.readString(RUNBOOKS.resolve(alert.name() + ".md"))).contains("severity " + alert.severity());
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length;
  }

  private static Stream<AlertRule> ofFleets() {
    return Alerts.ALL.stream();
  }

  private static Stream<AlertRule> alerts() {
    return Stream.concat(Alerts.ALL.stream(), Alerts.OF_OPERATOR.stream());
  }
}
