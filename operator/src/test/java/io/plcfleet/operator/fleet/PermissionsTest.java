package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.Networks;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.outcome.Problem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {
  private static final HouseRules RULES = new HouseRules("plcfleet/monitor:1", List.of(), List.of("registry.example/plc", "mirror.example/"), Networks.parse("10.1.0.0/16,2001:db8::/48"));

  @ParameterizedTest
  @CsvSource({
      "plcfleet/monitor:1, true", "plcfleet/monitor:2, false", "registry.example/plc/monitor:7, true", "registry.example/plc:7, true",
      "registry.example/plc@sha256:0, true", "registry.example/plcs/monitor, false", "registry.example.evil/plc, false", "mirror.example/any:1, true",
      "mirror.example.evil/any, false"})
  void imagesBeginAsTheAdministratorSays(String image, boolean permitted) {
    MonitorFleet fleet = Serialization.unmarshal("metadata: {name: line-a}\nspec: {selector: {}, monitor: {image: \"" + image + "\"}}", MonitorFleet.class);
    assertThat(Permissions.image(fleet, RULES).isEmpty()).isEqualTo(permitted);
    assertThat(Permissions.image(fleet, HouseRules.of("plcfleet/monitor:1"))).as("no prefixes").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      modbus: {host: 10.1.7.7}                     | true
      modbus: {host: 10.2.7.7}                     | false
      s7: {host: 127.0.0.1}                        | false
      modbus: {host: press-07}                     | true
      modbus: {host: "2001:db8::7"}                | true
      opcUa: {url: "opc.tcp://10.1.7.7:4840/a"}    | true
      opcUa: {url: "opc.tcp://10.2.7.7:4840/a"}    | false
      """)
  void addressesLieWhereTheAdministratorSays(String protocol, boolean permitted) {
    Plc plc = Serialization.unmarshal("metadata: {name: press-07}\nspec: {" + protocol + ", tags: [{name: life, address: a}]}", Plc.class);
    assertThat(Permissions.address(plc, RULES).isEmpty()).isEqualTo(permitted);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      s7: {host: 10.2.7.7}                      | spec.s7.host: 10.2.7.7 is not among the networks
      opcUa: {url: "opc.tcp://10.2.7.7:4840"}   | spec.opcUa.url: 10.2.7.7 is not among the networks
      """)
  void saysWhatIsPermitted(String protocol, String words) {
    Plc plc = Serialization.unmarshal("metadata: {name: press-07}\nspec: {" + protocol + ", tags: [{name: life, address: a}]}", Plc.class);
    assertThat(Permissions.address(plc, RULES).map(Problem::toString).orElse("")).startsWith(words).endsWith("permitted are 10.1.0.0/16,2001:db8:0:0:0:0:0:0/48");
  }
}
