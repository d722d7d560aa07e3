package io.plcfleet.operator.rollout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  /** Plcs that get a change together. Its cell is that of its first Plc by name. */
  private record Unit(List<Member> members, String cell, int weight, long active, long hash) {}

  /** @param round how many of its cell come before it */
  private record Turn(Unit unit, int round) {}

  private static final Comparator<Unit> IN_A_CELL = Comparator.comparingInt(Unit::weight).thenComparingLong(Unit::hash);
  private static final Comparator<Turn> IN_ALL = Comparator.comparingInt(Turn::round).thenComparing(Turn::unit, IN_A_CELL);

  private final String to;
  private final List<Member> members;
  private final Map<String, List<Member>> units;
  private final int active;

  Cohorts(String to, List<Member> members) {
    this.to = to;
    this.members = members;
    units = members.stream().collect(Collectors.groupingBy(Member::unit, LinkedHashMap::new, Collectors.toList()));
    active = Math.toIntExact(members.stream().filter(m -> !m.maintenance()).count());
  }

  Set<String> everybody() {
    return members.stream().map(Member::uid).collect(Collectors.toUnmodifiableSet());
  }

  /** Those that have it already, whole units. */
  Set<String> have() {
    return with(members.stream().filter(m -> m.on(to)).map(Member::uid).collect(Collectors.toSet()));
  }

  /** Those that are to have it in a step, of which some may have it already. */
  Set<String> of(Step step) {
    return grown(have(), step);
  }

  /** @param have whole units */
  Set<String> grown(Set<String> have, Step step) {
    return switch (step) {
      case Step.Shadow _ -> have;
      case Step.Selected selected -> with(union(have, members.stream()
          .filter(m -> !m.maintenance() && Selector.matches(selected.selector(), m.labels())).map(Member::uid).toList()));
      case Step.Percent percent -> filled(have, (percent.percent() * active + 99) / 100);
    };
  }

  private static Set<String> union(Set<String> some, Collection<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  private Set<String> filled(Set<String> have, int target) {
    long count = members.stream().filter(m -> !m.maintenance() && have.contains(m.uid())).count();
    if (count >= target) return have;
    Set<String> all = new HashSet<>(have);
    for (Unit unit : order(have)) {
      if (count >= target) break;
      count += unit.active();
      unit.members().forEach(m -> all.add(m.uid()));
    }
    return Set.copyOf(all);
  }

  /** Those units that do not have it, the next first. */
  private List<Unit> order(Set<String> have) {
    Map<String, Integer> rounds = new HashMap<>();
    Map<String, List<Unit>> waiting = new LinkedHashMap<>();
    for (List<Member> together : units.values()) {
      Unit unit = unit(together);
      if (have.contains(together.getFirst().uid())) rounds.merge(unit.cell(), 1, Integer::sum);
      else if (unit.active() > 0) waiting.computeIfAbsent(unit.cell(), _ -> new ArrayList<>()).add(unit);
    }
    List<Turn> turns = new ArrayList<>();
    waiting.forEach((cell, some) -> {
      some.sort(IN_A_CELL);
      int first = rounds.getOrDefault(cell, 0);
      for (int i = 0; i < some.size(); i++) turns.add(new Turn(some.get(i), first + i));
    });
    return turns.stream().sorted(IN_ALL).map(Turn::unit).toList();
  }

  private Unit unit(List<Member> together) {
    Member first = together.stream().min(Comparator.comparing(Member::name)).orElseThrow();
    int weight = together.stream().mapToInt(Member::weight).max().orElse(0);
    return new Unit(together, first.cell(), weight, together.stream().filter(m -> !m.maintenance()).count(), hash(first.uid()));
  }

  private long hash(String uid) {
    try {
      byte[] bytes = MessageDigest.getInstance("SHA-256").digest((to + " " + uid).getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(bytes).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);  // every Java has it
    }
  }

  private Set<String> with(Set<String> some) {
    Set<String> whole = new HashSet<>();
    for (List<Member> together : units.values()) {
      if (together.stream().anyMatch(m -> some.contains(m.uid()))) together.forEach(m -> whole.add(m.uid()));
    }
    return Set.copyOf(whole);
  }
}
