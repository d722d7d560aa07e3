package io.plcfleet.operator.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.Maintenance;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.Settings;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.PlcReport;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Stories of fleets in one namespace; each plan's shards are stored and are what the next plan finds. */
class ShardPlanTest {
  private static final Settings SETTINGS = new Settings(Map.of(), Map.of());

  private final Map<ShardKey, ShardRecord> stored = new HashMap<>();
  private final Map<ShardKey, ShardLife> life = new HashMap<>();
  private int perPod = 2;

  @Test
  void fillsOneShardAfterTheOther() {
    plan("a", plc("p1", "h1"), plc("p2", "h2"), plc("p3", "h3"));
    assertThat(shards()).containsExactly("a-0: p1 p2", "a-1: p3");
  }

  @Test
  void nothingMovesWhenOthersComeAndGo() {
    plan("a", plc("p1", "h1"), plc("p2", "h2"), plc("p3", "h3"));
    plan("a", plc("p0", "h0"), plc("p2", "h2"), plc("p3", "h3"));
    assertThat(shards()).containsExactly("a-0: -p1 p2", "a-1: p0 p3");
    plan("a", plc("p0", "h0"), plc("p2", "h2"), plc("p3", "h3"));
    assertThat(shards()).containsExactly("a-0: p2", "a-1: p0 p3");  // there is no pod that could hold p1
  }

  @Test
  void aSecondPlanWithoutNewsChangesNothing() {
    plan("a", plc("p1", "h1"), plc("p2", "h2"));
    Map<ShardKey, ShardRecord> before = Map.copyOf(stored);
    plan("a", plc("p2", "h2"), plc("p1", "h1"));
    assertThat(stored).isEqualTo(before);
  }

  @Test
  void aLeavingPlcIsReleasedBeforeAnotherFleetReadsIt() {
    plan("a", plc("p1", "h1"), plc("p2", "h2"));
    runs("a-0");
    plan("a", plc("p2", "h2"));
    assertThat(shards()).containsExactly("a-0: -p1 p2");
    assertThat(notPlaced(plan("b", plc("p1", "h1")), "p1").reason()).isEqualTo(ConditionReason.WaitingForRelease);

    reports("a-0", 1);  // not yet loaded: the old configuration still reads it
    plan("a", plc("p2", "h2"));
    assertThat(shards()).containsExactly("a-0: -p1 p2");

    reports("a-0", 2);
    plan("a", plc("p2", "h2"));
    assertThat(shards()).containsExactly("a-0: p2");
    plan("b", plc("p1", "h1"));
    assertThat(shards()).containsExactly("a-0: p2", "b-0: p1");
  }

  @Test
  void aShardWhosePodIsGoneHoldsNothing() {
    plan("a", plc("p1", "h1"));
    runs("a-0");
    plan("a");
    assertThat(shards()).containsExactly("a-0: -p1");
    life.put(new ShardKey("plant", "a-0"), ShardLife.GONE);
    plan("a");
    assertThat(shards()).isEmpty();
  }

  @Test
  void aPlcThatComesBackBeforeItWasReleasedStays() {
    plan("a", plc("p1", "h1"));
    runs("a-0");
    plan("a");
    plan("a", plc("p1", "h1"));
    assertThat(shards()).containsExactly("a-0: p1");
  }

  @Test
  void aNewAddressIsAnotherEndpoint() {
    plan("a", plc("p1", "h1"));
    runs("a-0");
    plan("a", plc("p1", "h9"));
    assertThat(shards()).as("a monitor takes each Plc once").containsExactly("a-0: -p1");
    reports("a-0", 2);
    plan("a", plc("p1", "h9"));
    plan("a", plc("p1", "h9"));
    assertThat(shards()).containsExactly("a-0: p1");
    assertThat(shard("a-0").entries().getFirst().endpoint().host()).isEqualTo("h9");
  }

