package io.plcfleet.operator.rollout;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ScenariosTest {
  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/rollout"))) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void goesAsTold(Path file) throws IOException {
    new Scenario(Files.readAllLines(file)).play();
  }

  @Test
  void whatIsNotUnderstoodIsNoSuccess() {
    assertThatThrownBy(() -> play("00:00 the settings feel odd", "00:01 => Shadow")).hasMessageContaining("what does this mean? the settings feel odd");
    assertThatThrownBy(() -> play("00:00 the settings are edited")).hasMessageContaining("expects nothing");
    assertThatThrownBy(() -> play("00:00 the settings are edited", "00:01 => Progressing")).hasMessageContaining("Shadow");
    assertThatThrownBy(() -> play("00:00 the settings are edited", "00:01 => Shadow Baking")).hasMessageContaining("Progressing");
    assertThatThrownBy(() -> play("00:00 the settings are edited", "00:01 => Shadow, 3 Plcs have the change")).hasMessageContaining("Plcs that have the change");
    assertThatThrownBy(() -> play("00:00 the settings are edited", "00:01 => Shadow, all is well")).hasMessageContaining("what does this mean? all is well");
  }

  private static void play(String... lines) {
    new Scenario(Stream.concat(Stream.of("fleet 10 Plcs"), Stream.of(lines)).toList()).play();
  }
}
