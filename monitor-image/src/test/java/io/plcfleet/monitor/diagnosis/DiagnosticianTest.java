package io.plcfleet.monitor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.Confidence;
import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.scoring.ErrorClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Stories in src/test/resources/diagnosis, readable and writable by whoever knows the plant; and what holds for all of them. */
class DiagnosticianTest {
  private static final Path STORIES = Path.of("src/test/resources/diagnosis");
  private static final long SECOND = 1_000_000_000;

  @ParameterizedTest
  @MethodSource("stories")
  void theStoryEndsAsItSays(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file).stream().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    Story story = new Story(lines.getFirst());
    List<String> told = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("=>")) {
        told.add("=> " + story.said());
      } else {
        story.tell(line);
        told.add(line);
      }
    }
    assertThat(String.join("\n", told)).isEqualTo(String.join("\n", lines.subList(1, lines.size())));
    assertThat(lines).as("a story without an arrow proves nothing").anyMatch(line -> line.startsWith("=>"));
  }

  @Test
  void everyClassHasItsSignInTheSameOrderAndAStory() throws IOException {
    assertThat(Signs.ALL.stream().map(Sign::name)).containsExactly(DiagnosisClass.values());
    assertThat(Signs.ALL.stream().map(sign -> sign.getClass().getSimpleName())).containsExactly(Stream.of(DiagnosisClass.values()).map(Enum::name).toArray(String[]::new));
    Set<String> said = stories().stream().flatMap(DiagnosticianTest::arrows).map(arrow -> arrow.replaceAll("=> (\\w+).*", "$1")).collect(Collectors.toSet());
    assertThat(said).contains("nothing").containsAll(Stream.of(DiagnosisClass.values()).map(Enum::name).toList());
  }

  /** Whoever stays unreachable must not stay without a word, and the word comes with the third failure, not before. */
  @ParameterizedTest
  @EnumSource(names = {"AddressError", "AccessDenied", "ConfigError", "AddressForbidden", "LocalFailure"}, mode = EnumSource.Mode.EXCLUDE)
  void threeFailuresOfAnyClassHaveADiagnosis(ErrorClass error) {
    Diagnostician never = new Diagnostician(SECOND);
    for (int i = 0; i < 3; i++) {
      assertThat(never.diagnose(i * SECOND)).isNull();
      never.failed(i * SECOND, error, 0, 0);
    }
    assertThat(never.name(2 * SECOND)).isEqualTo(DiagnosisClass.WrongEndpoint);
  }

  @ParameterizedTest
  @EnumSource(names = {"AddressError", "AccessDenied", "DeviceBusy", "DeviceFailure", "ConfigError", "AddressForbidden", "LocalFailure"}, mode = EnumSource.Mode.EXCLUDE)
  void threeFailuresOfALinkThatWorkedHaveADiagnosis(ErrorClass error) {
    Diagnostician before = new Diagnostician(SECOND);
    before.answered(0, 5_000_000);
    for (int i = 1; i <= 3; i++) before.failed(i * SECOND, error, 0, 0);
    assertThat(before.name(3 * SECOND)).isIn(DiagnosisClass.LinkCut, DiagnosisClass.DeviceOverloaded, DiagnosisClass.WrongEndpoint);
    before.answered(4 * SECOND, 5_000_000);
    assertThat(before.name(4 * SECOND)).isNotIn(DiagnosisClass.LinkCut, DiagnosisClass.WrongEndpoint);
  }

  @ParameterizedTest
  @EnumSource(names = {"AddressError", "AccessDenied", "ConfigError", "AddressForbidden", "LocalFailure"})
  void whatIsNotOfTheLinkHasNone(ErrorClass error) {
    Diagnostician diagnostician = new Diagnostician(SECOND);
    for (int i = 0; i < 5; i++) diagnostician.failed(i * SECOND, error, 0, 0);
    assertThat(diagnostician.name(5 * SECOND)).isNull();
  }

  /** Anything may happen in any order: no mistake of ours, and never more certainty than one PLC can give. */
  @Test
  void nothingThatHappensIsTooMuch() {
    SplittableRandom random = new SplittableRandom(7);
    ErrorClass[] errors = ErrorClass.values();
    Set<DiagnosisClass> said = EnumSet.noneOf(DiagnosisClass.class);
    for (int run = 0; run < 300; run++) {
      Diagnostician diagnostician = new Diagnostician(SECOND);
      long now = random.nextLong();  // the clock is of any sign, and may run over
      double health = random.nextDouble();
      for (int i = 0; i < 300; i++) {
        now += random.nextLong(3 * SECOND);
        happen(diagnostician, random, random.nextDouble() < health ? null : errors[random.nextInt(errors.length)], now);
        Diagnosis diagnosis = diagnostician.diagnose(now);
        if (diagnosis == null) continue;
        said.add(diagnosis.name());
        assertThat(diagnosis.since() - now).as(diagnosis.evidence()).isLessThanOrEqualTo(0);
        assertThat(diagnosis.firstSignAfter()).as(diagnosis.evidence()).isGreaterThanOrEqualTo(Diagnosis.UNKNOWN);
        assertThat(diagnosis.evidence()).doesNotContain("NaN", "null", "Infinity").containsPattern("\\d");
        if (diagnosis.name() == DiagnosisClass.NetworkPathDegraded) assertThat(diagnosis.confidence()).isNotEqualTo(Confidence.High);
      }
    }
    assertThat(said).isEqualTo(EnumSet.allOf(DiagnosisClass.class));
  }

  private static void happen(Diagnostician diagnostician, SplittableRandom random, @Nullable ErrorClass error, long now) {
    switch (random.nextInt(12)) {
      case 0 -> diagnostician.cpuStopped(now);
      case 1 -> diagnostician.cpuRuns(now);
      case 2 -> diagnostician.identity(now, "CPU " + random.nextInt(20) / 19);
      case 3 -> diagnostician.busy(now);
      case 4, 5, 6 -> diagnostician.lifeSign(now, random.nextInt(20) == 0, SECOND);
      case 7 -> diagnostician.connected(random.nextLong(SECOND));
      default -> {
        if (error == null) diagnostician.answered(now, random.nextLong(SECOND));
        else diagnostician.failed(now, error, 3, random.nextInt(4));
      }
    }
  }

  private static List<Path> stories() throws IOException {
    try (Stream<Path> files = Files.list(STORIES)) {
      return files.filter(file -> file.toString().endsWith(".story")).sorted().toList();
    }
  }

  private static Stream<String> arrows(Path file) {
    try {
      return Files.readAllLines(file).stream().map(String::strip).filter(line -> line.startsWith("=>"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
