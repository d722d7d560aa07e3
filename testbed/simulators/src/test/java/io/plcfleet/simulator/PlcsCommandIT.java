package io.plcfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code testbed/plcs}, on a plant of free ports. */
class PlcsCommandIT {
  private record Ran(int code, String output) {}

  private final Path folder;

  PlcsCommandIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void down() throws Exception {
    plcs("down");
  }

  @Test
  void aPlantIsStartedSteeredAndEnded() throws Exception {
    Path plant = Files.writeString(folder.resolve("plant.json"), """
        [{"name": "press", "protocol": "Modbus"}, {"name": "dryer", "protocol": "Modbus", "units": 3, "deadUnits": [2]},
         {"name": "robot", "protocol": "S7"}]""");
    assertThat(plcs("list").output()).contains("plcs up");

    Ran up = plcs("up", "--plant", plant.toString());
    assertThat(up.code()).as(up.output()).isZero();
    assertThat(up.output()).containsPattern("press +Modbus +127.0.0.1:\\d+ +1 +none +Run").containsPattern("dryer-02 .* dead unit");
    long pid = Long.parseLong(Files.readString(folder.resolve("run/plcs.pid")).strip());
    var children = ProcessHandle.of(pid).orElseThrow().descendants().toList();
    assertThat(children).hasSize(2);

    assertThat(plcs("up").code()).isEqualTo(1);
    assertThat(plcs("fault", "press", "slow", "400ms").output()).containsPattern("press .* slow 400ms,40ms +Run");
    assertThat(plcs("fault", "dryer-01", "freeze").output()).containsPattern("dryer-01 .* freeze");
    assertThat(plcs("cpu", "robot", "stop").output()).containsPattern("robot +S7 .* - +none +Stop");
    assertThat(plcs("list").output()).containsPattern("dryer-03 .* freeze").containsPattern("robot .* Stop");
    assertThat(plcs("fault", "press", "explode")).isEqualTo(new Ran(1, "no fault is called \"explode\"; there are: " + Fault.KINDS + "\n"));
    assertThat(plcs("fault", "nobody", "freeze")).isEqualTo(new Ran(1, "no PLC is called nobody\n"));

    assertThat(plcs("down").code()).isZero();
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(plcs("down").code()).as("twice is no error").isZero();
  }

  private Ran plcs(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("../plcs"));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("TESTBED_RUN", folder.resolve("run").toString());
    int code = builder.start().waitFor();
    return new Ran(code, Files.readString(output, StandardCharsets.UTF_8));
  }
}
