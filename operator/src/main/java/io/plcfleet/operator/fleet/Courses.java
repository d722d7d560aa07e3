package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetStatus;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.outcome.Problem;
import io.plcfleet.operator.revision.RevisionRecord;
import io.plcfleet.operator.revision.Revisions;
import io.plcfleet.operator.revision.SharedConfig;
import io.plcfleet.operator.status.ConditionReason;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out which revision is stable, which one is asked for, and whether that takes a rollout. */
final class Courses {
  private final MonitorFleet fleet;
  private final Observed observed;
  /** Those whose treatment counts: sound, or read whatever their spec has become. */
  private final List<Plc> concerned;
  /** Those whose profile counts. */
  private final List<Plc> naming;
  private final Map<String, SharedConfig> known;
  private final List<ConfigRollout> rollouts;

  private Courses(MonitorFleet fleet, Observed observed, FleetPlcs plcs) {
    this.fleet = fleet;
    this.observed = observed;
    Set<String> read = observed.shardsOf(fleet).stream().flatMap(s -> s.entries().stream()).filter(e -> e.state() == State.Read).map(PlcEntry::uid)
        .collect(Collectors.toSet());
    List<Plc> readPlcs = observed.plcs().stream().filter(p -> read.contains(p.getMetadata().getUid())).toList();
    this.concerned = once(Stream.concat(plcs.sound().stream(), readPlcs.stream().filter(p -> PlcCheck.endpoint(p.getSpec()).isPresent())));
    this.naming = once(Stream.concat(plcs.selected().stream(), readPlcs.stream()));
    this.known = new HashMap<>(observed.revisions());
    this.rollouts = observed.rollouts().stream().sorted(Comparator.comparingLong(Courses::sequence)).toList();
  }

  /** Each once, by its uid: two thousand resources compared whole would cost more than all that follows. */
  private static List<Plc> once(Stream<Plc> plcs) {
    Map<String, Plc> byUid = new LinkedHashMap<>();
    plcs.forEach(plc -> byUid.putIfAbsent(plc.getMetadata().getUid(), plc));
    return List.copyOf(byUid.values());
  }

  /** @param usable whether the fleet's resources ask for something that can be done */
  static Course of(MonitorFleet fleet, Observed observed, FleetPlcs plcs, boolean usable) {
    return new Courses(fleet, observed, plcs).course(usable);
  }

  /** Later rollouts of a fleet have greater numbers; 0 without one. */
  static long sequence(ConfigRollout rollout) {
    Map<String, String> annotations = rollout.getMetadata().getAnnotations();
    return annotations == null ? 0 : Long.parseLong(annotations.getOrDefault(ChildLabels.SEQUENCE, "0"));
  }

  static @Nullable Phase phase(ConfigRollout rollout) {
    return rollout.getStatus() == null ? null : rollout.getStatus().phase();
  }

  static boolean isOver(ConfigRollout rollout) {
    Phase phase = phase(rollout);
    return phase != null && phase.isOver();
  }

  private Course course(boolean usable) {
    ConfigRollout newest = rollouts.isEmpty() ? null : rollouts.getLast();
    ConfigRollout underWay = newest != null && isUnderWay(newest) ? newest : null;
    Optional<String> stored = stored(newest, underWay);
    SharedConfig last = known.get(underWay == null ? stored.orElse("") : underWay.getSpec().to());
    SharedConfig live = usable ? SharedConfig.of(fleet.getSpec(), naming, observed.profiles(), last) : null;
    if (live != null) known.put(live.revision(), live);
    String stable = stored.or(() -> Optional.ofNullable(live).map(SharedConfig::revision)).orElse("");
    if (underWay != null) {
      String wanted = live == null ? null : asOneOf(live, underWay.getSpec().to(), underWay.getSpec().from());
      return new Course(stable, wanted, known, underWay, null, underWay, null, null);
    }
    Problem lost = newest == null || isOver(newest) ? null : lost(newest);
    if (live == null || lost != null) return new Course(stable, null, known, null, null, newest, null, lost);
    String wanted = live.revision();
    if (alike(stable, live)) return new Course(wanted, wanted, known, null, null, newest, null, null);
    boolean failedBefore = newest != null && phase(newest) == Phase.RolledBack && newest.getSpec().to().equals(asOneOf(live, newest.getSpec().to()));
    boolean retry = newest != null && Boolean.TRUE.equals(newest.getSpec().retry());
    if (failedBefore && !retry) return new Course(stable, wanted, known, null, newest, newest, null, null);
    Course.Begin begin = new Course.Begin(stable, wanted, newest == null ? 1 : sequence(newest) + 1, failedBefore ? newest : null);
    return new Course(stable, wanted, known, null, null, newest, begin, null);
  }