  @Test
  void whatOneShardGivesUpAnotherGetsOnlyInTheNextPlan() {
    plan("a", grouped("p1", "graz"), plc("p2", "h2"));
    ShardPlan next = plan("a", wanted("p3", new Endpoint.Modbus("p1", 502, 1), "linz"), plc("p2", "h2"));
    assertThat(notPlaced(next, "p3").reason()).isEqualTo(ConditionReason.WaitingForRelease);
    next = plan("a", wanted("p3", new Endpoint.Modbus("p1", 502, 1), "linz"), plc("p2", "h2"));
    assertThat(notPlaced(next, "p3").message()).contains("has just been released");
    plan("a", wanted("p3", new Endpoint.Modbus("p1", 502, 1), "linz"), plc("p2", "h2"));
    assertThat(shards()).anyMatch(s -> s.endsWith(": p3"));
  }

  @Test
  void whatAnotherShardReadsIsNotTakenBack() {
    plan("a", grouped("p1", "graz"));
    runs("a-0");
    plan("a");
    ShardRecord releasing = shard("a-0");
    plan("b", plc("p9", "h9"));
    ShardRecord other = shard("b-0");
    PlcEntry taken = wanted("p8", new Endpoint.Modbus("p1", 502, 1), "").entry();
    stored.put(other.key(), new ShardRecord("plant", "b", "b-0", "", "{}", new MonitorConfig(2, Map.of("r1", SETTINGS), List.of(taken)), null));
    plan("a", grouped("p1", "graz"));
    assertThat(shard("a-0").entries()).isEqualTo(releasing.entries());
  }

  @Test
  void aRecordDoesNotOutgrowItsConfigMap() {
    perPod = 5000;
    Wanted[] few = new Wanted[2000];
    Wanted[] many = new Wanted[2000];
    for (int i = 0; i < few.length; i++) {
      few[i] = plc("p" + i, "h" + i);
      PlcEntry e = few[i].entry();
      List<MonitorConfig.Tag> tags = IntStream.range(0, 20).mapToObj(t -> MonitorConfig.Tag.of("tag-" + t, "holding-register:" + t + ":INT")).toList();
      many[i] = new Wanted(e.with(tags), "plant", "", few[i].created(), 1);
    }
    plan("a", few);
    ShardPlan grown = plan("a", many);
    assertThat(grown.shards()).allSatisfy(s -> assertThat(ShardJson.write(s.config()).length()).isLessThan(1024 * 1024));
    assertThat(grown.placements().values()).anyMatch(p -> p instanceof NotPlaced no && no.reason() == ConditionReason.ShardFull);
    assertThat(grown.shards().stream().mapToInt(s -> s.entries().size()).sum()).as("nobody is dropped").isEqualTo(few.length);
  }

  @Test
  void unitsOfAGatewayStayTogetherHoweverMany() {
    plan("a", unit("u1", "gw", 1), plc("p1", "h1"));
    plan("a", unit("u1", "gw", 1), plc("p1", "h1"), unit("u2", "gw", 2), unit("u3", "gw", 3), plc("p2", "h2"));
    assertThat(shards()).containsExactly("a-0: p1 u1 u2 u3", "a-1: p2");
  }

  @Test
  void aGatewayHasOneFleet() {
    plan("a", unit("u1", "gw", 1));
    NotPlaced no = notPlaced(plan("b", unit("u2", "gw", 2)), "u2");
    assertThat(no.reason()).isEqualTo(ConditionReason.Conflict);
    assertThat(no.message()).contains("gw:502 belongs to monitor plant/a-0");
  }

  @Test
  void oneEndpointHasOneReader() {
    NotPlaced no = notPlaced(plan("a", plc("p1", "h1"), plc("p2", "H1")), "p2");
    assertThat(no.reason()).isEqualTo(ConditionReason.DuplicateEndpoint);
    assertThat(no.message()).contains("modbus://h1:502/1").contains("Plc plant/p1");
    assertThat(shards()).containsExactly("a-0: p1");
  }

