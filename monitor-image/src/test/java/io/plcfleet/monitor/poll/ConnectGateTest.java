package io.plcfleet.monitor.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectGateTest {
  @Test
  void aReturningSwitchIsNotMetByAllAtOnce() {
    ConnectGate gate = new ConnectGate();
    long now = Duration.ofHours(1).toNanos();
    int atOnce = 0;
    long last = 0;
    for (int i = 0; i < 250; i++) {
      last = gate.reserve(now);
      if (last == now) atOnce++;
    }
    assertThat(atOnce).isEqualTo(20);
    assertThat(Duration.ofNanos(last - now)).isEqualTo(Duration.ofMillis(2300));
  }

  @Test
  void aSingleOneNeverWaits() {
    ConnectGate gate = new ConnectGate();
    for (long now = 0; now < Duration.ofSeconds(10).toNanos(); now += Duration.ofMillis(500).toNanos()) {
      assertThat(gate.reserve(now)).isEqualTo(now);
    }
  }
}
