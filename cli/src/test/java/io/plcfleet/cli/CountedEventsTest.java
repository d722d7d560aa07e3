package io.plcfleet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plcfleet.cli.CountedEvents.Counters;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Profile.Decay;
import io.plcfleet.scoring.SignalName;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Samples every ten seconds, a window of five minutes. */
class CountedEventsTest {
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Profile STANDARD = Profile.standard();
  private static final Profile WITHOUT_DECAY =
      new Profile(STANDARD.window(), Decay.NONE, STANDARD.formula(), STANDARD.grades(), STANDARD.hysteresis(), STANDARD.actions());

  private final Map<Long, Double> refused = new TreeMap<>();
  private final Map<Long, Double> timeouts = new TreeMap<>();
  private final Map<Long, Double> reconnects = new TreeMap<>();
  private final Map<Long, Double> dropped = new TreeMap<>();

  /** What happened before the PLC was first seen is nobody's errors of now. */
  @Test
  void whatACounterHadAtFirstIsOfThePast() {
    samples(reconnects, 7, 7, 7);
    samples(refused, 4, 4, 4);
    assertThat(at(20, WITHOUT_DECAY, SignalName.ReconnectRate)).isZero();
    assertThat(at(20, WITHOUT_DECAY, SignalName.ErrorRate)).isZero();
  }

  /** Three reconnects within the window of five minutes, and what is being filled of its thirty steps. */
  @Test
  void increasesAreEvents() {
    samples(reconnects, 0, 1, 1, 3);
    assertThat(at(30, WITHOUT_DECAY, SignalName.ReconnectRate)).isCloseTo(3 / 5.0, within(0.02));
  }

  @Test
  void aClassAppearsWithItsFirstErrorAndCountsFromThere() {
    samples(reconnects, 0, 0, 0);
    refused.put(20_000L, 2.0);
    assertThat(at(20, WITHOUT_DECAY, SignalName.ErrorRate)).isCloseTo(2 / 5.0, within(0.02));
  }

  @Test
  void aCounterThatFallsHasBegunAnewWithItsMonitor() {
    samples(reconnects, 5, 5, 1, 2);
    samples(refused, 5, 5);  // gone with the monitor, and back before it is seen again
    refused.put(30_000L, 6.0);
    assertThat(at(30, WITHOUT_DECAY, SignalName.ReconnectRate)).isCloseTo(2 / 5.0, within(0.02));
    assertThat(at(30, WITHOUT_DECAY, SignalName.ErrorRate)).isCloseTo(6 / 5.0, within(0.03));
  }

  /** While nobody scraped the monitor went on counting. */
  @Test
  void aGapForgetsNothing() {
    reconnects.put(0L, 1.0);
    reconnects.put(60_000L, 4.0);
    assertThat(at(60, WITHOUT_DECAY, SignalName.ReconnectRate)).isCloseTo(3 / 5.0, within(0.03));
  }

  /** A minute later an event is worth 0.8 of what it was. */
  @Test
  void theProfilesOwnDecayHolds() {
    samples(reconnects, 0, 1);
    for (long t = 20_000; t <= 70_000; t += 10_000) reconnects.put(t, 1.0);
    assertThat(at(70, STANDARD, SignalName.ReconnectRate) / at(10, STANDARD, SignalName.ReconnectRate)).isCloseTo(0.8, within(0.005));
    assertThat(at(400, STANDARD, SignalName.ReconnectRate)).as("it has left the window").isZero();
  }

  @Test
  void classesByTurnsAreMixed() {
    samples(reconnects, 0, 0, 0);
    samples(refused, 0, 1, 2);
    samples(timeouts, 0, 1, 2);
    assertThat(at(20, WITHOUT_DECAY, SignalName.ErrorEntropy)).isCloseTo(1, within(1e-6));
  }

  @Test
  void afterMaintenanceNothingOfBeforeCounts() {
    samples(reconnects, 0, 9);
    samples(dropped, 0, 60);
    CountedEvents events = events(WITHOUT_DECAY);
    events.goOn(10_000);
    assertThat(events.measured(SignalName.PduDropRate)).isCloseTo(1, within(0.1));
    events.forget(10_000);
    assertThat(events.measured(SignalName.PduDropRate)).isZero();
    assertThat(events.measured(SignalName.ReconnectRate)).isZero();
  }

  private double at(long second, Profile profile, SignalName signal) {
    CountedEvents events = events(profile);
    events.goOn(second * 1000);
    return events.measured(signal);
  }

  private CountedEvents events(Profile profile) {
    return new CountedEvents(new Counters(Map.of(ErrorClass.Refused, refused, ErrorClass.RequestTimeout, timeouts), reconnects, dropped), profile, STEP);
  }

  private static void samples(Map<Long, Double> counter, double... values) {
    for (int i = 0; i < values.length; i++) counter.put(i * STEP.toMillis(), values[i]);
  }
}