  @Test
  void whatIsKeptStaysAsItWas() {
    plan("a", plc("p1", "h1"));
    planKeeping("a", Set.of("uid-p1", "uid-p2"));
    assertThat(shards()).containsExactly("a-0: p1");
  }

  @Test
  void groupsDoNotMix() {
    perPod = 10;
    plan("a", grouped("p1", "graz"), grouped("p2", "linz"), grouped("p3", "graz"));
    assertThat(shards()).containsExactly("a-0: p1 p3", "a-1: p2");
  }

  @Test
  void nothingIsPlacedBesideAStrayPod() {
    ShardPlan plan = ShardPlan.of(new ShardPlan.Input("plant", "a", "{}", List.of(plc("p1", "h1")), Set.of(), stored.values(), this::life,
        Map.of("r1", SETTINGS), perPod, Set.of(), "plant/a-0-0", e -> e));
    assertThat(notPlaced(plan, "p1").message()).contains("monitor pod plant/a-0-0").contains("delete its StatefulSet and the pod");
  }

  @Test
  void aSerialNeverFallsBehindTheMonitor() {
    plan("a", plc("p1", "h1"));
    runs("a-0");
    reports("a-0", 41);  // the record was lost and made anew, the monitor lived on
    plan("a", plc("p1", "h1"), plc("p2", "h2"));
    assertThat(shard("a-0").config().serial()).isEqualTo(42);
  }

  @Test
  void aSecondCpuAtOneAddressIsNotReadUnlessThereMayBeTwoConnections() {
    ShardPlan plan = plan("a", cpu("p1", 3, 1), cpu("p2", 4, 1));
    assertThat(shards()).containsExactly("a-0: p1");
    assertThat(notPlaced(plan, "p2").reason()).isEqualTo(ConditionReason.TooManySessions);
    assertThat(notPlaced(plan, "p2").message()).isEqualTo("rack:102 may have 1 connection (connection.maxSessions), and Plc p1 has it already: where the device has"
        + " connections to spare, raise connection.maxSessions in spec.defaults or in an override of the fleet; else remove one of these Plcs");
    plan("a", cpu("p1", 3, 2), cpu("p2", 4, 2));
    assertThat(shards()).containsExactly("a-0: p1 p2");
  }

  @Test
  void allOfOneAddressAreInOneShard() {
    perPod = 1;
    plan("a", cpu("p1", 3, 3), plc("p2", "h2"), cpu("p3", 5, 3));
    assertThat(shards()).containsExactly("a-0: p1 p3", "a-1: p2");
    assertThat(notPlaced(plan("b", cpu("p4", 6, 3)), "p4").reason()).isEqualTo(ConditionReason.Conflict);
  }

  @Test
  void aLowerLimitReleasesTheYoungest() {
    plan("a", cpu("p1", 3, 2), cpu("p2", 4, 2));
    runs("a-0");
    ShardPlan lowered = plan("a", cpu("p1", 3, 1), cpu("p2", 4, 1));
    assertThat(shards()).containsExactly("a-0: p1 -p2");
    assertThat(notPlaced(lowered, "p2").reason()).isEqualTo(ConditionReason.TooManySessions);
    reports("a-0", 2);
    for (int i = 0; i < 3; i++) {
      assertThat(notPlaced(plan("a", cpu("p1", 3, 1), cpu("p2", 4, 1)), "p2").reason()).isEqualTo(ConditionReason.TooManySessions);
      assertThat(shards()).containsExactly("a-0: p1");
    }
  }

