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
import io.plcfleet.operator.monitor.MonitorRender;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.shard.ShardJson;
import io.plcfleet.operator.shard.Wanted;
import io.plcfleet.profile.ProfileCheck;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the model of a fleet from what was observed, and from who is to be on which revision. */
final class FleetModelOf {

  private final MonitorFleet fleet;
  private final Observed observed;
  private final String namespace;
  private final Course course;
  private final Split split;
  private final Map<String, Settings> settings = new TreeMap<>();
  private final Map<String, Links> links = new HashMap<>();

  private FleetModelOf(Inspection inspection, Split split) {
    this.fleet = inspection.fleet();
    this.observed = inspection.observed();
    this.namespace = fleet.getMetadata().getNamespace();
    this.course = inspection.course();
    this.split = split;
  }

  static FleetModel valid(Inspection inspection, Split split) {
    return new FleetModelOf(inspection, split).valid(inspection.plcs());
  }

  /** What runs goes on; only what no longer exists is released, and a rollout may give Plcs the settings back that they had. */
  static FleetModel frozen(Inspection inspection, Split split) {
    return new FleetModelOf(inspection, split).frozen();
  }

  private FleetModel frozen() {
    Set<String> existing = observed.plcs().stream().map(p -> p.getMetadata().getUid()).collect(Collectors.toSet());
    String planned = observed.shardsOf(fleet).stream().map(s -> s.selector()).findFirst().orElse("");
    return new FleetModel(fleet, planned, back(existing), existing, Map.of(), Map.of(), FleetPlcs.selected(fleet, observed).stream()
        .map(p -> p.getMetadata().getUid()).collect(Collectors.toSet()), settings, course, split, MonitorRender.plcsPerPod(fleet.getSpec().monitor()), true);
  }

  /** Plcs that stay as they are but for the candidate's settings, which they are to have no longer. */
  private List<Wanted> back(Set<String> staying) {
    if (course.rollout() == null) return List.of();
    return staying(staying, e -> e.revision().equals(rollout().getSpec().to()) && !split.canary().contains(e.uid()));
  }

  /** Plcs whose newest spec cannot be used are read as the record has them, but by the revision of their time: else three would be in force one day. */
  private List<Wanted> along(Set<String> refused) {
    return staying(refused, e -> !e.revision().equals(revision(e)));
  }

  private List<Wanted> staying(Set<String> uids, Predicate<PlcEntry> which) {
    if (uids.isEmpty()) return List.of();
    Map<String, Plc> plcs = observed.plcs().stream().collect(Collectors.toMap(p -> p.getMetadata().getUid(), Function.identity(), (a, b) -> a));
    return observed.shardsOf(fleet).stream().flatMap(s -> s.entries().stream())
        .filter(e -> e.state() == State.Read && uids.contains(e.uid()) && plcs.containsKey(e.uid())).filter(which)
        .map(e -> wanted(Objects.requireNonNull(plcs.get(e.uid())), treated(e, Objects.requireNonNull(plcs.get(e.uid()))))).toList();
  }

  private String revision(PlcEntry entry) {
    return split.canary().contains(entry.uid()) ? rollout().getSpec().to() : course.stable();
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
    List<Wanted> wanted = Stream.concat(free.stream().map(plc -> wanted(plc, entry(plc))), along(plcs.refused().keySet()).stream()).toList();
    Set<String> uids = plcs.selected().stream().map(p -> p.getMetadata().getUid()).collect(Collectors.toSet());
    return new FleetModel(fleet, ShardJson.text(fleet.getSpec().selector()), wanted, new HashSet<>(plcs.refused().keySet()), plcs.refused(), held, uids,
        settings, course, split, MonitorRender.plcsPerPod(fleet.getSpec().monitor()), false);
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
    String revision = revision(entry);
    Links.Link link = link(plc, entry.endpoint(), revision);
    of(revision).links().put(link.key(), link.settings());
    return entry.on(revision, link.key(), profile(entry, plc, revision), shadow(plc, revision));
  }

  /** What its Plc names; while that cannot be used, what it is read by. */
  private String profile(PlcEntry entry, Plc plc, String revision) {
    String named = course.config(revision).profileOf(plc);
    Map<String, MonitorConfig.Profile> profiles = of(revision).profiles();
    if (profiles.containsKey(named)) return named;
    MonitorConfig.Profile found = snapshot(revision, named);
    boolean stays = found == null && !entry.profile().isEmpty();
    String name = stays ? entry.profile() : named;
    if (stays) found = Stream.of(snapshot(revision, name), recorded(entry.revision(), name)).filter(Objects::nonNull).findFirst().orElse(null);
    profiles.putIfAbsent(name, found == null ? ProfileSnapshot.standard() : found);
    return name;
  }

  private MonitorConfig.@Nullable Shadow shadow(Plc plc, String revision) {
    if (!split.shadow() || revision.equals(rollout().getSpec().to())) return null;
    String to = rollout().getSpec().to();
    String profile = course.config(to).profileOf(plc);
    of(to).profiles().computeIfAbsent(profile, name -> Objects.requireNonNullElseGet(snapshot(to, name), ProfileSnapshot::standard));
    return new MonitorConfig.Shadow(to, profile);
  }

  private Settings of(String revision) {
    return settings.computeIfAbsent(revision, _ -> new Settings(new TreeMap<>(), new TreeMap<>()));
  }

  private Links.Link link(Plc plc, Endpoint endpoint, String revision) {
    return links.computeIfAbsent(revision, r -> course.config(r).links()).of(plc, endpoint);
  }

  /** A profile that the revision does not have is one that a Plc has named since; by which it is read stays as it is, until a revision has it. */
  private MonitorConfig.@Nullable Profile snapshot(String revision, String name) {
    MonitorConfig.Profile own = course.config(revision).profile(name);
    if (own != null) return own;
    MonitorConfig.Profile recorded = recorded(revision, name);
    if (recorded != null) return recorded;
    ScoringProfile profile = observed.profiles().get(name);
    return profile == null || !ProfileCheck.problems(profile.getSpec()).isEmpty() ? null : ProfileSnapshot.of(profile.getSpec());
  }

  private MonitorConfig.@Nullable Profile recorded(String revision, String name) {
    return observed.shardsOf(fleet).stream().map(shard -> shard.config().settings().get(revision)).filter(Objects::nonNull)
        .map(settings -> settings.profiles().get(name)).filter(Objects::nonNull).findFirst().orElse(null);
  }

  private Wanted wanted(Plc plc, PlcEntry entry) {
    int maxSessions = link(plc, entry.endpoint(), entry.revision()).settings().connection().maxSessions();
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
