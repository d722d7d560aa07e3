package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcLabels;
import io.plcfleet.api.v1alpha1.PlcSpec;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.Settings;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.links.Layers;
import io.plcfleet.operator.links.Links;
import io.plcfleet.operator.rollout.Turn;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.shard.ShardJson;
import io.plcfleet.operator.shard.ShardRecord;
import io.plcfleet.operator.shard.Wanted;
import io.plcfleet.profile.ProfileSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the model of a fleet from what was observed, and from who is to be on which revision. */
final class FleetModelOf {
  private static final int PLCS_PER_POD = 250;

  private final MonitorFleet fleet;
  private final Observed observed;
  private final String namespace;
  private final Course course;
  private final @Nullable Turn turn;
  private final Map<String, Settings> settings = new TreeMap<>();
  private final Map<String, Links> links = new HashMap<>();

  private FleetModelOf(MonitorFleet fleet, Observed observed, Course course, @Nullable Turn turn) {
    this.fleet = fleet;
    this.observed = observed;
    this.namespace = fleet.getMetadata().getNamespace();
    this.course = course;
    this.turn = turn;
  }

  /** @param turn what the rollout under way decided; absent when there is none */
  static FleetModel valid(Inspection inspection, @Nullable Turn turn) {
    return new FleetModelOf(inspection.fleet(), inspection.observed(), inspection.course(), turn).valid(inspection.plcs());
  }

  /** What runs goes on; only what no longer exists is released, and a rollout may give Plcs the settings back that they had. */
  static FleetModel frozen(MonitorFleet fleet, Observed observed, Course course, @Nullable Turn turn) {
    return new FleetModelOf(fleet, observed, course, turn).frozen();
  }

  private FleetModel frozen() {
    Map<String, Plc> existing = observed.plcs().stream().collect(Collectors.toMap(p -> p.getMetadata().getUid(), Function.identity(), (a, b) -> a));
    String planned = observed.shardsOf(fleet).stream().map(s -> s.selector()).findFirst().orElse("");
    List<Wanted> back = turn == null ? List.of() : observed.shardsOf(fleet).stream().flatMap(s -> s.entries().stream())
        .filter(e -> e.state() == State.Read && existing.containsKey(e.uid()) && e.revision().equals(rollout().getSpec().to()) && !turn.canary().contains(e.uid()))
        .map(e -> wanted(Objects.requireNonNull(existing.get(e.uid())), treated(e, Objects.requireNonNull(existing.get(e.uid()))))).toList();
    return new FleetModel(fleet, planned, back, existing.keySet(), Map.of(), Map.of(), FleetPlcs.selected(fleet, observed).stream()
        .map(p -> p.getMetadata().getUid()).collect(Collectors.toSet()), settings, course, turn, plcsPerPod(), true);
  }

  private FleetModel valid(FleetPlcs plcs) {
    Map<String, NotPlaced> held = new HashMap<>();
    List<Plc> free = new ArrayList<>();
    Rivals rivals = new Rivals(fleet, observed);
    for (Plc plc : plcs.sound()) {
      Optional<NotPlaced> rival = rivals.against(plc);
      if (rival.isPresent()) held.put(plc.getMetadata().getUid(), rival.get());
      else free.add(plc);
    }
    List<Wanted> wanted = free.stream().map(plc -> wanted(plc, entry(plc))).toList();
    Set<String> uids = plcs.selected().stream().map(p -> p.getMetadata().getUid()).collect(Collectors.toSet());
    return new FleetModel(fleet, ShardJson.text(fleet.getSpec().selector()), wanted, new HashSet<>(plcs.refused().keySet()), plcs.refused(), held, uids,
        settings, course, turn, plcsPerPod(), false);
  }

  private int plcsPerPod() {
    MonitorFleetSpec.Monitor monitor = fleet.getSpec().monitor();
    return monitor == null || monitor.plcsPerPod() == null ? PLCS_PER_POD : monitor.plcsPerPod();
  }

  private ConfigRollout rollout() {
    return Objects.requireNonNull(course.rollout(), "a turn is of a rollout");
  }

