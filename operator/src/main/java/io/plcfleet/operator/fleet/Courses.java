package io.plcfleet.operator.fleet;

import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.api.v1alpha1.MonitorFleetStatus;
import io.plcfleet.api.v1alpha1.Plc;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.monitor.ChildLabels;
import io.plcfleet.operator.revision.Revisions;
import io.plcfleet.operator.revision.SharedConfig;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out which revision is stable, which one is asked for, and whether that takes a rollout. */
final class Courses {
  private final MonitorFleet fleet;
  private final Observed observed;
  private final Collection<Plc> plcs;
  private final Map<String, SharedConfig> known;
  private final List<ConfigRollout> rollouts;

  private Courses(MonitorFleet fleet, Observed observed, Collection<Plc> plcs) {
    this.fleet = fleet;
    this.observed = observed;
    this.plcs = plcs;
    this.known = new HashMap<>(observed.revisions());
    this.rollouts = observed.rollouts().stream().sorted(Comparator.comparingLong(Courses::sequence)).toList();
  }

  /**
   * @param live what the fleet's resources ask for; absent while they cannot be used
   * @param plcs those of the fleet whose own spec can be used
   */
  static Course of(MonitorFleet fleet, Observed observed, @Nullable SharedConfig live, Collection<Plc> plcs) {
    return new Courses(fleet, observed, plcs).course(live);
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

  private Course course(@Nullable SharedConfig live) {
    if (live != null) known.put(live.revision(), live);
    ConfigRollout newest = rollouts.isEmpty() ? null : rollouts.getLast();
    String stable = stable(newest, live);
    if (newest != null && isUnderWay(newest)) {
      String wanted = live == null ? null : asOneOf(live, newest.getSpec().to(), newest.getSpec().from());
      return new Course(stable, wanted, known, newest, null, newest, null);
    }
    if (live == null) return new Course(stable, null, known, null, null, newest, null);
    String wanted = live.revision();
    if (Revisions.alike(Objects.requireNonNull(known.get(stable), stable), live, plcs)) return new Course(wanted, wanted, known, null, null, newest, null);
    boolean failedBefore = newest != null && phase(newest) == Phase.RolledBack && newest.getSpec().to().equals(asOneOf(live, newest.getSpec().to()));
    boolean retry = newest != null && Boolean.TRUE.equals(newest.getSpec().retry());
    if (failedBefore && !retry) return new Course(stable, wanted, known, null, newest, newest, null);
    return new Course(stable, wanted, known, null, null, newest, begin(stable, wanted, newest, failedBefore));
  }

  private Course.Begin begin(String stable, String wanted, @Nullable ConfigRollout newest, boolean again) {
    int attempt = 1 + (int) rollouts.stream().filter(r -> r.getSpec().to().equals(wanted)).map(r -> r.getMetadata().getName())
        .mapToInt(Courses::attempt).max().orElse(0);
    return new Course.Begin(stable, wanted, attempt, newest == null ? 1 : sequence(newest) + 1, again ? newest : null);
  }

  private static int attempt(String name) {
    return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
  }

  private boolean isUnderWay(ConfigRollout rollout) {
    return !isOver(rollout) && known.containsKey(rollout.getSpec().from()) && known.containsKey(rollout.getSpec().to());
  }

  /** The first of the revisions that makes no difference to any Plc, else its own. */
  private String asOneOf(SharedConfig live, String... revisions) {
    for (String revision : revisions) {
      SharedConfig config = known.get(revision);
      if (revision.equals(live.revision()) || (config != null && Revisions.alike(config, live, plcs))) return revision;
    }
    return live.revision();
  }

  /** What a rollout says counts for more than the fleet's status, which is written after it. */
  private String stable(@Nullable ConfigRollout newest, @Nullable SharedConfig live) {
    if (newest != null && isUnderWay(newest)) return newest.getSpec().from();
    MonitorFleetStatus status = fleet.getStatus();
    boolean taken = newest != null && status != null && status.rollout() != null && status.rollout().name().equals(newest.getMetadata().getName())
        && status.rollout().phase() == phase(newest);
    if (newest != null && phase(newest) == Phase.Succeeded && !taken && known.containsKey(newest.getSpec().to())) return newest.getSpec().to();
    String said = status == null || status.revision() == null ? null : status.revision().stable();
    if (said != null && known.containsKey(said)) return said;
    return byRecords().or(() -> Optional.ofNullable(live).map(SharedConfig::revision))
        .orElseGet(() -> known.keySet().stream().sorted().findFirst().orElse(""));
  }

  /** Without any word of it: what most Plcs are read by. */
  private Optional<String> byRecords() {
    Map<String, Long> count = observed.shardsOf(fleet).stream().flatMap(s -> s.entries().stream()).filter(e -> e.state() == State.Read)
        .map(PlcEntry::revision).filter(known::containsKey).collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return count.entrySet().stream().max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey);
  }
}
