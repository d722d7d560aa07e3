package io.plcfleet.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What holds in every turn of every rollout, whatever happens. */
final class Invariants {
  private Invariants() {}

  static void check(VirtualFleet fleet, @Nullable Progress before, Turn turn) {
    everyPlcIsOnOneOfTheTwo(fleet, turn);
    theCohortOnlyGrowsUntilItGoesBack(fleet, turn);
    unitsStayTogether(fleet, turn);
    nothingIsWrittenAfterTheEnd(before, turn);
    nothingGrowsWhileItIsStopped(fleet, before, turn);
    nobodyHasTheChangeAfterGoingBack(fleet, before, turn);
  }

  private static void everyPlcIsOnOneOfTheTwo(VirtualFleet fleet, Turn turn) {
    Set<String> all = fleet.plcs.values().stream().map(p -> p.uid).collect(Collectors.toSet());
    assertThat(all).as("Plcs of the fleet").containsAll(turn.canary());
    assertThat(fleet.plcs.values()).allSatisfy(p -> assertThat(p.record).isIn(VirtualFleet.FROM, VirtualFleet.TO));
  }

  private static void theCohortOnlyGrowsUntilItGoesBack(VirtualFleet fleet, Turn turn) {
    if (goesBack(turn.progress().phase())) assertThat(turn.canary()).as("who has the change while it goes back").isEmpty();
    else assertThat(turn.canary()).as("who has the change keeps it").containsAll(having(fleet));
  }

  private static void unitsStayTogether(VirtualFleet fleet, Turn turn) {
    fleet.plcs.values().stream().collect(Collectors.groupingBy(p -> p.member(fleet.image).unit())).forEach((unit, together) ->
        assertThat(together.stream().map(p -> turn.canary().contains(p.uid)).distinct()).as("unit " + unit).hasSize(1));
  }

  private static void nothingIsWrittenAfterTheEnd(@Nullable Progress before, Turn turn) {
    if (before == null || !before.phase().isOver()) return;
    assertThat(turn.progress()).as("a rollout that is over").isEqualTo(before);
    assertThat(turn.decision()).isInstanceOf(Decision.Finish.class);
    assertThat(turn.baseline()).isFalse();
  }

  private static void nothingGrowsWhileItIsStopped(VirtualFleet fleet, @Nullable Progress before, Turn turn) {
    if (turn.progress().time().stopped() && !turn.progress().phase().isOver()) {
      Set<String> units = fleet.plcs.values().stream().filter(p -> p.record.equals(VirtualFleet.TO)).map(p -> p.member(fleet.image).unit()).collect(Collectors.toSet());
      Set<String> whole = fleet.plcs.values().stream().filter(p -> units.contains(p.member(fleet.image).unit())).map(p -> p.uid).collect(Collectors.toSet());
      assertThat(whole).as("nobody gets the change while it is stopped").containsAll(turn.canary());
    }
    if (before != null && turn.decision() instanceof Decision.Advance) assertThat(turn.progress().step()).isGreaterThan(before.step());
  }

  private static void nobodyHasTheChangeAfterGoingBack(VirtualFleet fleet, @Nullable Progress before, Turn turn) {
    if (before != null && before.phase() == Phase.RollingBack && turn.progress().phase().isOver()) assertThat(having(fleet)).as("records after going back").isEmpty();
  }

  private static boolean goesBack(Phase phase) {
    return phase == Phase.RollingBack || phase == Phase.RolledBack || phase == Phase.Superseded;
  }

  private static Set<String> having(VirtualFleet fleet) {
    return fleet.plcs.values().stream().filter(p -> p.record.equals(VirtualFleet.TO)).map(p -> p.uid).collect(Collectors.toSet());
  }
}
