package io.plcfleet.operator.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;

class MonitorMemoryTest {
  @Test
  void upToSixHundredTheHeapOfTheImageIsEnough() {
    for (int plcs : new int[] {1, MonitorRender.PLCS_PER_POD, 600}) {
      MonitorMemory memory = MonitorMemory.of(plcs, 0);
      assertThat(memory.flag()).isEqualTo("-Xmx48m");
      assertThat(memory.environment()).isEmpty();
      assertThat(memory.resources().getRequests()).containsEntry("memory", new Quantity("96Mi"));
      assertThat(memory.resources().getLimits()).containsEntry("memory", new Quantity("192Mi"));
    }
  }

  /** 24 MB, and 40 KB for each of 2,000 PLCs; 144 MB besides. */
  @Test
  void moreTakeMore() {
    MonitorMemory memory = MonitorMemory.of(2000, 0);
    assertThat(memory.environment()).singleElement().satisfies(variable -> {
      assertThat(variable.getName()).isEqualTo("JDK_JAVA_OPTIONS");
      assertThat(variable.getValue()).isEqualTo("-Xmx104m");
    });
    assertThat(memory.resources().getLimits()).containsEntry("memory", new Quantity("248Mi"));
  }

  /** 24 MB, 40 KB for each of 250 PLCs, and for each 15 minutes of 60 reads of four events of 21 bytes. */
  @Test
  void recordingsTakeTheirs() {
    assertThat(MonitorMemory.of(250, 15).flag()).isEqualTo("-Xmx53m");
  }
}
