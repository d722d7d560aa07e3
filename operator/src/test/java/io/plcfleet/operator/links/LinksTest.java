package io.plcfleet.operator.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.MonitorConfig.Adaptive;
import io.plcfleet.contract.MonitorConfig.Backoff;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.Polling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      s7: {host: a}                      | s7-Basic |  2000 | 1000
      s7: {host: a, connectionType: OP}  | s7-OP    | 10000 | 2000
      s7: {host: a, connectionType: PG}  | s7-PG    |  5000 | 3000
      modbus: {host: a}                  | modbus   |  1000 |  800
      """)
  void whereNobodySaysAnythingTheConnectionTypeDecides(String protocol, String key, long interval, long timeout) {
    Links.Link link = link("{}", plc("{}", protocol));
    assertThat(link.key()).isEqualTo(key);
    assertThat(link.settings().polling()).isEqualTo(new Polling(interval, timeout));
    assertThat(Links.overridesOf(link.key())).isEmpty();
  }

  @Test
  void anOverrideThatSetsOneFieldLeavesTheOthersToTheNextLayer() {
    Links.Link link = link("""
        defaults: {polling: {interval: 7s}}
        overrides: [{name: graz, region: graz, set: {polling: {timeout: 3s}}}]
        """, plc("{plcfleet.io/site: graz}", "s7: {host: a}"));
    assertThat(link.settings().polling()).isEqualTo(new Polling(7_000, 3_000));
    assertThat(link.key()).isEqualTo("s7-Basic+graz");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
      v4.4       | fw44
      V4.4       | fw44
      4.4        | fw44
      v4.4.0     | fw44
      v4.4.2     | fw442
      4.4.2.17   | fw442
      v4.4.20    | fw44
      v4.40      | -
      v4         | -
      4.5        | -
      v44        | -
      -          | -
      """)
  void theLongestBeginningOfTheFirmwareWins(String firmware, String override) {
    String overrides = "overrides: [{name: fw44, version: v4.4, set: {}}, {name: fw442, version: \"4.4.2\", set: {}}]";
    Links.Link link = link(overrides, plc("{}", firmware == null ? "modbus: {host: a}" : "modbus: {host: a}, firmware: \"" + firmware + "\""));
    assertThat(link.key()).isEqualTo(override == null ? "modbus" : "modbus+" + override);
  }

  @Test
  void allThreeKindsApplyVersionFirst() {
    Links.Link link = link("""
        overrides:
        - {name: old, group: legacy, set: {polling: {interval: 30s, timeout: 5s}, heartbeat: {interval: 40s}}}
        - {name: graz, region: graz, set: {polling: {interval: 20s, timeout: 4s}}}
        - {name: fw4, version: v4, set: {polling: {interval: 10s}}}
        """, plc("{plcfleet.io/site: graz, plcfleet.io/group: legacy}", "modbus: {host: a}, firmware: v4.1"));
    assertThat(link.settings().polling()).isEqualTo(new Polling(10_000, 4_000));
    assertThat(link.settings().heartbeat().intervalMillis()).isEqualTo(40_000);
    assertThat(link.key()).isEqualTo("modbus+fw4+graz+old");
    assertThat(Links.overridesOf(link.key())).containsExactly("fw4", "graz", "old");
  }

  @Test
  void boundsFromTwoLayersNeverCross() {
    LinkSettings settings = link("""
        defaults: {heartbeat: {adaptive: {min: 4s}}, connection: {backoff: {initial: 20s}}}
        overrides: [{name: graz, region: graz, set: {heartbeat: {adaptive: {max: 2s}}, connection: {backoff: {max: 10s}}}}]
        """, plc("{plcfleet.io/site: graz}", "modbus: {host: a}")).settings();
    assertThat(settings.heartbeat().adaptive()).isEqualTo(new Adaptive(2_000, 2_000));
    assertThat(settings.connection().backoff()).isEqualTo(new Backoff(10_000, 1.5, 10_000));
  }

  @Test
  void anIntervalThatFollowsIsAskedForAndCanBeFixedAgain() {
    String plain = plc("{}", "modbus: {host: a}");
    assertThat(link("{}", plain).settings().heartbeat().adaptive()).isNull();
    assertThat(link("defaults: {heartbeat: {adaptive: {}}}", plain).settings().heartbeat().adaptive()).isEqualTo(new Adaptive(500, 5_000));
    String fixed = """
        defaults: {heartbeat: {adaptive: {max: 8s}}}
        overrides: [{name: old, group: legacy, set: {heartbeat: {adaptive: {enabled: false}}}}]
        """;
    assertThat(link(fixed, plain).settings().heartbeat().adaptive()).isEqualTo(new Adaptive(500, 8_000));
    assertThat(link(fixed, plc("{plcfleet.io/group: legacy}", "modbus: {host: a}")).settings().heartbeat().adaptive()).isNull();
  }

  @Test
  void plcsThatTheSameLayersApplyToShareSettings() {
    String fleet = "overrides: [{name: graz, region: graz, set: {polling: {interval: 9s}}}]";
    Links.Link one = link(fleet, plc("{plcfleet.io/site: graz}", "modbus: {host: a}"));
    Links.Link other = link(fleet, plc("{plcfleet.io/site: graz, plcfleet.io/cell: press}", "modbus: {host: b, unitId: 7}"));
    assertThat(one).isEqualTo(other);
  }

  private static Links.Link link(String fleet, String plc) {
    MonitorFleetSpec spec = Serialization.unmarshal("---\n" + fleet, MonitorFleetSpec.class);
    return new Links(spec.defaults(), spec.overrides()).of(Serialization.unmarshal(plc, Plc.class));
  }

  private static String plc(String labels, String spec) {
    return "metadata: {name: press-01, labels: " + labels + "}\nspec: {" + spec + ", tags: []}\n";
  }
}
