package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionTest {
  private static final long SECOND = 1_000_000_000;
  private final Session session = new Session();

  @Test
  void theFirstConnectionHasNothingToForget() {
    assertThat(session.resume(1000 * SECOND)).isTrue();
  }

  @Test
  void goesOnWithinFiveMinutesCountedFromTheFirstLoss() {
    session.lost(10 * SECOND);
    session.lost(200 * SECOND);
    assertThat(session.resume(310 * SECOND)).isTrue();
    session.lost(400 * SECOND);
    assertThat(session.resume(701 * SECOND)).isFalse();
    assertThat(session.resume(702 * SECOND)).isTrue();
  }

  @Test
  void numbersGoOnWhateverHappens() {
    assertThat(session.next()).isEqualTo(1);
    session.lost(0);
    assertThat(session.resume(900 * SECOND)).isFalse();
    assertThat(session.next()).isEqualTo(2);
    assertThat(session.newest()).isEqualTo(2);
  }

  @Test
  void anotherDeviceBeginsAnew() {
    assertThat(session.isSame("S C-A1")).isTrue();
    assertThat(session.isSame("S C-A1")).isTrue();
    assertThat(session.isSame("S C-B2")).isFalse();
    assertThat(session.isSame("S C-B2")).isTrue();
    session.lost(0);
    session.resume(301 * SECOND);
    assertThat(session.isSame("S C-C3")).as("begun anew already").isTrue();
  }
}
