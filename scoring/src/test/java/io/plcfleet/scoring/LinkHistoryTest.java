package io.plcfleet.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinkHistoryTest {
  private static final long SECOND = 1_000_000_000;
  private static final Signal SUCCESS = Signals.of(SignalName.SuccessRatio);

  /** The window holds 20 samples of slow polling, up to 5 min. Enough is four, or half of what fits. */
  @ParameterizedTest
  @CsvSource({
      "200,     60,  4, 334", // 300 due, a tenth and four more
      "1000,    60,  4,  70",
      "3000,    60,  4,  26",
      "5000,   100,  4,  26",
      "15000,  300,  4,  26",
      "30000,  300,  4,  15", // 10 fit, half of them would be 5
      "40000,  300,  3,  11", // 7 fit
      "60000,  300,  2,   9",
      "3600000, 300, 1,   4",
      "1,       60,  4, 2048"})
  void slowPollingStretchesTheWindow(long intervalMillis, int windowSeconds, int enough, int room) {
    LinkHistory history = new LinkHistory(Profile.standard(), intervalMillis * 1_000_000);
    assertThat(history.latencies().windowMillis()).isEqualTo(windowSeconds * 1000);
    assertThat(history.enoughReads()).isEqualTo(enough);
    assertThat(history.latencies().capacity()).isEqualTo(room);
  }

  @Test
  void aRefusalSaysNothingAboutSpeed() {
    LinkHistory history = new LinkHistory(Profile.standard(), SECOND);
    history.answered(SECOND, 5_000_000, 5_000_000);
    history.failed(2 * SECOND, 0, ErrorClass.Refused);
    history.failed(3 * SECOND, 800_000_000, ErrorClass.RequestTimeout);

    assertThat(history.readsSinceReset()).isEqualTo(3);
    assertThat(history.latencies().count()).as("the answer and the timeout").isEqualTo(2);
    assertThat(SUCCESS.measure(history)).isEqualTo(1 / 3.0, within(0.01));
  }

  @Test
  void anUntimedAnswerIsASuccessAndNoSample() {
    LinkHistory history = new LinkHistory(Profile.standard(), SECOND);
    history.failed(SECOND, 0, ErrorClass.Refused);
    history.answeredUntimed(2 * SECOND);
    history.answeredUntimed(3 * SECOND);

    assertThat(history.readsSinceReset()).isEqualTo(3);
    assertThat(history.answers()).isEqualTo(2);
    assertThat(history.latencies().count()).isZero();
    assertThat(SUCCESS.measure(history)).isEqualTo(2 / 3.0, within(0.01));
  }

  @Test
  void keepsWhatItKnowsWithAnotherIntervalAndWindow() {
    LinkHistory history = new LinkHistory(Profile.standard(), SECOND);
    for (int i = 1; i <= 60; i++) {
      history.answered(i * SECOND, 5_000_000, 5_000_000);
    }
    history.failed(61 * SECOND, 800_000_000, ErrorClass.RequestTimeout);
    double ratio = SUCCESS.measure(history);

    history.use(Profile.standard(), 10 * SECOND);
    assertThat(SUCCESS.measure(history)).isEqualTo(ratio);
    assertThat(history.latencies().windowMillis()).isEqualTo(200_000);
    assertThat(history.latencies().count()).as("26 have room").isEqualTo(26);

    Profile longer = new Profile(Duration.ofMinutes(10), Profile.standard().decay(), Profile.standard().formula(),
        Profile.standard().grades(), Profile.standard().hysteresis(), Profile.standard().actions());
    history.use(longer, 10 * SECOND);
    assertThat(SUCCESS.measure(history)).isEqualTo(ratio, within(0.001));
    assertThat(history.readsSinceReset()).isEqualTo(61);
  }

  @Test
  void aVeryLongPauseLeavesNothing() {
    LinkHistory history = new LinkHistory(Profile.standard(), SECOND);
    history.answered(0, 5_000_000, 5_000_000);
    history.forward(Duration.ofDays(50).toNanos()); // more than 2^32 ms: the ints of the samples have come round
    assertThat(history.latencies().count()).isZero();
    assertThat(SUCCESS.measure(history)).isNaN();
  }

  @Test
  void timeNeverRunsBack() {
    LinkHistory history = new LinkHistory(Profile.standard(), SECOND);
    history.answered(10 * SECOND, 5_000_000, 5_000_000);
    history.answered(9 * SECOND, 6_000_000, 6_000_000);
    assertThat(history.latencies().count()).isEqualTo(2);
    assertThat(SUCCESS.measure(history)).isEqualTo(1);
  }

  @Test
  void refusesAnIntervalOfNothing() {
    assertThatThrownBy(() -> new LinkHistory(Profile.standard(), 0)).hasMessage("poll interval must be longer than 0");
  }
}
