package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.operator.monitor.HouseRules;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.selection.Sight;
import io.plcfleet.operator.shard.ShardPlan;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.operator.status.Runbooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an edit may do to Plcs that are read. */
class FleetCheckTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final List<Plc> plcs = new ArrayList<>();
  private List<ShardRecord> shards = List.of();

  @Test
  void fewerConnectionsDoNotReleaseManyPlcsUnasked() {
    rack("rack-1");
    rack("rack-2");
    areReadBy("{selector: {}, defaults: {connection: {maxSessions: 4}}}");
    assertThat(problems("{selector: {}}")).singleElement().satisfies(p -> {
      assertThat(p.reason()).isEqualTo(ConditionReason.TooManyReleased);
      assertThat(p.toString()).isEqualTo("connection.maxSessions: fewer connections at one device would release 6 of 8 Plcs that still exist (more than 20 %)."
          + " They stay read. Mend connection.maxSessions in spec.defaults and spec.overrides, or confirm: kubectl -n plant annotate monitorfleet line-a"
          + " --overwrite plcfleet.io/allow-release=2");
    });
    assertThat(problems(fleet("{selector: {}}", "plcfleet.io/allow-release: \"2\""))).isEmpty();
    assertThat(problems(fleet("{selector: {}}", "plcfleet.io/allow-release: \"1\""))).as("of an older generation").hasSize(1);
  }

  @Test
  void fewerConnectionsMayReleaseAFew() {
    rack("rack-1");
    areReadBy("{selector: {}, defaults: {connection: {maxSessions: 4}}}");
    assertThat(problems("{selector: {}}")).as("3 of 4").isEmpty();
  }

  @Test
  void labelsAndConnectionsCountTogether() {
    rack("rack-1");
    rack("rack-2");
    String selector = "{matchLabels: {line: a}}";
    areReadBy("{selector: " + selector + ", defaults: {connection: {maxSessions: 4}}}");
    plcs.subList(0, 4).forEach(p -> p.getMetadata().setLabels(Map.of()));
    assertThat(problems("{selector: " + selector + ", defaults: {connection: {maxSessions: 4}}}")).as("4 of 8").isEmpty();
    assertThat(problems("{selector: " + selector + ", defaults: {connection: {maxSessions: 3}}}")).singleElement().asString()
        .startsWith("spec.selector: changed labels and fewer connections at one device would release 5 of 8 Plcs")
        .contains("Mend the labels and connection.maxSessions in");
  }

  @Test
  void credentialsStayAsLongAsAPlcIsReadByThem() {
    String tags = "tags: [{name: life, address: \"ns=2;s=Life\"}]";
    plc("press-01", "opcUa: {url: \"opc.tcp://press-01\", credentialsRef: {name: press}}, " + tags);
    areReadBy("{selector: {}, monitor: {credentials: [{name: press, secretRef: {name: a}}]}}");
    assertThat(problems("{selector: {}}")).extracting(Problem::toString).containsExactly("spec.monitor.credentials: \"press\" is gone, and Plcs that are read as before"
        + " log in with it: press-01. Put it back, and have these Plcs name another before you take it away");

    plcs.clear();
    plc("press-01", "opcUa: {url: \"opc.tcp://press-01\"}, " + tags);
    assertThat(problems("{selector: {}}")).as("it needs none any more").isEmpty();
    plcs.clear();
    assertThat(problems("{selector: {}}")).as("it is deleted").isEmpty();
  }

  @Test
  void aPlcThatWasNeverReadBySuchCredentialsIsItsOwnMatter() {
    plc("press-01", "opcUa: {url: \"opc.tcp://press-01\"}, tags: [{name: life, address: \"ns=2;s=Life\"}]");
    areReadBy("{selector: {}}");
    plcs.clear();
    plc("press-01", "opcUa: {url: \"opc.tcp://press-01\", credentialsRef: {name: press}}, tags: [{name: life, address: \"ns=2;s=Life\"}]");
    assertThat(problems("{selector: {}}")).isEmpty();
  }

  /** Four CPUs behind one communication processor. */
  private void rack(String host) {
    for (int slot = 2; slot < 6; slot++) plc(host + "-" + slot, "s7: {host: " + host + ", slot: " + slot + "}, tags: [{name: life, address: \"%DB1:0:INT\"}]");
  }

  private void plc(String name, String spec) {
    plcs.add(Serialization.unmarshal("metadata: {name: " + name + ", namespace: plant, uid: uid-" + name
        + ", generation: 1, creationTimestamp: \"2026-01-01T00:00:00Z\", labels: {line: a}}\nspec: {" + spec + "}", Plc.class));
  }

  private static MonitorFleet fleet(String spec, String annotations) {
    return Serialization.unmarshal("metadata: {name: line-a, namespace: plant, generation: 2, annotations: {" + annotations + "}}\nspec: " + spec, MonitorFleet.class);
  }

  /** The records from now on. */
  private void areReadBy(String spec) {
    Inspection.Result result = Inspection.of(fleet(spec, ""), observed()).result(null);
    assertThat(result.problems()).isEmpty();
    shards = ShardPlan.of(result.model().planned(observed())).shards();
    assertThat(shards.stream().mapToInt(s -> s.entries().size()).sum()).isEqualTo(plcs.size());
  }

  private List<Problem> problems(String spec) {
    return problems(fleet(spec, ""));
  }

  private List<Problem> problems(MonitorFleet fleet) {
    return Inspection.of(fleet, observed()).result(null).problems();
  }

  private Observed observed() {
    return new Observed(NOW, plcs, List.of(), Map.of(), shards, Map.of(), Map.of(), null, List.of(), true, true, Sight.NOTHING, Map.of(), List.of(), HouseRules.of("plcfleet/monitor:test"), Runbooks.below("https://docs.example/plcfleet/"));
  }
}
