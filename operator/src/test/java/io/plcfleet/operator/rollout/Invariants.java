package io.plcfleet.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.FinishedStep;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds in every turn of every rollout, whatever happens. */
final class Invariants {
  private final Map<String, Boolean> wanted = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> having = new HashSet<>();
  /** With all Plcs of their units. */
  private final Set<String> entitled = new HashSet<>();
  private final List<String> apart = new ArrayList<>();
  private final List<String> strange = new ArrayList<>();
  private final @Nullable Progress before;
  private final Turn turn;

  private Invariants(VirtualFleet fleet, @Nullable Progress before, Turn turn) {
    this.before = before;
    this.turn = turn;
    Set<String> units = new HashSet<>();
    for (VirtualPlc plc : fleet.plcs.values()) {
      known.add(plc.uid);
      if (!plc.record.equals(VirtualFleet.FROM) && !plc.record.equals(VirtualFleet.TO)) strange.add(plc.name + " is on " + plc.record);
      boolean has = turn.canary().contains(plc.uid);
      Boolean others = wanted.put(plc.unit(fleet.image), has);
      if (others != null && others != has) apart.add(plc.name);
      if (!plc.record.equals(VirtualFleet.TO)) continue;
      having.add(plc.uid);
      units.add(plc.unit(fleet.image));
    }
    fleet.plcs.values().stream().filter(p -> units.contains(p.unit(fleet.image))).forEach(p -> entitled.add(p.uid));
  }

  /** @param before what was remembered; absent before the first turn */
  static void check(VirtualFleet fleet, @Nullable Progress before, Turn turn) {
    Invariants invariants = new Invariants(fleet, before, turn);
    invariants.everyPlcIsOnOneOfTheTwo();
    invariants.theCohortOnlyGrowsUntilItGoesBack();
    invariants.nothingIsWrittenAfterTheEnd();
    invariants.nothingGrowsWhileItIsStopped();
    invariants.nobodyHasTheChangeAfterGoingBack();
    invariants.nobodyFollowsWhileMostAreInMaintenance(fleet);
  }

  /** Each step that is over is kept once, in the turn that ends it, and is never touched again. */
  static void stepsAreKept(@Nullable ConfigRolloutStatus before, ConfigRolloutStatus after) {
    List<FinishedStep> kept = before == null ? List.of() : over(before);
    assertThat(over(after).stream().limit(kept.size()).toList()).as("steps that were over before").isEqualTo(kept);
    List<Integer> numbers = over(after).stream().map(FinishedStep::step).toList();
    assertThat(numbers).as("steps that are over").isSorted().doesNotHaveDuplicates();
    int current = Objects.requireNonNull(after.step());
    boolean ended = after.phase() == Phase.RollingBack || Objects.requireNonNull(after.phase()).isOver();
    if (ended && current > 0) assertThat(numbers).as("steps that are over").endsWith(current);
    else assertThat(numbers).as("steps that are over").allMatch(number -> number < current);
    int left = before == null ? 0 : Objects.requireNonNull(before.step());
    if (left > 0 && left != current) assertThat(numbers).as("steps that are over").contains(left);
  }

  private static List<FinishedStep> over(ConfigRolloutStatus status) {
    return Objects.requireNonNullElse(status.finishedSteps(), List.of());
  }

  private void everyPlcIsOnOneOfTheTwo() {
    assertThat(known.containsAll(turn.canary())).as("only Plcs of the fleet get the change").isTrue();
    assertThat(strange).as("Plcs on another revision").isEmpty();
    assertThat(apart).as("Plcs that get another revision than the rest of their unit").isEmpty();
  }

  private void theCohortOnlyGrowsUntilItGoesBack() {
    Phase phase = turn.progress().phase();
    boolean back = phase == Phase.RollingBack || phase == Phase.RolledBack || phase == Phase.Superseded;
    if (back) assertThat(turn.canary()).as("who has the change while it goes back").isEmpty();
    else assertThat(turn.canary().containsAll(having)).as("who has the change keeps it").isTrue();
    if (before != null && turn.decision() instanceof Decision.Advance) assertThat(turn.progress().step()).as("the same step only when it begins anew").isGreaterThanOrEqualTo(before.step());
  }

  private void nothingIsWrittenAfterTheEnd() {
    if (before == null || !before.phase().isOver()) return;
    assertThat(turn.progress()).as("a rollout that is over").isEqualTo(before);
    assertThat(turn.decision()).isInstanceOf(Decision.Finish.class);
    assertThat(turn.baseline()).isFalse();
  }

  private void nothingGrowsWhileItIsStopped() {
    boolean stopped = turn.progress().time().stopped() || turn.progress().phase() == Phase.Frozen;
    if (stopped && !turn.progress().phase().isOver()) assertThat(entitled.containsAll(turn.canary())).as("nobody gets the change now").isTrue();
  }

  /** Unless somebody asks for it, or the last step began before. */
  private void nobodyFollowsWhileMostAreInMaintenance(VirtualFleet fleet) {
    long active = fleet.plcs.values().stream().filter(p -> !p.maintenance).count();
    boolean last = before != null && before.begun() && before.isLast();
    if (2 * active >= known.size() || last || fleet.verbs.promoteFull()) return;
    if (!turn.progress().phase().isOver()) assertThat(entitled.containsAll(turn.canary())).as("nobody gets the change while most are in maintenance").isTrue();
  }

  private void nobodyHasTheChangeAfterGoingBack() {
    if (before != null && before.phase() == Phase.RollingBack && turn.progress().phase().isOver()) assertThat(having).as("who has the change after going back").isEmpty();
  }
}
