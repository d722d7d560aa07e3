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

final class EventWindowTest {
  private static final long SECOND = 1_000_000_000;
  private static final long WINDOW = 300 * SECOND;
  private static final long STEP = WINDOW / EventWindow.STEPS;
  private static final Decay DECAY = new Decay(0.8, Duration.ofSeconds(60));

  private static final int GOOD = 0;
  private static final int BAD = 1;

  private final EventWindow outcomes = new EventWindow(2, EventWindow.STEPS, WINDOW, DECAY);

  @Test
  void weighsAnOldReadLess() {
    outcomes.add(BAD, 0, 1);
    outcomes.add(GOOD, 60 * SECOND, 1);
    // the failure is 60 s older and weighs 0.8 of the answer: 1 / (1 + 0.8)
    assertThat(ratio(outcomes)).isEqualTo(1 / 1.8, within(1e-6));

    outcomes.add(GOOD, 120 * SECOND, 1);
    // (1 + 0.8) / (1 + 0.8 + 0.64)
    assertThat(ratio(outcomes)).isEqualTo(1.8 / 2.44, within(1e-6));

    outcomes.forward(170 * SECOND);
    assertThat(ratio(outcomes)).as("time alone shrinks all weights alike").isEqualTo(1.8 / 2.44, within(1e-6));
  }

  @Test
  void forgetsAReadAfterTheWindowAndAtMostOneStep() {
    outcomes.add(BAD, 0, 1);
    outcomes.add(GOOD, 10 * SECOND, 1);
    outcomes.forward(WINDOW);
    assertThat(ratio(outcomes)).isLessThan(1);
    outcomes.forward(WINDOW + STEP);
    assertThat(ratio(outcomes)).isEqualTo(1);
    outcomes.forward(WINDOW + STEP + 10 * SECOND);
    assertThat(ratio(outcomes)).isNaN();
  }

  @Test
  void knowsNothingBeforeTheFirstReadAndAfterALongSilence() {
    assertThat(ratio(outcomes)).isNaN();
    outcomes.add(GOOD, SECOND, 1);
    outcomes.forward(100 * WINDOW);
    assertThat(ratio(outcomes)).isNaN();
    outcomes.add(BAD, 100 * WINDOW + 1, 1);
    assertThat(ratio(outcomes)).isZero();
  }

  /** sum of factor^(age/per) over answered / over all; a read belongs to the window as long as any of its step does. */
  @Property
  void isTheFormula(@ForAll("reads") List<Read> reads) {
    EventWindow some = new EventWindow(2, EventWindow.STEPS, WINDOW, DECAY);
    long now = 0;
    for (Read read : reads) {
      now += read.afterNanos();
      if (read.answered()) {
        some.add(GOOD, now, 1);
      } else {
        some.add(BAD, now, 1);
      }
    }
    assertThat(ratio(some)).isEqualTo(formula(reads, now), within(1e-5));
  }

  @Property
  void takesOverWhatItKnewIntoAnotherWindow(@ForAll("reads") List<Read> reads) {
    EventWindow before = new EventWindow(2, EventWindow.STEPS, WINDOW, DECAY);
    long now = 0;
    for (Read read : reads) {
      now += read.afterNanos();
      if (read.answered()) {
        before.add(GOOD, now, 1);
      } else {
        before.add(BAD, now, 1);
      }
    }
    EventWindow longer = new EventWindow(2, EventWindow.STEPS, 2 * WINDOW, DECAY);
    longer.takeOver(before, now);
    // times move by at most a step of 10 s, weights therefore by at most 0.8^(10/60) = 0.963
    assertThat(ratio(longer)).isEqualTo(ratio(before), within(0.04));
  }

  /** A step of errors lasts 30 s: what happens at its begin weighs factor^-(30 s/per), and must stay a number, however much of it there is. */
  @Test
  void theFastestDecaysThatProfilesMayHaveStayNumbers() {
    for (Decay decay : List.of(new Decay(0.4, Duration.ofSeconds(1)), new Decay(0.01, Duration.ofSeconds(30)))) {
      LinkHistory history = new LinkHistory(
          new Profile(Duration.ofMinutes(5), decay, Stability.standard(), Profile.standard().grades(), Profile.standard().hysteresis(), Profile.standard().actions()), SECOND);
      history.forward(0);
      for (long at = 0; at < 660; at++) {
        long times = at % 30 == 0 ? 1000 : 1;
        for (int i = 0; i < times; i++) {
          history.answered(at * SECOND, 60 * SECOND, 60 * SECOND);
          history.failed(at * SECOND, 0, i % 2 == at % 2 ? ErrorClass.Refused : ErrorClass.ConnectionReset);
        }
        for (SignalName signal : List.of(SignalName.SuccessRatio, SignalName.ErrorEntropy, SignalName.ErrorRate, SignalName.ResponseStability)) {
          assertThat(Signals.of(signal).measure(history)).as("%s with %s after %d s", signal, decay, at).isFinite();
        }
        assertThat(Signals.of(SignalName.SuccessRatio).measure(history)).isEqualTo(0.5, within(1e-5));
      }
    }
  }

  @Provide
  Arbitrary<List<Read>> reads() {
    return Combinators.combine(Arbitraries.longs().between(0, 20_000), Arbitraries.of(true, true, true, false))
        .as((millis, answered) -> new Read(millis * 1_000_000, answered)).list().ofMinSize(1).ofMaxSize(200);
  }

  record Read(long afterNanos, boolean answered) {}

  private static double ratio(EventWindow window) {
    return window.sum(GOOD) / (window.sum(GOOD) + window.sum(BAD));
  }

  private static double formula(List<Read> reads, long now) {
    double answered = 0;
    double all = 0;
    long at = 0;
    for (Read read : reads) {
      at += read.afterNanos();
      if (at / STEP >= now / STEP - EventWindow.STEPS) {
        double weight = Math.pow(0.8, (now - at) / (60.0 * SECOND));
        all += weight;
        answered += read.answered() ? weight : 0;
      }
    }
    return answered / all;
  }
}
