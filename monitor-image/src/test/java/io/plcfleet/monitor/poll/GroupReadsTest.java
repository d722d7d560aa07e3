package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.monitor.link.Readings;
import io.plcfleet.monitor.link.modbus.ModbusPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupReadsTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void anEssentialGroupTakesEveryTurnWhateverThePercentage() throws Exception {
    assertThat(turns(true, 0)).isEqualTo(100);
  }

  @Test
  void othersAsManyAsThePercentageGives() throws Exception {
    assertThat(turns(false, 100)).isEqualTo(100);
    assertThat(turns(false, 50)).isEqualTo(50);
    assertThat(turns(false, 1)).isEqualTo(1);
    assertThat(turns(false, 0)).isZero();
  }

  @Test
  void aTurnThatComesWhileTheLastOneWaitsIsSkipped() throws Exception {
    GroupReads reads = reads(true);
    reads.want(true);
    assertThat(reads.takesTurn(5 * SECOND, 100)).isFalse();
    reads.want(false);
    assertThat(reads.takesTurn(6 * SECOND, 100)).isTrue();
  }

  @Test
  void turnsThatWerePassedOverAreNotQueued() throws Exception {
    GroupReads reads = reads(true);
    assertThat(reads.takesTurn(100 * SECOND, 100)).isTrue();
    assertThat(reads.due()).isBetween(100 * SECOND, 102 * SECOND);
  }

  @Test
  void ageIsThatOfTheLastAnswer() throws Exception {
    GroupReads reads = reads(true);
    assertThat(reads.age(3 * SECOND)).as("since the reading began").isEqualTo(3 * SECOND);
    reads.answered(5 * SECOND, new Readings(0));
    assertThat(reads.age(9 * SECOND)).isEqualTo(4 * SECOND);
  }

  @Test
  void aTimeInWhichNobodyWasToReadIsNeitherLagNorAge() throws Exception {
    GroupReads reads = reads(true);
    reads.begin(8 * 3600 * SECOND);
    assertThat(reads.due()).isBetween(8 * 3600 * SECOND, 8 * 3600 * SECOND + 2 * SECOND);
    assertThat(reads.age(8 * 3600 * SECOND + SECOND)).isEqualTo(SECOND);
  }

  private static int turns(boolean essential, int percent) throws Exception {
    GroupReads reads = reads(essential);
    int turns = 0;
    for (int i = 1; i <= 100; i++) {
      if (reads.takesTurn(i * SECOND, percent)) turns++;
    }
    return turns;
  }

  private static GroupReads reads(boolean essential) throws Exception {
    return new GroupReads(TagGroup.of(List.of(0), ModbusPlan.of(1, List.of("coil:1:BOOL")), SECOND, essential), "uid", SECOND, 0);
  }
}