  /** What it goes by can be neither gone on with nor gone back from. */
  private static Problem lost(ConfigRollout rollout) {
    String name = rollout.getSpec().fleetRef().name();
    return new Problem("ConfigRollout " + rollout.getMetadata().getName(), ConditionReason.RecordLost, "it goes by the ControllerRevisions "
        + RevisionRecord.name(name, rollout.getSpec().from()) + " and " + RevisionRecord.name(name, rollout.getSpec().to())
        + ", which are not both there, or cannot be read. Everything stays as it is: put them back, or delete the ConfigRollout, and what most Plcs are read by is stable");
  }

  private boolean isUnderWay(ConfigRollout rollout) {
    return !isOver(rollout) && known.containsKey(rollout.getSpec().from()) && known.containsKey(rollout.getSpec().to());
  }

  /** The first of the revisions that makes no difference to any Plc, else its own. */
  private String asOneOf(SharedConfig live, String... revisions) {
    for (String revision : revisions) {
      if (alike(revision, live)) return revision;
    }
    return live.revision();
  }

  private boolean alike(String revision, SharedConfig live) {
    SharedConfig config = known.get(revision);
    return revision.equals(live.revision()) || (config != null && Revisions.alike(config, live, concerned) && recordsAgree(revision, config, live));
  }

  /** A profile that Plcs have named since the revision was made is in force as the records have it. */
  private boolean recordsAgree(String revision, SharedConfig config, SharedConfig live) {
    return live.profiles().keySet().stream().filter(name -> config.profile(name) == null).allMatch(name -> observed.shardsOf(fleet).stream()
        .map(shard -> shard.config().settings().get(revision)).filter(Objects::nonNull).map(settings -> settings.profiles().get(name)).filter(Objects::nonNull)
        .allMatch(recorded -> recorded.equals(live.profile(name))));
  }

  /** What a rollout says counts for more than the fleet's status, which is written after it. */
  private Optional<String> stored(@Nullable ConfigRollout newest, @Nullable ConfigRollout underWay) {
    if (underWay != null) return Optional.of(underWay.getSpec().from());
    MonitorFleetStatus status = fleet.getStatus();
    boolean taken = newest != null && status != null && status.rollout() != null && status.rollout().name().equals(newest.getMetadata().getName())
        && status.rollout().phase() == phase(newest);
    if (newest != null && phase(newest) == Phase.Succeeded && !taken && known.containsKey(newest.getSpec().to())) return Optional.of(newest.getSpec().to());
    String said = status == null || status.revision() == null ? null : status.revision().stable();
    return said != null && known.containsKey(said) ? Optional.of(said) : byRecords();
  }

  /** Without any word of it: what most Plcs are read by. */
  private Optional<String> byRecords() {
    Map<String, Long> count = observed.shardsOf(fleet).stream().flatMap(s -> s.entries().stream()).filter(e -> e.state() == State.Read)
        .map(PlcEntry::revision).filter(known::containsKey).collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return count.entrySet().stream().max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey);
  }
}
