package io.plcfleet.operator.rollout.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.operator.rollout.Verdict;
import io.plcfleet.scoring.SignalName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The stories of {@code comparisons.txt}, which explains its words. */
class ComparisonsTest {
  private static final Path STORIES = Path.of("src/test/resources/analysis/comparisons.txt");
  private static final Pattern KIND = Pattern.compile("(\\d+): (\\S+) -> ([^\\s,]+)(?:, (\\d+) reads)?");
  private static final long READS = 300;

  @TestFactory
  Stream<DynamicTest> storiesComeTrue() throws IOException {
    List<String> stories = Files.readAllLines(STORIES).stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    assertThat(stories).hasSizeGreaterThan(40);
    return stories.stream().map(story -> DynamicTest.dynamicTest(story, () -> {
      String[] columns = story.split("\\|", -1);
      Verdict verdict = plant(columns).verdict(SignalName.valueOf(word(columns, 0)), word(columns, 1));
      assertThat(verdict.common() ? "Common" : verdict.result().name()).as(verdict.message()).isEqualTo(columns[3].strip());
      assertThat(verdict.common() && verdict.result() != ConfigRolloutStatus.Verdict.Fail).isFalse();
      assertThat(verdict.message()).hasSizeBetween(10, 512).doesNotContain("NaN", "Infinity");
      assertThat(verdict.decides()).isTrue();
    }));
  }

  private static Plant plant(String[] columns) {
    Plant plant = new Plant();
    SignalName signal = SignalName.valueOf(word(columns, 0));
    add(plant, signal, columns[1], true);
    add(plant, signal, columns[2], false);
    return plant;
  }

  private static void add(Plant plant, SignalName signal, String column, boolean canary) {
    if (column.strip().equals("nobody")) return;
    int number = 0;
    for (String text : column.split("\\+", -1)) {
      Matcher kind = KIND.matcher(text.strip());
      assertThat(kind.matches()).as(text).isTrue();
      long reads = kind.group(4) == null ? READS : Long.parseLong(kind.group(4));
      for (int i = 0; i < Integer.parseInt(kind.group(1)); i++) {
        plant.plc((canary ? "new-" : "old-") + number++, canary, signal, value(signal, kind.group(2)), value(signal, kind.group(3)), reads);
      }
    }
  }

  private static @Nullable Double value(SignalName signal, String text) {
    if (text.equals("?")) return null;
    if (text.endsWith("%")) return Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
    return Double.parseDouble(text) / (signal.unit() == SignalName.Unit.Seconds ? 1000 : 1);
  }

  private static String word(String[] columns, int index) {
    return columns[0].strip().split(" +", -1)[index];
  }
}
