package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.operator.outcome.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlcCheckTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      modbus | coil:1
      modbus | discrete-input:7
      modbus | holding-register:1:BOOL
      s7     | %DB1:4.0:BOOL
      s7     | %M10.3:BOOL
      """)
  void aBitIsNoLifeSign(String protocol, String address) {
    List<Problem> problems = problems(protocol, "{name: a, address: \"" + address + "\"}, {name: b, address: \"" + address + "\", role: LifeSign}");
    assertThat(problems).singleElement().satisfies(problem -> assertThat(problem.toString())
        .startsWith("spec.tags[1].role: \"" + address + "\" is a BOOL, which looks frozen when it blinks as fast as it is read"));
  }

  @ParameterizedTest
  @CsvSource({"modbus, holding-register:1:INT", "modbus, input-register:1:UDINT", "s7, %DB1:0:INT", "s7, %DB1:0:BYTE", "s7, %DB1:30:STRING(10)"})
  void aCounterIsOne(String protocol, String address) {
    assertThat(problems(protocol, "{name: a, address: \"" + address + "\", role: LifeSign}")).isEmpty();
  }

  @Test
  void anAddressThatIsNoneIsToldOnce() {
    assertThat(problems("s7", "{name: a, address: \"%DB1:ten:BOOL\", role: LifeSign}")).hasSize(1);
  }

  @Test
  void twoLifeSignsAreNamed() {
    assertThat(problems("s7", "{name: a, address: \"%DB1:0:INT\", role: LifeSign}, {name: b, address: \"%DB1:2:INT\", role: LifeSign}")).singleElement()
        .satisfies(problem -> assertThat(problem.toString()).startsWith("spec.tags: a, b have the role LifeSign"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      active: true                                   | nothing is no time
      active: true, until: next Monday               | "next Monday" is no time
      active: true, until: "2026-12-01T06:00:60Z"    | "2026-12-01T06:00:60Z" is no time
      """)
  void maintenanceHasAnEndThatTheMonitorCanRead(String maintenance, String words) {
    assertThat(problems("modbus", "", ", maintenance: {" + maintenance + "}")).singleElement()
        .satisfies(problem -> assertThat(problem.toString()).startsWith("spec.maintenance.until: " + words));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      active: false
      active: true, until: "2026-12-01T06:00:00Z"
      active: true, until: "2026-12-01t06:00:00.5+01:00"
      """)
  void maintenanceThatCanBeRead(String maintenance) {
    assertThat(problems("modbus", "", ", maintenance: {" + maintenance + "}")).isEmpty();
  }

  private static List<Problem> problems(String protocol, String tags) {
    return problems(protocol, tags, "");
  }

  private static List<Problem> problems(String protocol, String tags, String more) {
    return PlcCheck.problems(Serialization.unmarshal("metadata: {name: press-01}\nspec: {" + protocol + ": {host: a}, tags: [" + tags + "]" + more + "}", Plc.class), Map.of());
  }
}