  @Test
  void aConnectionThatIsBeingReleasedIsNobodyElsesYet() {
    plan("a", cpu("p1", 3, 1));
    runs("a-0");
    ShardPlan next = plan("a", cpu("p2", 4, 1));
    assertThat(shards()).containsExactly("a-0: -p1");
    assertThat(notPlaced(next, "p2").reason()).isEqualTo(ConditionReason.WaitingForRelease);
    assertThat(notPlaced(next, "p2").message()).isEqualTo("rack:102 has no connection free until that of Plc p1 is released");
    reports("a-0", 2);
    plan("a", cpu("p2", 4, 1));
    plan("a", cpu("p2", 4, 1));
    assertThat(shards()).containsExactly("a-0: p2");
  }

  @Test
  void whoComesBackBeforeItWasReleasedMustStillFindRoom() {
    plan("a", cpu("p1", 3, 2), cpu("p2", 4, 2));
    runs("a-0");
    plan("a", cpu("p1", 3, 2));
    assertThat(shards()).containsExactly("a-0: p1 -p2");
    plan("a", cpu("p1", 3, 1), cpu("p2", 4, 1));
    assertThat(shards()).containsExactly("a-0: p1 -p2");
    plan("a", cpu("p1", 3, 2), cpu("p2", 4, 2));
    assertThat(shards()).containsExactly("a-0: p1 p2");
  }

  @Test
  void unitsOfAGatewayNeedOneConnectionTogether() {
    plan("a", unit("p1", "gw", 1), unit("p2", "gw", 2), unit("p3", "gw", 3));
    assertThat(shards()).containsExactly("a-0: p1 p2 p3");
  }

  @Test
  void aShardHoldsTheSettingsThatItsEntriesName() {
    LinkSettings link = new LinkSettings(new MonitorConfig.Polling(1, 1), new MonitorConfig.Heartbeat(1, 1, 1, null),
        new MonitorConfig.Connection(new MonitorConfig.KeepAlive(1, 1, 1), new MonitorConfig.Backoff(1, 1, 1), 1, 1));
    Map<String, Settings> settings = Map.of("r1", new Settings(Map.of("modbus", link, "s7-PG", link), Map.of()));
    ShardPlan plan = ShardPlan.of(new ShardPlan.Input("plant", "a", "{}", List.of(plc("p1", "h1")), Set.of(), List.of(), this::life, settings, 9, Set.of(), null, e -> e));
    assertThat(plan.shards().getFirst().config().settings()).isEqualTo(Map.of("r1", new Settings(Map.of("modbus", link), Map.of())));

    store("a", plan);
    planKeeping("a", Set.of("uid-p1"));
    assertThat(shard("a-0").config().settings()).as("what is kept keeps its settings").isEqualTo(Map.of("r1", new Settings(Map.of("modbus", link), Map.of())));
  }

  /** Who works on a PLC need not wait until its fleet is mended. */
  @Test
  void maintenanceOfWhatIsKeptReachesTheMonitor() {
    plan("a", plc("p1", "h1"));
    long serial = shard("a-0").config().serial();
    Maintenance work = new Maintenance("belt change", "2026-12-01T06:00:00Z", MonitorConfig.Connections.Release);
    planKeeping("a", Set.of("uid-p1"), e -> e.maintained(work));
    assertThat(shard("a-0").entries()).singleElement().satisfies(e -> assertThat(e.maintenance()).isEqualTo(work));
    assertThat(shard("a-0").config().serial()).isEqualTo(serial + 1);
    planKeeping("a", Set.of("uid-p1"), e -> e.maintained(work));
    assertThat(shard("a-0").config().serial()).as("told once").isEqualTo(serial + 1);
  }

  private ShardPlan plan(String fleet, Wanted... wanted) {
    return store(fleet, ShardPlan.of(new ShardPlan.Input("plant", fleet, "{}", List.of(wanted), Set.of(), List.copyOf(stored.values()), this::life,
        Map.of("r1", SETTINGS), perPod, Set.of(), null, e -> e)));
  }

  private void planKeeping(String fleet, Set<String> keep) {
    planKeeping(fleet, keep, e -> e);
  }

