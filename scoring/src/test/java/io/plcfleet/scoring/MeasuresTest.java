package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each signal measures, counted by hand. One read per second, decay 0.8 per minute, window five minutes. */
final class MeasuresTest {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;
  /** Seconds that five minutes weigh: integral of 0.8^(t/60) = 60 / -ln 0.8 * (1 - 0.8^5) = 268.89 * 0.67232. */
  private static final double SPAN = 180.78;

  private final LinkHistory history = new LinkHistory(Profile.standard(), SECOND);
  private final Measures measures = new Measures();
  private long now;

  /** Timeouts count with their value. 300 reads, rank ceil(0.95 * 300) = 285: with 15 slow ones it is a quick one, with 16 a slow one. */
  @Test
  void readP95() {
    reads(270, 20);
    for (int i = 0; i < 15; i++) {
      history.failed(now += SECOND, 800 * MILLI, ErrorClass.RequestTimeout);
    }
    reads(15, 20);
    assertThat(value(SignalName.ReadP95)).isEqualTo(0.020);
    assertThat(value(SignalName.AckP95)).as("15 of the last 60").isEqualTo(0.800);
    reads(1, 700);
    assertThat(value(SignalName.ReadP95)).isEqualTo(0.700);
  }

  @Test
  void readsOfSeveralRequestsAreSlowerThanTheirFirst() {
    for (int i = 0; i < 10; i++) {
      history.answered(now += SECOND, 5 * MILLI, 45 * MILLI);
    }
    assertThat(value(SignalName.AckP95)).isEqualTo(0.005);
    assertThat(value(SignalName.ReadP95)).isEqualTo(0.045);
  }

  /** 3 of 200 requests: 1.5 %. 3 within the window of 60 s and the 4 s of the step that is being filled. */
  @Test
  void droppedPdus() {
    for (int i = 0; i < 40; i++) {
      history.pdus(now += SECOND, 5, i == 7 ? 2 : i == 27 ? 1 : 0);
    }
    assertThat(value(SignalName.PduDropRatio)).isEqualTo(3 / 200.0, within(1e-6));
    assertThat(value(SignalName.PduDropRate)).isEqualTo(3 / 64.0, within(1e-6));
    now += 70 * SECOND;
    assertThat(enough(SignalName.PduDropRate)).as("nothing was sent").isFalse();
    assertThat(value(SignalName.PduDropRatio)).isNaN();
  }

  /** One missed of one: as one of four. Two: as two of four, which costs everything. Then 14 answers. */
  @Test
  void missedHeartbeats() {
    assertThat(value(SignalName.HeartbeatMissRatio)).isZero();
    history.heartbeat(now, false);
    assertThat(value(SignalName.HeartbeatMissRatio)).isEqualTo(0.25, within(1e-6));
    history.heartbeat(now, false);
    assertThat(value(SignalName.HeartbeatMissRatio)).isEqualTo(0.5, within(1e-6));
    for (int i = 0; i < 14; i++) {
      history.heartbeat(now, true);
    }
    assertThat(value(SignalName.HeartbeatMissRatio)).isEqualTo(2 / 16.0, within(1e-6));
  }

  /** Two reconnects, one a minute ago: (1 + 0.8) / 180.78 s. */
  @Test
  void reconnects() {
    history.reconnected(now);
    now += 60 * SECOND;
    history.reconnected(now);
    assertThat(value(SignalName.ReconnectRate)).isEqualTo(60 * 1.8 / SPAN, within(1e-3));
  }

  /** A steady rate shows as itself, with decay as without. */
  @Test
  void aSteadyRateShowsAsItself() {
    for (int i = 0; i < 600; i++) {
      history.error(now += 10 * SECOND, ErrorClass.Refused);
    }
    now += 5 * SECOND; // half-way to the next one
    assertThat(value(SignalName.ErrorRate)).isEqualTo(6, within(0.15));
  }

  @Test
  void whatCountsAsAnError() {
    history.failed(now, 0, ErrorClass.Refused);
    history.error(now, ErrorClass.ConnectTimeout);
    history.missed(now);
    history.failed(now, 0, ErrorClass.AddressError);
    history.error(now, ErrorClass.ConfigError);
    assertThat(value(SignalName.ErrorRate)).as("a turn that was missed, and what the declaration got wrong, are none")
        .isEqualTo(60 * 2 / SPAN, within(1e-3));
    assertThat(value(SignalName.ErrorEntropy)).isEqualTo(1, within(1e-6));
    assertThat(history.readsSinceReset()).as("one failed, one missed").isEqualTo(2);
  }

  /** Four classes, equally often: 2 bits. And 2 : 1 : 1 is 1.5 bits. */
  @Test
  void errorEntropy() {
    assertThat(value(SignalName.ErrorEntropy)).isZero();
    history.error(now, ErrorClass.Refused);
    history.error(now, ErrorClass.ConnectTimeout);
    history.error(now, ErrorClass.Refused);
    history.error(now, ErrorClass.ProtocolError);
    assertThat(value(SignalName.ErrorEntropy)).isEqualTo(1.5, within(1e-6));
    history.error(now, ErrorClass.ConnectTimeout);
    history.error(now, ErrorClass.ProtocolError);
    history.error(now, ErrorClass.RequestTimeout);
    history.error(now, ErrorClass.RequestTimeout);
    assertThat(value(SignalName.ErrorEntropy)).isEqualTo(2, within(1e-6));
  }

  @Test
  void tagAgeInIntervals() {
    assertThat(value(SignalName.TagStaleness)).isNaN();
    history.tagAge(now, 7 * SECOND, 2 * SECOND);
    assertThat(value(SignalName.TagStaleness)).isEqualTo(3.5);
    history.reset(now);
    assertThat(value(SignalName.TagStaleness)).isNaN();
  }

  /** With the fourth read all six signals of the standard profile are known, and four turns without an event are a measure. */
  @ParameterizedTest
  @EnumSource
  void isKnownWithTheFourthRead(SignalName signal) {
    reads(3, 20);
    history.tagAge(now, SECOND, SECOND);
    assertThat(enough(signal)).isFalse();
    reads(1, 20);
    assertThat(enough(signal)).isTrue();
  }

  private void reads(int times, long millis) {
    for (int i = 0; i < times; i++) {
      history.answered(now += SECOND, millis * MILLI, millis * MILLI);
      history.pdus(now, 1, 0);
    }
  }

  private double value(SignalName signal) {
    measures.take(history, now);
    return measures.value(signal.index());
  }

  private boolean enough(SignalName signal) {
    measures.take(history, now);
    return measures.enough(signal.index());
  }
}
