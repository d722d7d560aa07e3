package io.plcfleet.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.ConfigRollout;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.contract.MonitorConfig.LinkSettings;
import io.plcfleet.contract.MonitorConfig.PlcEntry;
import io.plcfleet.contract.MonitorConfig.State;
import io.plcfleet.operator.shard.ShardKey;
import io.plcfleet.operator.shard.ShardRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds after each write and each event at a {@link VirtualPlant}, over all its rollouts. */
final class Ledger {
  private final VirtualPlant plant;
  /** By fleet: revisions that were first, or that a rollout brought to all, or that make no difference to one of these. */
  private final Map<String, Set<String>> succeeded = new HashMap<>();
  /** By name: a rollout that is over, as it was then; what a retry notes in it left out. */
  private final Map<String, String> over = new HashMap<>();
  /** By name of the rollout: uids that got its change. */
  private final Map<String, Set<String>> have = new HashMap<>();
  /** How often what was met, so that a test can tell that it was not met by nobody. */
  final Map<String, Integer> met = new HashMap<>();

  Ledger(VirtualPlant plant) {
    this.plant = plant;
  }

  void check() {
    noDeviceIsReadTwice();
    for (String fleet : VirtualPlant.FLEETS) {
      everyPlcIsOnOneOfTwo(fleet);
      plant.all(fleet).forEach(this::whatIsOverStays);
      theCohortOnlyGrows(fleet);
    }
  }

  private void noDeviceIsReadTwice() {
    Map<String, ShardKey> readers = new HashMap<>();
    plant.pods.forEach((key, pod) -> pod.reads().keySet().forEach(device -> {
      ShardKey other = readers.put(device, key);
      assertThat(other).as(() -> device + " is read by " + key + " as well\n" + plant).isNull();
    }));
  }

  private void everyPlcIsOnOneOfTwo(String fleet) {
    Set<String> on = new HashSet<>();
    plant.recordsOf(fleet).stream().flatMap(r -> r.entries().stream()).filter(e -> e.state() == State.Read).forEach(e -> on.add(e.revision()));
    assertThat(on).as(() -> "revisions that Plcs of " + fleet + " are on\n" + plant).hasSizeLessThanOrEqualTo(2);
    ConfigRollout newest = plant.all(fleet).isEmpty() ? null : plant.all(fleet).getLast();
    if (newest == null || Courses.phase(newest) == null || Courses.isOver(newest)) return;
    assertThat(on).as(() -> "revisions that Plcs of " + fleet + " are on\n" + plant).isSubsetOf(newest.getSpec().from(), newest.getSpec().to());
  }

  private void whatIsOverStays(ConfigRollout rollout) {
    if (!Courses.isOver(rollout)) return;
    String now = Serialization.asJson(Objects.requireNonNull(rollout.getStatus()).retried(""));
    String then = over.putIfAbsent(rollout.getMetadata().getName(), now);
    if (then != null) assertThat(now).as(() -> rollout.getMetadata().getName() + " is over").isEqualTo(then);
    else met.merge(String.valueOf(Courses.phase(rollout)), 1, Integer::sum);
    if (Courses.phase(rollout) == Phase.Succeeded) succeeded(rollout.getSpec().fleetRef().name()).add(rollout.getSpec().to());
  }

  private void theCohortOnlyGrows(String fleet) {
    ConfigRollout rollout = plant.all(fleet).isEmpty() ? null : plant.all(fleet).getLast();
    Phase phase = rollout == null ? null : Courses.phase(rollout);
    if (rollout == null || phase == null || phase.isOver() || phase == Phase.RollingBack) return;
    Set<String> there = new HashSet<>();
    Set<String> on = new HashSet<>();
    for (ShardRecord record : plant.recordsOf(fleet)) {
      record.entries().stream().filter(e -> e.state() == State.Read).forEach(e -> {
        there.add(e.uid());
        if (e.revision().equals(rollout.getSpec().to())) on.add(e.uid());
      });
    }
    Set<String> had = have.computeIfAbsent(rollout.getMetadata().getName(), _ -> new HashSet<>());
    had.retainAll(there);
    assertThat(on).as(() -> "who has the change of " + rollout.getMetadata().getName() + "\n" + plant).containsAll(had);
    had.addAll(on);
  }

  /** What became stable without a rollout makes no difference to any Plc. */
  void decided(String fleet, Course course, @Nullable String before) {
    String after = course.stable();
    if (before == null || before.equals(after) || succeeded(fleet).contains(after)) {
      if (before == null) succeeded(fleet).add(after);
      return;
    }
    assertThat(course.begin()).as("a rollout begins when nothing was adopted").isNull();
    met.merge("Adopted", 1, Integer::sum);
    assertThat(intervals(fleet)).as(() -> "how Plcs of " + fleet + " are read, by " + after + " which nobody tried\n" + plant)
        .allMatch(interval -> interval.equals(plantInterval(course)));
    succeeded(fleet).add(after);
  }

  private static long plantInterval(Course course) {
    String declared = Objects.requireNonNull(Objects.requireNonNull(Objects.requireNonNull(course.config(course.stable()).defaults()).polling()).interval());
    return declared.endsWith("ms") ? Long.parseLong(declared.substring(0, declared.length() - 2)) : 1000 * Long.parseLong(declared.substring(0, declared.length() - 1));
  }

  private List<Long> intervals(String fleet) {
    List<Long> intervals = new ArrayList<>();
    for (ShardRecord record : plant.recordsOf(fleet)) {
      for (PlcEntry entry : record.entries()) {
        LinkSettings link = Objects.requireNonNull(record.config().settings().get(entry.revision())).links().get(entry.link());
        if (entry.state() == State.Read) intervals.add(Objects.requireNonNull(link).polling().intervalMillis());
      }
    }
    return intervals;
  }

  void begins(String fleet, Course.Begin begin) {
    met.merge(begin.retried() == null ? "Begin" : "Retry", 1, Integer::sum);
    assertThat(succeeded(fleet)).as(() -> "revisions of " + fleet + " that succeeded\n" + plant).contains(begin.from());
    List<ConfigRollout> before = plant.all(fleet);
    assertThat(before).as("numbers of rollouts before").allMatch(rollout -> Courses.sequence(rollout) < begin.sequence());
    ConfigRollout newest = before.isEmpty() ? null : before.getLast();
    if (newest == null) return;
    assertThat(Courses.isOver(newest)).as("the rollout before is over").isTrue();
    boolean again = Courses.phase(newest) == Phase.RolledBack && newest.getSpec().to().equals(begin.to());
    if (again) assertThat(newest.getSpec().retry()).as(() -> "what failed is tried again when somebody asks for it\n" + plant).isTrue();
    if (begin.retried() != null) assertThat(begin.retried()).isSameAs(newest);
  }

  private Set<String> succeeded(String fleet) {
    return succeeded.computeIfAbsent(fleet, _ -> new HashSet<>());
  }
}
