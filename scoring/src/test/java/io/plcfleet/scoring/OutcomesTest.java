package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plcfleet.scoring.Profile.Decay;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class OutcomesTest {
  private static final long SECOND = 1_000_000_000;
  private static final long WINDOW = 300 * SECOND;
  private static final long STEP = WINDOW / Outcomes.STEPS;
  private static final Decay DECAY = new Decay(0.8, Duration.ofSeconds(60));

  private final Outcomes outcomes = new Outcomes(WINDOW, DECAY);

  @Test
  void weighsAnOldReadLess() {
    outcomes.failed(0);
    outcomes.answered(60 * SECOND);
    // the failure is 60 s older and weighs 0.8 of the answer: 1 / (1 + 0.8)
    assertThat(outcomes.ratio()).isEqualTo(1 / 1.8, within(1e-6));

    outcomes.answered(120 * SECOND);
    // (1 + 0.8) / (1 + 0.8 + 0.64)
    assertThat(outcomes.ratio()).isEqualTo(1.8 / 2.44, within(1e-6));

    outcomes.forward(170 * SECOND);
    assertThat(outcomes.ratio()).as("time alone shrinks all weights alike").isEqualTo(1.8 / 2.44, within(1e-6));
  }

  @Test
  void forgetsAReadAfterTheWindowAndAtMostOneStep() {
    outcomes.failed(0);
    outcomes.answered(10 * SECOND);
    outcomes.forward(WINDOW);
    assertThat(outcomes.ratio()).isLessThan(1);
    outcomes.forward(WINDOW + STEP);
    assertThat(outcomes.ratio()).isEqualTo(1);
    outcomes.forward(WINDOW + STEP + 10 * SECOND);
    assertThat(outcomes.ratio()).isNaN();
  }

  @Test
  void knowsNothingBeforeTheFirstReadAndAfterALongSilence() {
    assertThat(outcomes.ratio()).isNaN();
    outcomes.answered(SECOND);
    outcomes.forward(100 * WINDOW);
    assertThat(outcomes.ratio()).isNaN();
    outcomes.failed(100 * WINDOW + 1);
    assertThat(outcomes.ratio()).isZero();
  }

  /** sum of factor^(age/per) over answered / over all; a read belongs to the window as long as any of its step does. */
  @Property
  void isTheFormula(@ForAll("reads") List<Read> reads) {
    Outcomes some = new Outcomes(WINDOW, DECAY);
    long now = 0;
    for (Read read : reads) {
      now += read.afterNanos();
      if (read.answered()) {
        some.answered(now);
      } else {
        some.failed(now);
      }
    }
    assertThat(some.ratio()).isEqualTo(formula(reads, now), within(1e-5));
  }

  @Property
  void takesOverWhatItKnewIntoAnotherWindow(@ForAll("reads") List<Read> reads) {
    Outcomes before = new Outcomes(WINDOW, DECAY);
    long now = 0;
    for (Read read : reads) {
      now += read.afterNanos();
      if (read.answered()) {
        before.answered(now);
      } else {
        before.failed(now);
      }
    }
    Outcomes longer = new Outcomes(2 * WINDOW, DECAY);
    longer.takeOver(before, now);
    // times move by at most a step of 10 s, weights therefore by at most 0.8^(10/60) = 0.963
    assertThat(longer.ratio()).isEqualTo(before.ratio(), within(0.04));
  }

  @Provide
  Arbitrary<List<Read>> reads() {
    return Combinators.combine(Arbitraries.longs().between(0, 20_000), Arbitraries.of(true, true, true, false))
        .as((millis, answered) -> new Read(millis * 1_000_000, answered)).list().ofMinSize(1).ofMaxSize(200);
  }

  record Read(long afterNanos, boolean answered) {}

  private static double formula(List<Read> reads, long now) {
    double answered = 0;
    double all = 0;
    long at = 0;
    for (Read read : reads) {
      at += read.afterNanos();
      if (at / STEP >= now / STEP - Outcomes.STEPS) {
        double weight = Math.pow(0.8, (now - at) / (60.0 * SECOND));
        all += weight;
        answered += read.answered() ? weight : 0;
      }
    }
    return answered / all;
  }
}
