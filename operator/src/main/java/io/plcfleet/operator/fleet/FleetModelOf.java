package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.LinkOverride;
import io.plcfleet.api.v1alpha1.LinkSettings;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetSpec;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.api.v1alpha1.PlcLabels;
import io.plcfleet.api.v1alpha1.PlcSpec;
import io.plcfleet.api.v1alpha1.ScoringProfile;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec;
import io.plcfleet.contract.Endpoint;
import io.plcfleet.contract.MonitorConfig;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.Settings;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.links.Layers;
import io.plcfleet.operator.links.Links;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.shard.Placement.NotPlaced;
import io.plcfleet.operator.shard.ShardJson;
import io.plcfleet.operator.shard.Wanted;
import io.plcfleet.profile.ProfileSnapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the model of a fleet from what was observed. */
final class FleetModelOf {
  private static final int PLCS_PER_POD = 250;
  private static final int REVISION_DIGITS = 10;

  private final MonitorFleet fleet;
  private final Observed observed;
  private final String namespace;
  private final Links links;

  private FleetModelOf(MonitorFleet fleet, Observed observed) {
    this.fleet = fleet;
    this.observed = observed;
    this.namespace = fleet.getMetadata().getNamespace();
    this.links = new Links(fleet.getSpec());
  }

  static FleetModel valid(MonitorFleet fleet, Observed observed) {
    return new FleetModelOf(fleet, observed).valid();
  }

  /** What runs goes on; only what no longer exists is released. */
  static FleetModel frozen(MonitorFleet fleet, Observed observed) {
    FleetModelOf of = new FleetModelOf(fleet, observed);
    Set<String> existing = observed.plcs().stream().map(p -> p.getMetadata().getUid()).collect(Collectors.toSet());
    String planned = observed.shardsOf(fleet).stream().map(s -> s.selector()).findFirst().orElse("");
    return new FleetModel(fleet, planned, List.of(), existing, Map.of(), Map.of(), of.selected().stream().map(p -> p.getMetadata().getUid())
        .collect(Collectors.toSet()), new Settings(Map.of(), Map.of()), "", of.plcsPerPod(), true);
  }

  private FleetModel valid() {
    List<Plc> selected = selected();
    Map<String, List<Problem>> refused = new HashMap<>();
    Map<String, NotPlaced> held = new HashMap<>();
    List<Plc> sound = new ArrayList<>();
    Rivals rivals = new Rivals(fleet, observed);
    for (Plc plc : selected) {
      List<Problem> problems = PlcCheck.problems(plc, fleet, observed.profiles());
      Optional<NotPlaced> rival = problems.isEmpty() ? rivals.against(plc) : Optional.empty();
      if (!problems.isEmpty()) refused.put(plc.getMetadata().getUid(), problems);
      else if (rival.isPresent()) held.put(plc.getMetadata().getUid(), rival.get());
      else sound.add(plc);
    }
    Settings settings = settings(sound);
    String revision = revision(shared(selected));
    List<Wanted> wanted = sound.stream().map(plc -> wanted(plc, revision)).toList();
    Set<String> uids = selected.stream().map(p -> p.getMetadata().getUid()).collect(Collectors.toSet());
    return new FleetModel(fleet, ShardJson.text(fleet.getSpec().selector()), wanted, new HashSet<>(refused.keySet()), refused, held, uids,
        settings, revision, plcsPerPod(), false);
  }

  private List<Plc> selected() {
    return observed.plcs().stream()
        .filter(p -> p.getMetadata().getNamespace().equals(namespace) && p.getMetadata().getDeletionTimestamp() == null)
        .filter(p -> LabelMatch.matches(fleet.getSpec().selector(), p)).toList();
  }

  private int plcsPerPod() {
    MonitorFleetSpec.Monitor monitor = fleet.getSpec().monitor();
    return monitor == null || monitor.plcsPerPod() == null ? PLCS_PER_POD : monitor.plcsPerPod();
  }

  private Settings settings(List<Plc> plcs) {
    Map<String, MonitorConfig.LinkSettings> treated = new TreeMap<>();
    Map<String, MonitorConfig.Profile> profiles = new TreeMap<>();
    for (Plc plc : plcs) {
      Links.Link link = links.of(plc);
      treated.put(link.key(), link.settings());
      profiles.computeIfAbsent(profile(plc), this::snapshot);
    }
    return new Settings(treated, profiles);
  }

  private MonitorConfig.Profile snapshot(String name) {
    ScoringProfile profile = name.equals(ProfileSnapshot.BUILT_IN) ? null : observed.profiles().get(name);
    return profile == null ? ProfileSnapshot.standard() : ProfileSnapshot.of(profile.getSpec());
  }

  private String profile(Plc plc) {
    if (plc.getSpec().profileRef() != null) return plc.getSpec().profileRef().name();
    return fleet.getSpec().profileRef() == null ? ProfileSnapshot.BUILT_IN : fleet.getSpec().profileRef().name();
  }

  private Wanted wanted(Plc plc, String revision) {
    PlcSpec spec = plc.getSpec();
    Endpoint endpoint = spec.endpoint();
    Links.Link link = links.of(plc);
    PlcEntry entry = new PlcEntry(plc.getMetadata().getName(), plc.getMetadata().getUid(), revision, State.Read,
        endpoint instanceof Endpoint.Modbus modbus ? modbus : null, endpoint instanceof Endpoint.S7 s7 ? s7 : null,
        endpoint instanceof Endpoint.OpcUa opcUa ? opcUa : null, endpoint instanceof Endpoint.Eip eip ? eip : null,
        endpoint instanceof Endpoint.Ads ads ? ads : null,
        link.key(), TagEntries.of(spec.tags()), spec.polling() == null ? null : Layers.own(spec.polling()), profile(plc), null,
        maintenance(spec.maintenance()), info(plc));
    return new Wanted(entry, namespace, group(plc), Instant.parse(plc.getMetadata().getCreationTimestamp()), link.settings().connection().maxSessions());
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

  private List<LinkOverride> overrides() {
    List<LinkOverride> all = fleet.getSpec().overrides() == null ? List.of() : fleet.getSpec().overrides();
    return all.stream().sorted(Comparator.comparing(LinkOverride::name)).toList();
  }

  /**
   * What all Plcs of a fleet share, as it is declared. What is built in is no part of it, so that another operator version is no other revision.
   *
   * @param builtIn whether any goes by the built-in profile
   * @param profiles that they name, and that there are
   */
  private record Shared(@Nullable LinkSettings defaults, List<LinkOverride> overrides, boolean builtIn, Map<String, ScoringProfileSpec> profiles) {}

  /** @param selected all of them: that one is not sound is no matter of the others */
  private Shared shared(List<Plc> selected) {
    Set<String> names = selected.stream().map(this::profile).collect(Collectors.toSet());
    boolean builtIn = names.remove(ProfileSnapshot.BUILT_IN);
    Map<String, ScoringProfileSpec> profiles = new TreeMap<>();
    for (String name : names) {
      ScoringProfile profile = observed.profiles().get(name);
      if (profile != null) profiles.put(name, profile.getSpec());
    }
    return new Shared(fleet.getSpec().defaults(), overrides(), builtIn, profiles);
  }

  private static String revision(Shared shared) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(ShardJson.text(shared).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, REVISION_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
