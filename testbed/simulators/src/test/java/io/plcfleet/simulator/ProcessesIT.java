package io.plcfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated PLCs leave no process behind, however they end, and say what to build when something is missing. */
class ProcessesIT {
  private static final List<Device> ONE_OF_EACH = List.of(Device.modbus("press"), Device.s7("robot"));

  @Test
  void twentyPlantsLeaveNoProcess() {
    for (int i = 0; i < 20; i++) {
      List<Long> pids;
      try (var plant = Plant.start("127.0.0.1", ONE_OF_EACH)) {
        pids = plant.pids();
        assertThat(pids).hasSize(2).allMatch(ProcessesIT::lives);
      }
      assertThat(pids).noneMatch(ProcessesIT::lives);
    }
  }

  @Test
  void aPlantThatCannotStartLeavesNoProcess() {
    long before = ProcessHandle.current().descendants().count();
    try (var plant = Plant.start("127.0.0.1", ONE_OF_EACH)) {
      int taken = plant.plc("press").port();
      assertThatThrownBy(() -> Plant.start("127.0.0.1", List.of(Device.modbus("press").onPort(taken), Device.s7("robot"))))
          .hasMessageContaining("address already in use");
      assertThat(ProcessHandle.current().descendants().count()).isEqualTo(before + 2);
    }
  }

  @Test
  void aKilledJvmLeavesNoProcess(@TempDir Path folder) throws Exception {
    Path plantFile = Files.writeString(folder.resolve("plant.json"),
        "[{\"name\": \"press\", \"protocol\": \"Modbus\"}, {\"name\": \"robot\", \"protocol\": \"S7\"}]");
    var jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
        Main.class.getName(), "--plant", plantFile.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var output = jvm.inputReader()) {
      assertThat(output.readLine()).startsWith("control http://127.0.0.1:");
      var children = jvm.descendants().toList();
      assertThat(children).hasSize(2);
      jvm.destroyForcibly().waitFor();
      for (var child : children) {
        assertThat(ended(child)).as("process %s", child.pid()).isTrue();
      }
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void whatIsMissingIsNamedWithTheCommandThatBuildsIt(@TempDir Path empty) {
    var home = new TestbedHome(empty);
    assertThatThrownBy(() -> Plant.start(home, "127.0.0.1", List.of(Device.modbus("press"))))
        .hasMessageContaining("bin/faultproxy is missing").hasMessageContaining("testbed/build faultproxy simulators");
    assertThatThrownBy(() -> S7Plcs.start(home, List.of("robot")))
        .hasMessageContaining("node_snap7.node is missing").hasMessageContaining("testbed/build faultproxy simulators");
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static boolean ended(ProcessHandle process) throws Exception {
    try {
      process.onExit().get(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }
}