  private PlcEntry entry(Plc plc) {
    PlcSpec spec = plc.getSpec();
    Endpoint endpoint = spec.endpoint();
    PlcEntry entry = new PlcEntry(plc.getMetadata().getName(), plc.getMetadata().getUid(), "", State.Read,
        endpoint instanceof Endpoint.Modbus modbus ? modbus : null, endpoint instanceof Endpoint.S7 s7 ? s7 : null,
        endpoint instanceof Endpoint.OpcUa opcUa ? opcUa : null, endpoint instanceof Endpoint.Eip eip ? eip : null,
        endpoint instanceof Endpoint.Ads ads ? ads : null, "", TagEntries.of(spec.tags()), spec.polling() == null ? null : Layers.own(spec.polling()), "", null,
        maintenance(spec.maintenance()), info(plc));
    return treated(entry, plc);
  }

  /** The entry with what it has from its revision, which is noted among the settings. */
  private PlcEntry treated(PlcEntry entry, Plc plc) {
    String revision = turn != null && turn.canary().contains(entry.uid()) ? rollout().getSpec().to() : course.stable();
    Links.Link link = link(plc, revision);
    String profile = course.config(revision).profileOf(plc);
    Settings of = of(revision);
    of.links().put(link.key(), link.settings());
    of.profiles().computeIfAbsent(profile, name -> snapshot(revision, name));
    return entry.on(revision, link.key(), profile, shadow(plc, revision));
  }

  private MonitorConfig.@Nullable Shadow shadow(Plc plc, String revision) {
    if (turn == null || !turn.shadow() || revision.equals(rollout().getSpec().to())) return null;
    String to = rollout().getSpec().to();
    String profile = course.config(to).profileOf(plc);
    of(to).profiles().computeIfAbsent(profile, name -> snapshot(to, name));
    return new MonitorConfig.Shadow(to, profile);
  }

  private Settings of(String revision) {
    return settings.computeIfAbsent(revision, _ -> new Settings(new TreeMap<>(), new TreeMap<>()));
  }

  private Links.Link link(Plc plc, String revision) {
    return links.computeIfAbsent(revision, r -> course.config(r).links()).of(plc);
  }

  /** A profile that the revision does not have is one that a Plc has named since; by which it is read stays as it is, until a revision has it. */
  private MonitorConfig.Profile snapshot(String revision, String name) {
    MonitorConfig.Profile own = course.config(revision).profile(name);
    if (own != null) return own;
    for (ShardRecord shard : observed.shardsOf(fleet)) {
      Settings recorded = shard.config().settings().get(revision);
      if (recorded != null && recorded.profiles().containsKey(name)) return Objects.requireNonNull(recorded.profiles().get(name));
    }
    ScoringProfile profile = observed.profiles().get(name);
    return profile == null ? ProfileSnapshot.standard() : ProfileSnapshot.of(profile.getSpec());
  }

  private Wanted wanted(Plc plc, PlcEntry entry) {
    int maxSessions = link(plc, entry.revision()).settings().connection().maxSessions();
    return new Wanted(entry, namespace, group(plc), Instant.parse(plc.getMetadata().getCreationTimestamp()), maxSessions);
  }

  /** One that is over by its time goes along: the monitor's clock decides. */
  static MonitorConfig.@Nullable Maintenance maintenance(PlcSpec.@Nullable Maintenance declared) {
    if (declared == null || !declared.active() || declared.until() == null) return null;
    return new MonitorConfig.Maintenance(declared.reason() == null ? "" : declared.reason(), declared.until(),
        declared.connections() == null ? MonitorConfig.Connections.Keep : declared.connections());
  }

  private String group(Plc plc) {
    MonitorFleetSpec.Monitor monitor = fleet.getSpec().monitor();
    if (monitor == null || monitor.groupBy() == null || plc.getMetadata().getLabels() == null) return "";
    return plc.getMetadata().getLabels().getOrDefault(monitor.groupBy(), "");
  }

  private static Map<String, String> info(Plc plc) {
    Map<String, String> labels = plc.getMetadata().getLabels() == null ? Map.of() : plc.getMetadata().getLabels();
    Map<String, String> info = new TreeMap<>();
    put(info, "site", labels.get(PlcLabels.SITE));
    put(info, "line", labels.get(PlcLabels.LINE));
    put(info, "cell", labels.get(PlcLabels.CELL));
    put(info, "cpu_model", plc.getSpec().cpuModel());
    put(info, "firmware", plc.getSpec().firmware());
    put(info, "criticality", plc.getSpec().criticality() == null ? null : plc.getSpec().criticality().name());
    return info;
  }

  private static void put(Map<String, String> map, String key, @Nullable String value) {
    if (value != null) map.put(key, value);
  }
}
