package io.plcfleet.operator.rollout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which Plcs have the candidate.
 *
 * <p>Whoever has it keeps it, with the whole unit that it belongs to. Others follow unit by unit: no cell gets a second one before each has
 * one; within that the less critical first; within that by a hash of candidate and Plc, so that another change tries others. The same
 * Plcs come out again when a growth was interrupted half way; of units of several Plcs perhaps fewer of them, but enough. Plcs in maintenance are not counted, and follow with the last step, or with
 * their unit.
 */
final class Cohorts {
  /** Plcs that get a change together. Its cell and its hash are those of its first Plc by name. */
  private record Unit(List<Member> members, Member first, int weight, int active, long hash) {}

  private static final Comparator<Unit> ORDER =
      Comparator.comparingInt(Unit::weight).thenComparingLong(Unit::hash).thenComparing(unit -> unit.first().uid());

  private final String to;
  private final List<Member> members;
  /** The less critical first. */
  private final List<Unit> units = new ArrayList<>();
  private final int active;
  private final Set<String> have;
  /** Asked for more than once in a turn. */
  private final Map<Step, Set<String>> grown = new HashMap<>();

  Cohorts(String to, List<Member> members) {
    this.to = to;
    this.members = members;
    Map<String, List<Member>> together = new LinkedHashMap<>();
    for (Member member : members) together.computeIfAbsent(member.unit(), _ -> new ArrayList<>(1)).add(member);
    together.values().forEach(some -> units.add(unit(some)));
    units.sort(ORDER);
    active = units.stream().mapToInt(Unit::active).sum();
    have = with(members.stream().filter(m -> m.on(to)).map(Member::uid).collect(Collectors.toSet()));
  }

  Set<String> everybody() {
    Set<String> all = new HashSet<>();
    members.forEach(m -> all.add(m.uid()));
    return Collections.unmodifiableSet(all);
  }

  /** Those that have it already, whole units. */
  Set<String> have() {
    return have;
  }

  /** Those that are to have it in a step, of which some may have it already. */
  Set<String> of(Step step) {
    return grown.computeIfAbsent(step, next -> grown(have, next));
  }

  /** @param some whole units */
  Set<String> grown(Set<String> some, Step step) {
    return switch (step) {
      case Step.Shadow _ -> some;
      case Step.Selected selected -> selected(some, selected);
      case Step.Percent percent -> filled(some, (percent.percent() * active + 99) / 100);
    };
  }

  private Set<String> selected(Set<String> some, Step.Selected step) {
    Set<String> all = new HashSet<>(some);
    members.stream().filter(m -> !m.maintenance() && Selector.matches(step.selector(), m.labels())).forEach(m -> all.add(m.uid()));
    return with(all);
  }

  private Set<String> filled(Set<String> some, int target) {
    int count = units.stream().filter(unit -> some.contains(unit.first().uid())).mapToInt(Unit::active).sum();
    if (count >= target) return some;
    Set<String> all = new HashSet<>(some);
    for (Unit unit : order(some)) {
      if (count >= target) break;
      count += unit.active();
      unit.members().forEach(m -> all.add(m.uid()));
    }
    return Collections.unmodifiableSet(all);
  }

  /** Those units that do not have it, the next first: round by round, in which each cell has one. */
  private List<Unit> order(Set<String> some) {
    Map<String, Integer> ofCells = new HashMap<>();
    units.stream().filter(unit -> some.contains(unit.first().uid())).forEach(unit -> ofCells.merge(unit.first().cell(), 1, Integer::sum));
    NavigableMap<Integer, List<Unit>> rounds = new TreeMap<>();
    for (Unit unit : units) {
      if (unit.active() == 0 || some.contains(unit.first().uid())) continue;
      rounds.computeIfAbsent(ofCells.merge(unit.first().cell(), 1, Integer::sum), _ -> new ArrayList<>()).add(unit);
    }
    return rounds.values().stream().flatMap(List::stream).toList();
  }

  private Unit unit(List<Member> together) {
    Member first = together.getFirst();
    int weight = first.weight();
    int count = 0;
    for (Member member : together) {
      if (member.name().compareTo(first.name()) < 0) first = member;
      weight = Math.max(weight, member.weight());
      if (!member.maintenance()) count++;
    }
    return new Unit(together, first, weight, count, hash(first.uid()));
  }

  /** Spreads evenly, whatever uids have in common; equal ones are told apart by the uid. */
  private long hash(String uid) {
    return new SplittableRandom(((long) to.hashCode() << 32) ^ (uid.hashCode() & 0xffff_ffffL)).nextLong();
  }

  /** All of each unit of which there is one. */
  private Set<String> with(Set<String> some) {
    Set<String> whole = new HashSet<>();
    for (Unit unit : units) {
      if (unit.members().stream().anyMatch(m -> some.contains(m.uid()))) unit.members().forEach(m -> whole.add(m.uid()));
    }
    return Collections.unmodifiableSet(whole);
  }
}
