package io.plcfleet.operator.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plcfleet.api.v1alpha1.MonitorFleet;
import io.plcfleet.operator.outcome.Problem;
import java.util.List;
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

  /** What is no heap takes 144 MB, however large the limit is that the fleet sets. */
  @Test
  void theHeapFollowsFromALimitOfTheFleet() {
    assertThat(MonitorMemory.of(250, 0).within(new Quantity("192Mi")).environment()).isEmpty();
    assertThat(MonitorMemory.of(250, 0).within(new Quantity("1Gi")).flag()).isEqualTo("-Xmx880m");
    assertThat(MonitorMemory.of(250, 0).within(new Quantity("256M")).flag()).as("244 MiB").isEqualTo("-Xmx100m");
    assertThat(MonitorMemory.of(2000, 0).within(new Quantity("200Mi")).flag()).as("what the PLCs take comes first").isEqualTo("-Xmx104m");
  }

  @Test
  void aLimitThatIsTooSmallIsRefusedWithTheWayOut() {
    assertThat(problems("plcsPerPod: 2000", "128Mi")).containsExactly("spec.monitor.resources.limits.memory: \"128Mi\" is too little for 2000 PLCs in a monitor (spec.monitor.plcsPerPod),"
        + " which take at least 184Mi, 104 of them heap: give that much, set plcsPerPod to 600 or less, or leave the limit out for one that fits");
    assertThat(problems("recordingMinutes: 60", "180Mi")).singleElement().asString().contains("250 PLCs in a monitor", "with 60 minutes of recording", "take at least 190Mi, 110 of them heap",
        "set plcsPerPod to 221 or less");
    assertThat(problems("plcsPerPod: 1", "64Mi")).singleElement().asString().contains("take at least 128Mi", "give that much, or leave the limit out");
    assertThat(problems("plcsPerPod: 600", "128Mi")).as("the way out is one").isEmpty();
    assertThat(problems("plcsPerPod: 221, recordingMinutes: 60", "180Mi")).isEmpty();
  }

  private static List<String> problems(String monitor, String limit) {
    return MemoryCheck.problems(Serialization.unmarshal("metadata: {name: line-a}\nspec: {selector: {}, monitor: {" + monitor + ", resources: {limits: {memory: " + limit + "}}}}", MonitorFleet.class))
        .map(Problem::toString).toList();
  }
}
