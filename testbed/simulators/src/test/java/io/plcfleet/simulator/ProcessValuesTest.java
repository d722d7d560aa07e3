package io.plcfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProcessValuesTest {
  @Test
  void theLifeCounterMovesWithinAnyTenthOfASecondAndWraps() {
    for (long millis = 0; millis < 3_000_000; millis += 997) {
      assertThat(after(millis + 100).lifeCounter()).isNotEqualTo(after(millis).lifeCounter()).isNotNegative();
    }
    assertThat(after(32_768 * 50L).lifeCounter()).isZero();
  }

  @Test
  void registersLieWhereTheyAreDocumented() {
    var values = after(12_345);
    var wire = ByteBuffer.wrap(values.registers(0, 6));
    assertThat(wire.getShort()).isEqualTo(values.lifeCounter());
    assertThat(wire.getShort()).isEqualTo(values.temperature()).isBetween((short) 550, (short) 750);
    assertThat(wire.getFloat()).isEqualTo(values.pressure()).isBetween(5.5f, 6.5f);
    assertThat(wire.getShort()).isEqualTo((short) 5);
    assertThat(ByteBuffer.wrap(values.registers(998, 1)).getShort()).isEqualTo((short) 999);
  }

  @Test
  void onlyTheFirstCoilBlinks() {
    assertThat(after(500).coils(0, 9)).containsExactly(0, 0);
    assertThat(after(1500).coils(0, 9)).containsExactly(1, 0);
    assertThat(after(1500).coils(1, 8)).containsExactly(0);
  }

  @Test
  void aStoppedProgramStandsStillAndGoesOnWhereItWas() {
    var nanos = new AtomicLong(5);
    var clock = new ProgramClock(nanos::get);
    nanos.addAndGet(1000);
    clock.set(CpuState.Stop);
    nanos.addAndGet(1000);
    assertThat(clock.running()).isEqualTo(Duration.ofNanos(1000));
    clock.set(CpuState.Run);
    clock.set(CpuState.Run);
    nanos.addAndGet(500);
    assertThat(clock.running()).isEqualTo(Duration.ofNanos(1500));
  }

  private static ProcessValues after(long millis) {
    return ProcessValues.after(Duration.ofMillis(millis), 1);
  }
}
