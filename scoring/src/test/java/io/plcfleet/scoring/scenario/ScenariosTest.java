package io.plcfleet.scoring.scenario;

import static org.assertj.core.api.Assertions.assertThat;
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
  private static final Path FOLDER = Path.of("src/test/resources/scenarios");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".scenario")).sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void goesAsTold(Path file) throws IOException {
    new Scenario(Files.readAllLines(file)).play().forEach(alert -> System.out.println("alert latency, " + file.getFileName() + ": " + alert));
  }

  @Test
  void whatIsNotUnderstoodIsNoSuccess() {
    assertThatThrownBy(() -> play("1s the PLC feels unwell", "2s => Unknown WarmingUp")).hasMessageContaining("what does this line mean? 1s the PLC feels unwell");
    assertThatThrownBy(() -> play("1s reads take 20 ms")).hasMessageContaining("expects nothing");
    assertThatThrownBy(() -> play("9s => Warning LinkHealthy")).hasMessageContaining("Warning LinkHealthy");
    assertThatThrownBy(() -> play("9s => Healthy LinkHealthy, score 12")).hasMessageContaining("11.5");
    assertThatThrownBy(() -> play("9s => Healthy LinkHealthy; essential tags only")).hasMessageContaining("all tags read as declared");
    assertThatThrownBy(() -> play("9s => alert PlcPreFault fires at most 15s after the last event")).isInstanceOf(AssertionError.class);
    assertThat(play("9s => Healthy LinkHealthy", "9s => alert PlcScoreWarning does not fire")).isEmpty();
  }

  private static List<String> play(String... lines) {
    return new Scenario(Stream.concat(Stream.of("profile standard", "poll 1s", "timeout 800ms"), Stream.of(lines)).toList()).play();
  }
}
