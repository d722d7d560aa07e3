package io.plcfleet.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CohortsTest {
  private static final String TO = "r2";

  @Property(tries = 200)
  void theSizeIsThePercentageRoundedUpAndNoCellHasASecondPlcBeforeEachHasOne(
      @ForAll @IntRange(min = 1, max = 60) int plcs, @ForAll @IntRange(min = 1, max = 12) int cells, @ForAll @IntRange(min = 1, max = 100) int percent) {
    List<Member> members = members(plcs, cells, 1);
    Set<String> cohort = cohort(members, percent);
    assertThat(cohort).hasSize((int) Math.ceil(plcs * percent / 100.0));
    Map<String, Long> inCells = members.stream().filter(m -> cohort.contains(m.uid())).collect(Collectors.groupingBy(Member::cell, Collectors.counting()));
    Map<String, Long> ofCells = members.stream().collect(Collectors.groupingBy(Member::cell, Collectors.counting()));
    long most = inCells.values().stream().mapToLong(n -> n).max().orElse(0);
    ofCells.forEach((cell, all) -> assertThat(inCells.getOrDefault(cell, 0L)).as(cell).isGreaterThanOrEqualTo(Math.min(all, most - 1)));
  }

  @Property(tries = 100)
  void theOrderOfThePlcsDoesNotMatterNorAGrowthThatWasInterrupted(
      @ForAll @IntRange(min = 1, max = 40) int plcs, @ForAll @IntRange(min = 1, max = 100) int percent, @ForAll long seed) {
    List<Member> members = members(plcs, 7, 1);
    Set<String> whole = cohort(members, percent);
    Random random = new Random(seed);
    Collections.shuffle(members, random);
    Set<String> written = whole.stream().filter(_ -> random.nextBoolean()).collect(Collectors.toSet());
    assertThat(cohort(members, percent)).isEqualTo(whole);
    assertThat(cohort(on(members, written), percent)).isEqualTo(whole);
  }

  @Property(tries = 100)
  void ofLargerUnitsAnInterruptedGrowthMayTakeFewerButEnoughAndNoOthers(
      @ForAll @IntRange(min = 1, max = 40) int plcs, @ForAll @IntRange(min = 1, max = 100) int percent, @ForAll long seed) {
    List<Member> members = members(plcs, 7, 3);
    Set<String> whole = cohort(members, percent);
    Random random = new Random(seed);
    Set<String> written = whole.stream().filter(_ -> random.nextBoolean()).collect(Collectors.toSet());
    Set<String> resumed = cohort(on(members, written), percent);
    assertThat(whole).containsAll(resumed);
    assertThat(resumed).containsAll(written).hasSizeGreaterThanOrEqualTo((int) Math.ceil(plcs * percent / 100.0));
  }

  @Property(tries = 100)
  void aLargerStepKeepsWhoHasIt(@ForAll @IntRange(min = 1, max = 40) int plcs, @ForAll @IntRange(min = 1, max = 100) int small, @ForAll @IntRange(min = 1, max = 100) int large) {
    Assume.that(small <= large);
    List<Member> members = members(plcs, 5, 3);
    Set<String> first = cohort(members, small);
    assertThat(cohort(on(members, first), large)).containsAll(first);
  }

  @Property(tries = 50)
  void anotherChangeTriesOtherPlcs(@ForAll @IntRange(min = 100, max = 200) int plcs) {
    List<Member> members = members(plcs, plcs, 1);
    Set<String> cohorts = new HashSet<>(cohort(members, 10));
    assertThat(new Cohorts("another", members).of(new Step.Percent(10, Duration.ZERO))).isNotEqualTo(cohorts);
  }

  /** Weights go round: every third Plc of a cell is Low. */
  private static List<Member> members(int plcs, int cells, int unit) {
    return IntStream.range(0, plcs).mapToObj(i -> new Member("uid-" + i, "plc-" + i, Map.of(), "unit-" + i / unit, "cell-" + i % cells, i % 3, "r1", true, true, false))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<Member> on(List<Member> members, Set<String> have) {
    Set<String> units = members.stream().filter(m -> have.contains(m.uid())).map(Member::unit).collect(Collectors.toSet());
    return members.stream().map(m -> new Member(m.uid(), m.name(), m.labels(), m.unit(), m.cell(), m.weight(), units.contains(m.unit()) ? TO : "r1", true, true, false)).toList();
  }

  private static Set<String> cohort(List<Member> members, int percent) {
    return new Cohorts(TO, members).of(new Step.Percent(percent, Duration.ZERO));
  }
}
