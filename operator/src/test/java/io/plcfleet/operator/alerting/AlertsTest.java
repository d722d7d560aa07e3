package io.plcfleet.operator.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.plcfleet.operator.PromQl;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertsTest {
  @Test
  void everyAlertInTheRoomIsListed() {
    Set<String> room = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("io.plcfleet.operator.alerting").stream()
        .filter(c -> c.isAssignableTo(AlertRule.class) && !c.isInterface() && !c.getModifiers().contains(JavaModifier.ABSTRACT))
        .map(JavaClass::getSimpleName).collect(Collectors.toSet());

    assertThat(Alerts.ALL).extracting(alert -> alert.getClass().getSimpleName())
        .as("Alerts.ALL, against the classes that implement AlertRule").containsExactlyInAnyOrderElementsOf(room);
  }

  /** Routers, runbooks and documents know it by this name. */
  @ParameterizedTest
  @MethodSource("alerts")
  void isNamedLikeItsClass(AlertRule alert) {
    assertThat(alert.name()).isEqualTo(alert.getClass().getSimpleName());
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void asksForMetricsOfTheContractOnly(AlertRule alert) {
    PromQl.assertOfTheContract(alert.name(), alert.expression("{namespace=\"plant\",fleet=\"line-a\"}"));
  }

  /** While a pod is replaced there are two series for each PLC, while the operator is replaced for each rollout; without an aggregation the rule would fail for all of them. */
  @ParameterizedTest
  @MethodSource("alerts")
  void beginsWithAnAggregationOverItsOwnFleet(AlertRule alert) {
    assertThat(alert.expression("{fleet=\"line-a\"}")).matches("\\(?(max|min|sum) by \\(namespace, fleet, (plc|rollout)\\) \\(.*")
        .contains("{fleet=\"line-a\"}");
  }

  private static Stream<AlertRule> alerts() {
    return Alerts.ALL.stream();
  }
}
