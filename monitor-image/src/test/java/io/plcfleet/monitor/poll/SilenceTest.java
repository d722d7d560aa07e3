package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final List<String> UNITS = List.of("a", "b", "c", "d", "e");
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
    assertThat(silence.witness(UNITS, Set.of("b", "e")::contains)).isEqualTo("e");
    silent("e");
    assertThat(silence.witness(UNITS, Set.of("b", "e")::contains)).isNull();
  }

  @Test
  void whereNobodyEverAnsweredAllAreWitnesses() {
    silent("a", "b", "c");
    assertThat(silence.witness(UNITS, _ -> false)).isEqualTo("d");
    silent("d", "e");
    assertThat(silence.witness(UNITS, _ -> false)).isNull();
  }

  @Test
  void oneUnitAloneProvesNothing() {
    silent("b", "b", "b");
    assertThat(silence.witness(UNITS, "b"::equals)).isEqualTo("a");
    silent("a");
    assertThat(silence.witness(UNITS, "b"::equals)).isNull();
  }

  @Test
  void whoLeavesIsNoWitnessAnyMore() {
    silent("a", "b", "c");
    silence.remove("a");
    silence.remove("b");
    assertThat(silence.witness(List.of("c", "d"), Set.of("c")::contains)).isEqualTo("d");
  }

  private void silent(String... units) {
    for (String unit : units) silence.add(unit);
  }
}