  private void planKeeping(String fleet, Set<String> keep, UnaryOperator<PlcEntry> kept) {
    store(fleet, ShardPlan.of(new ShardPlan.Input("plant", fleet, "{}", List.of(), keep, List.copyOf(stored.values()), this::life,
        Map.of(), perPod, Set.of(), null, kept)));
  }

  private ShardPlan store(String fleet, ShardPlan plan) {
    stored.values().removeIf(s -> s.fleet().equals(fleet));
    plan.shards().forEach(s -> stored.put(s.key(), s));
    return plan;
  }

  private ShardLife life(ShardKey shard) {
    return life.getOrDefault(shard, ShardLife.GONE);
  }

  /** The monitor runs and reads what is stored for it now. */
  private void runs(String shard) {
    reports(shard, shard(shard).config().serial());
  }

  /** The monitor reports a serial, and does what the stored configuration says if that is the one. */
  private void reports(String shard, long serial) {
    ShardRecord record = shard(shard);
    List<PlcReport> plcs = new ArrayList<>();
    for (PlcEntry entry : record.entries()) {
      boolean release = entry.state() == State.Release && serial >= record.config().serial();
      plcs.add(new PlcReport(entry.name(), entry.uid(), entry.endpoint().identity(), "r1",
          release ? MonitorReport.State.Released : MonitorReport.State.Reading, true, Grade.Healthy, 100.0, Reason.LinkHealthy, List.of(), null, null, List.of(), null, null, null, null, null));
    }
    life.put(record.key(), new ShardLife(true, new MonitorReport(serial, "2026-01-01T00:00:00Z", null, null, plcs), false, null, null));
  }

  private ShardRecord shard(String name) {
    return Objects.requireNonNull(stored.get(new ShardKey("plant", name)));
  }

  private List<String> shards() {
    return stored.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).map(s -> s.name() + ":" + s.entries().stream()
        .map(e -> " " + (e.state() == State.Release ? "-" : "") + e.name()).sorted(Comparator.comparing((String n) -> n.replace("-", "")).thenComparing(n -> n))
        .reduce("", String::concat)).toList();
  }

  private static NotPlaced notPlaced(ShardPlan plan, String name) {
    Placement placement = plan.placements().get("uid-" + name);
    assertThat(placement).isInstanceOf(NotPlaced.class);
    return (NotPlaced) Objects.requireNonNull(placement);
  }

  private static Wanted plc(String name, String host) {
    return wanted(name, new Endpoint.Modbus(host, 502, 1), "");
  }

  private static Wanted unit(String name, String host, int unit) {
    return wanted(name, new Endpoint.Modbus(host, 502, unit), "");
  }

  private static Wanted grouped(String name, String group) {
    return wanted(name, new Endpoint.Modbus(name, 502, 1), group);
  }

  /** A CPU in a rack behind one communication processor. */
  private static Wanted cpu(String name, int slot, int maxSessions) {
    PlcEntry entry = new PlcEntry(name, "uid-" + name, "r1", State.Read, null, new Endpoint.S7("rack", 102, 0, slot, Endpoint.S7.ConnectionType.Basic),
        null, null, null, "s7-Basic", List.of(MonitorConfig.Tag.of("life", "%DB1:0:INT")), null, "standard", null, null, Map.of());
    return new Wanted(entry, "plant", "", Instant.parse("2026-01-01T00:00:00Z"), maxSessions);
  }

  private static Wanted wanted(String name, Endpoint.Modbus endpoint, String group) {
    PlcEntry entry = new PlcEntry(name, "uid-" + name, "r1", State.Read, endpoint, null, null, null, null, "modbus",
        List.of(MonitorConfig.Tag.of("life", "coil:1")), null, "standard", null, null, Map.of());
    return new Wanted(entry, "plant", group, Instant.parse("2026-01-01T00:00:00Z"), 1);
  }
}
