package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.selection.Sight;
import io.plcfleet.operator.status.Runbooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The revision is a hash of what is declared, and of nothing else. */
class RevisionTest {
  private static final MonitorFleet FLEET = Serialization.unmarshal("metadata: {name: line-a, namespace: plant, generation: 1}\nspec: {selector: {}}", MonitorFleet.class);

  private final List<Plc> plcs = new ArrayList<>();
  private String profile = "formula: {linear: {}}";

  RevisionTest() {
    plc("p1", "tags: [{name: life, address: \"coil:1\"}]");
    plc("p2", "profileRef: {name: press}, tags: [{name: life, address: \"coil:1\"}]");
  }

  @Test
  void aPlcThatIsRefusedMakesNoOther() {
    String before = revision();
    plcs.removeLast();
    plc("p2", "profileRef: {name: press}, tags: [{name: life, address: \"no address\"}]");
    assertThat(revision()).isEqualTo(before);
    plc("p3", "profileRef: {name: misspelt}, tags: [{name: life, address: \"coil:1\"}]");
    assertThat(revision()).isEqualTo(before);
  }

  /** 5m is what is built in now; another version may have another number, and that is not declared. */
  @Test
  void whatIsFilledInIsNoPartOfIt() {
    String before = revision();
    profile = "formula: {linear: {}}, window: 5m";
    assertThat(revision()).as("window as declared").isNotEqualTo(before);
  }

  @Test
  void anEditOfAProfileMakesAnother() {
    String before = revision();
    profile = "formula: {linear: {errors: \"-3\"}}";
    assertThat(revision()).isNotEqualTo(before);
  }

  private String revision() {
    ScoringProfile press = Serialization.unmarshal("metadata: {name: press, namespace: plant}\nspec: {" + profile + "}", ScoringProfile.class);
    return Inspection.of(FLEET, new Observed(Instant.parse("2026-01-02T03:04:05Z"), plcs, List.of(), Map.of("press", press), List.of(), Map.of(), Map.of(),
        null, List.of(), true, true, Sight.NOTHING, Map.of(), List.of(), HouseRules.of("plcfleet/monitor:test"), Runbooks.below("https://docs.example/plcfleet/"))).course().stable();
  }

  private void plc(String name, String spec) {
    plcs.add(Serialization.unmarshal("metadata: {name: " + name + ", namespace: plant, uid: uid-" + name
        + ", generation: 1, creationTimestamp: \"2026-01-01T00:00:00Z\"}\nspec: {modbus: {host: " + name + "}, " + spec + "}", Plc.class));
  }
}
