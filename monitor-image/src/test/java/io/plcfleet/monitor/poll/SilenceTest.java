package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final List<String> UNITS = List.of("a", "b", "c", "d", "e");
  private static final Set<String> NOBODY = Set.of();
  private final Silence<String> silence = new Silence<>();

  @Test
  void threeInARowAreSuspiciousWhoeverTheyAre() {
    silent("a", "a");
    assertThat(silence.isSuspicious()).isFalse();
    silent("a");
    assertThat(silence.isSuspicious()).isTrue();
    silence.forget();
    silent("a", "b");
    assertThat(silence.isSuspicious()).isFalse();
  }

  @Test
  void everyoneWhoEverAnsweredIsAWitness() {
    silent("a", "b", "c");
    assertThat(silence.witness(UNITS, NOBODY::contains, Set.of("b", "e")::contains)).isEqualTo("e");
    silent("e");
    assertThat(silence.witness(UNITS, NOBODY::contains, Set.of("b", "e")::contains)).isNull();
  }

  @Test
  void whoAnsweredLastIsAskedFirst() {
    silent("a", "b", "c");
    assertThat(silence.witness(UNITS, Set.of("e")::contains, Set.of("d", "e")::contains)).isEqualTo("e");
  }

  @Test
  void whereNobodyEverAnsweredAllAreWitnesses() {
    silent("a", "b", "c");
    assertThat(silence.witness(UNITS, NOBODY::contains, NOBODY::contains)).isEqualTo("d");
    silent("d", "e");
    assertThat(silence.witness(UNITS, NOBODY::contains, NOBODY::contains)).isNull();
  }

  @Test
  void oneUnitAloneProvesNothing() {
    silent("b", "b", "b");
    assertThat(silence.witness(UNITS, NOBODY::contains, "b"::equals)).isEqualTo("a");
    silent("a");
    assertThat(silence.witness(UNITS, NOBODY::contains, "b"::equals)).isNull();
  }

  @Test
  void whoLeavesIsNoWitnessAnyMore() {
    silent("a", "b", "c");
    silence.remove("a");
    silence.remove("b");
    assertThat(silence.witness(List.of("c", "d"), NOBODY::contains, Set.of("c")::contains)).isEqualTo("d");
  }

  @Test
  void threeThatFallSilentTogetherAreNotTheConnectionAsLongAsAnotherAnswers() {
    Gateway gateway = new Gateway(4);
    gateway.dead.addAll(Set.of(0, 1, 2));
    assertThat(gateway.blamedAfter(10_000)).isNegative();
  }

  /** However many units there are: whether all of them are silent needs not be found out. */
  @Test
  void aDeadConnectionIsBlamedAfterFiveTimeouts() {
    for (int units : new int[] {5, 30, 247}) {
      Gateway gateway = new Gateway(units);
      gateway.dead.addAll(gateway.units);
      assertThat(gateway.blamedAfter(units)).as("%d units", units).isEqualTo(5);
    }
  }

  /** Units of one bus fall silent at once: the others are cut off a few times for it, and never again. */
  @Test
  void unitsThatAreDeadAreBlamedOnTheConnectionAFewTimesAtMost() {
    Gateway gateway = new Gateway(30);
    gateway.dead.addAll(IntStream.range(3, 28).boxed().toList());
    assertThat(gateway.blamedWithin(10_000)).isBetween(1, 3);
    assertThat(gateway.blamedWithin(10_000)).isZero();
  }

  /** Nobody who was silent answers on the new connection: it takes more to be believed, until somebody does. */
  @Test
  void whoCriedWolfIsBelievedLess() {
    Gateway gateway = new Gateway(30);
    gateway.dead.addAll(IntStream.range(3, 10).boxed().toList());
    assertThat(gateway.blamedWithin(1000)).isEqualTo(1);
    gateway.dead.addAll(gateway.units);
    assertThat(gateway.blamedAfter(30)).isBetween(6, 14);
    gateway.dead.clear();
    assertThat(gateway.blamedAfter(60)).isNegative();
    gateway.dead.addAll(gateway.units);
    assertThat(gateway.blamedAfter(30)).isEqualTo(5);
  }

  private void silent(String... units) {
    for (String unit : units) silence.add(unit, false);
  }

  /** Asks its units in turn, all of which have answered so far. */
  private static final class Gateway {
    private final List<Integer> units;
    private final Round<Integer> round = new Round<>();
    private final Set<Integer> dead = new HashSet<>();
    private final Set<Integer> proven;
    private final Silence<Integer> silence = new Silence<>();

    Gateway(int units) {
      this.units = IntStream.range(0, units).boxed().toList();
      this.units.forEach(round::add);
      proven = new HashSet<>(this.units);
    }

    int blamedWithin(int requests) {
      int times = 0;
      for (int left = requests, after; left > 0 && (after = blamedAfter(left)) > 0; left -= after) times++;
      return times;
    }

    /** How many requests it takes; negative when so many were not enough. */
    int blamedAfter(int most) {
      silence.forget();  // somebody has just answered
      @Nullable Integer witness = null;
      for (int i = 1; i <= most; i++) {
        int unit = witness != null ? witness : round.longestUnasked().getFirst();
        witness = null;
        round.asked(unit);
        if (!dead.contains(unit)) {
          proven.add(unit);
          silence.answered(unit);
          continue;
        }
        silence.add(unit, proven.remove(unit));
        if (!silence.isSuspicious()) continue;
        witness = silence.witness(round.longestUnasked(), proven::contains, units::contains);
        if (witness != null) continue;
        silence.blamed();
        return i;
      }
      return -1;
    }
  }
}
