package io.plcfleet.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever happens in whatever order, {@link Invariants} hold in every turn, and no phase follows another but as it is drawn; when all is
 * well again, the rollout comes to its end. What happens is told in the words of the stories: a case that fails can become one.
 */
class RolloutModelTest {
  private static final int PLCS = 9;
  private static final Pattern NAMED = Pattern.compile("plc-\\d+");
  private static final Pattern PASSES = Pattern.compile("(\\d+)s pass");

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void neverOutOfHandAndAlwaysToAnEnd(@ForAll("heads") List<String> head, @ForAll("happenings") List<String> happenings) {
    VirtualFleet fleet = Scenario.fleet(head);
    Scenario.Clock clock = new Scenario.Clock(fleet);
    clock.begin();
    happenings.stream().filter(h -> isPossible(fleet, h)).forEach(h -> happens(fleet, clock, h));
    makeWell(fleet);
    for (int i = 0; i < 24 && !fleet.phase().isOver(); i++) clock.pass(Duration.ofMinutes(5));
    assertThat(fleet.phase().isOver() || fleet.phase() == Phase.Frozen).as("over in the end:\n" + fleet.told()).isTrue();
    assertThat(PhasesTest.drawn()).containsAll(fleet.seen);
  }

  private static void happens(VirtualFleet fleet, Scenario.Clock clock, String happening) {
    Matcher passes = PASSES.matcher(happening);
    if (passes.matches()) {
      clock.pass(Duration.ofSeconds(Long.parseLong(passes.group(1))));
      return;
    }
    clock.happened();
    assertThat(Happening.happens(fleet, clock, happening)).as(happening).isTrue();
    clock.look();
  }

  private static boolean isPossible(VirtualFleet fleet, String happening) {
    Matcher named = NAMED.matcher(happening);
    return !named.find() || fleet.plcs.containsKey(named.group()) != happening.contains("is added");
  }

  private static void makeWell(VirtualFleet fleet) {
    fleet.verdicts.clear();
    fleet.loading = Duration.ofSeconds(3);
    fleet.graded = true;
    fleet.plcs.values().forEach(plc -> plc.maintenance = false);
    fleet.verbs = new Verbs(false, null, false, fleet.verbs.abort(), fleet.verbs.retry());
    fleet.monitors.values().forEach(monitor -> monitor.silent = false);
    if (fleet.wanted == null) fleet.wanted = VirtualFleet.TO;
  }

  @Provide
  Arbitrary<List<String>> heads() {
    Arbitrary<String> sizes = Combinators.combine(Arbitraries.integers().between(0, PLCS), Arbitraries.integers().between(1, 3), Arbitraries.integers().between(1, 4))
        .as((plcs, inCell, atMonitor) -> "fleet " + plcs + " Plcs, " + inCell + " in a cell, " + atMonitor + " at a monitor");
    Arbitrary<String> kinds = Arbitraries.of("", "", "scores alike", "another image");
    Arbitrary<String> policies = Arbitraries.of("", "rollout {onFailure: Freeze}", "rollout {onStuck: Rollback, progressDeadline: 1m}",
        "rollout {analysis: {onNoData: Rollback}}", "rollout {analysis: {onNoData: Proceed}}",
        "rollout {windows: [{from: \"07:00\", to: \"08:10\"}, {from: \"08:30\", to: \"06:00\"}]}",
        "rollout {steps: [{cohort: 40%, bake: 1m}, {shadow: 1m}, {selector: {matchLabels: {line: a}}, bake: 2m}, {cohort: 100%, bake: 3m}]}",
        "rollout {onFailure: Freeze, steps: [{selector: {matchLabels: {line: a}}, bake: 2m}, {cohort: 100%, bake: 3m}]}");
    return Combinators.combine(sizes, kinds, policies).as((size, kind, policy) -> List.of(size, kind, policy));
  }

  @Provide
  Arbitrary<List<String>> happenings() {
    Arbitrary<String> time = Arbitraries.of(1, 2, 5, 20, 70, 150, 310, 700).map(seconds -> seconds + "s pass");
    Arbitrary<String> measured = Arbitraries.of("SuccessRatio passes", "SuccessRatio is worse: 0.9", "SuccessRatio is worse everywhere: 0.9", "SuccessRatio has no data",
        "SuccessRatio has too few samples", "ReadP95 passes", "ReadP95 is worse: 2 s", "grades would change: 5", "grades would change: 0", "no grade is known yet");
    Arbitrary<String> asked = Arbitraries.of("paused is set", "paused is removed", "promoteStep 1 is set", "promoteStep 2 is set", "promoteStep 3 is set",
        "promoteFull is set", "abort is set", "retry is set");
    Arbitrary<String> edited = Arbitraries.of("the settings are edited again", "the edit is taken back", "the profile is deleted", "the profile is there again");
    Arbitrary<String> machinery = Arbitraries.of("the operator is killed before it writes the records", "the operator is away for 10m", "the clock jumps ahead by 20m",
        "the clock jumps back by 20m", "loading takes 30s from now on", "loading takes 1s from now on");
    Arbitrary<String> happening = Arbitraries.frequencyOf(Tuple.of(10, time), Tuple.of(4, measured), Tuple.of(2, asked),
        Tuple.of(1, edited), Tuple.of(2, machinery), Tuple.of(4, ofPlcs()));
    return happening.list().ofMaxSize(40);
  }

  private static Arbitrary<String> ofPlcs() {
    Arbitrary<String> plcs = Arbitraries.integers().between(1, PLCS + 2).map(i -> String.format(Locale.ROOT, "plc-%02d", i));
    return Combinators.combine(plcs, Arbitraries.of("%s is added", "%s is added to cell-1", "%s is removed", "%s gets the label line=a", "%s gets the label line=b",
        "maintenance of %s begins", "maintenance of %s ends", "the monitor of %s falls silent", "the monitor of %s reports again", "the monitor of %s restarts"))
        .as((plc, words) -> words.replace("%s", plc));
  }
}
