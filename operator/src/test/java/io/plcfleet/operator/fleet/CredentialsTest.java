package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.operator.outcome.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A Plc can only log in with what its fleet gives its monitors. */
class CredentialsTest {
  private static final Plc PLC = Serialization.unmarshal("""
      metadata: {name: press-01, namespace: plant}
      spec: {opcUa: {url: "opc.tcp://press-01", credentialsRef: {name: press}}, tags: [{name: life, address: "ns=2;s=Life"}]}
      """, Plc.class);

  @Test
  void areGivenByTheFleet() {
    assertThat(problems("{selector: {}, monitor: {credentials: [{name: press, secretRef: {name: a}}]}}")).isEmpty();
  }

  @Test
  void areMissing() {
    assertThat(problems("{selector: {}}")).containsExactly("spec.opcUa.credentialsRef.name: \"press\" is not in spec.monitor.credentials of fleet line-a, "
        + "which has none: add it there with its Secret, or name another");
    assertThat(problems("{selector: {}, monitor: {credentials: [{name: oven, secretRef: {name: a}}]}}")).singleElement().asString().contains(", but oven: ");
  }

  private static List<String> problems(String fleet) {
    return PlcCheck.problems(PLC, Serialization.unmarshal("metadata: {name: line-a}\nspec: " + fleet, MonitorFleet.class), Map.of())
        .stream().map(Problem::toString).toList();
  }
}
