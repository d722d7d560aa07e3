package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GradingTest {
  private static final long SECOND = 1_000_000_000;

  private final Grading grading = new Grading(Profile.standard());
  private Grade grade = Grade.Unknown;
  private long now = -5 * SECOND; // a monotonic clock may start anywhere

  /** Scores as {@code score x seconds}, one evaluation per second; the grade after the last one. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "first score counts at once            | 95x1                    | Healthy",
      "first score counts at once            | 60x1                    | Critical",
      "worse waits ten seconds               | 95x5 89x10              | Healthy",
      "and comes with the tenth              | 95x5 89x11              | Warning",
      "a break starts the wait anew          | 95x5 89x10 90x1 89x10   | Healthy",
      "better needs two points more          | 85x1 91.9x500           | Warning",
      "better waits sixty seconds            | 85x1 92x60              | Warning",
      "and comes with the sixtieth           | 85x1 92x61              | Healthy",
      "a dip starts the wait anew            | 85x1 92x60 91x1 92x60   | Warning",
      "worse is entered at the threshold     | 95x1 90x500             | Healthy",
      "a fall goes all the way               | 100x5 0x11              | PreFault",
      "PreFault waits a third of it          | 100x5 0x4               | Healthy",
      "and comes with the fourth second      | 100x5 0x5               | PreFault",
      "a fall in two steps, first half       | 95x5 85x9 40x2          | Warning",
      "a fall in two steps, still waiting    | 95x5 85x9 40x4          | Warning",
      "a fall in two steps, second half      | 95x5 85x9 40x5          | PreFault",
      "a rise goes all the way               | 0x1 100x61              | Healthy",
      "a rise in two steps, first half       | 0x1 75x30 100x31        | Warning",
      "a rise in two steps, second half      | 0x1 75x30 100x61        | Healthy",
      "up and down across one line           | 95x1 89x5 91x5 89x5 91x5 | Healthy"})
  void holdsAGrade(String why, String scores, Grade expected) {
    for (String run : scores.split(" ", -1)) {
      String[] scoreAndSeconds = run.split("x", -1);
      evaluate(Double.parseDouble(scoreAndSeconds[0]), Integer.parseInt(scoreAndSeconds[1]));
    }
    assertThat(grade).as(why).isEqualTo(expected);
  }

  /** The same after a warm-up. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "a good first score counts at once     | 90x1                    | Healthy",
      "a bad one is doubted                  | 89x1                    | Unknown",
      "for ten seconds                       | 89x10                   | Unknown",
      "and comes with the tenth              | 89x11                   | Warning",
      "however bad it is                     | 0x10                    | Unknown",
      "it comes with the tenth               | 0x11                    | PreFault",
      "a good score ends doubt               | 0x5 90x1                | Healthy",
      "for good                              | 0x9 90x1 0x4            | Healthy",
      "then worse waits as ever              | 0x9 90x1 0x5            | PreFault",
      "flapping below Healthy ends it too    | 0x3 89x3 0x3 89x2       | Warning",
      "so does flapping across it            | 0x3 90x1 89x3 90x1      | Healthy",
      "a last low score is not the grade     | 85x10 40x1              | Warning",
      "it comes when it has held             | 85x10 40x4              | Warning",
      "it has held                           | 85x10 40x5              | PreFault",
      "a last better score is not either     | 40x9 65x2               | Critical",
      "better waits sixty seconds            | 89x11 100x60            | Warning",
      "and comes with the sixtieth           | 89x11 100x61            | Healthy"})
  void doubtsABadFirstGrade(String why, String scores, Grade expected) {
    grading.startOver(true);
    holdsAGrade(why, scores, expected);
  }

  @Test
  void doubtsAnewWhenItStartsOver() {
    grading.startOver(true);
    evaluate(20, 11);
    assertThat(grade).isEqualTo(Grade.PreFault);
    assertThat(grading.doubting()).isFalse();
    grading.startOver(true);
    evaluate(20, 10);
    assertThat(grade).isEqualTo(Grade.Unknown);
    assertThat(grading.doubting()).isTrue();
    grading.startOver(false);
    evaluate(20, 1);
    assertThat(grade).isEqualTo(Grade.PreFault);
  }

  @Test
  void whoeverDoesNotWaitForWorseDoesNotDoubt() {
    Profile standard = Profile.standard();
    Grading hasty = new Grading(new Profile(standard.window(), standard.decay(), standard.formula(), standard.grades(),
        new Profile.Hysteresis(2, Duration.ZERO, Duration.ofSeconds(60)), standard.actions()));
    hasty.startOver(true);
    assertThat(hasty.grade(60, now)).isEqualTo(Grade.Critical);
  }

  @Test
  void startsOverWithoutWaiting() {
    evaluate(20, 1);
    grading.startOver(false);
    evaluate(100, 1);
    assertThat(grade).isEqualTo(Grade.Healthy);
  }

  @Property
  void aScoreThatStaysGetsItsOwnGradeInTheEndOrTheOneBelow(
      @ForAll @Size(max = 50) List<@DoubleRange(max = 100) Double> past, @ForAll @DoubleRange(max = 100) double score) {
    Grading some = new Grading(Profile.standard());
    long time = 0;
    for (double before : past) {
      some.grade(before, time += SECOND);
    }
    some.grade(score, time += SECOND);
    Grade last = some.grade(score, time + 61 * SECOND);

    assertThat(last).isIn(Profile.standard().grades().of(score), Profile.standard().grades().of(Math.max(0, score - 2)));
  }

  private void evaluate(double score, int times) {
    for (int i = 0; i < times; i++) {
      grade = grading.grade(score, now);
      now += SECOND;
    }
  }
}
