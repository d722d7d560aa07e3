package io.plcfleet.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plcfleet.api.v1alpha1.ScoringProfileSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ProfileCheckTest {
  private static final Path CORPUS = Path.of("src/test/resources/schema/scoringprofile");
  private static final ObjectMapper YAML = new YAMLMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
  /** What only a schema can see: names of objects, fields that nobody knows, the type of a scalar. */
  private static final Set<String> SCHEMA_ALONE =
      Set.of("invalid-name-of-the-built-in.yaml", "invalid-action-of-healthy.yaml", "invalid-bound-without-quotes.yaml");
  /** Words that are refused on reading already. */
  private static final Set<String> WORDS = Set.of("invalid-action-tags.yaml", "invalid-action-connections.yaml");

  /** What the API server refuses is refused here, and what it takes is taken. */
  @TestFactory
  Stream<DynamicTest> agreesWithTheSchema() throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(CORPUS)) {
      files = list.sorted().toList();
    }
    return files.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> agree(file)));
  }

  private static void agree(Path file) throws IOException {
    String name = file.getFileName().toString();
    String text = Files.readString(file);
    if (WORDS.contains(name)) {
      assertThatThrownBy(() -> spec(text)).hasMessageContaining("not one of the values accepted");
    } else if (name.startsWith("valid-") || SCHEMA_ALONE.contains(name)) {
      assertThat(ProfileCheck.problems(spec(text))).isEmpty();
      assertThat(ProfileModel.of(ProfileSnapshot.of(spec(text)))).isNotNull();
    } else {
      assertThat(ProfileCheck.problems(spec(text))).isNotEmpty();
    }
  }

  @Test
  void everythingWrongIsSaidAtOnceWithItsFieldAndTheWayOut() throws IOException {
    ScoringProfileSpec spec = spec("""
        spec:
          window: 10m
          decay: {factor: "0", per: soon}
          formula:
            penalties:
            - {signal: SuccessRatio, points: 50, good: "0.95", bad: "0.999"}
            - {signal: AckP95, points: 30, good: "0.12", bad: 200ms}
            - {signal: Mood, points: 20, good: "1", bad: "2"}
            - {signal: AckP95, points: 101, good: 300ms, bad: 200ms}
            stability: {errorEntropy: 60, responseStability: 30}
          grades: {healthy: 99, warning: 99, critical: 50}
          hysteresis: {worseAfter: 6m, betterAfter: 2h}
          actions: {warning: {readRate: half}}
        """);
    assertThat(ProfileCheck.problems(spec)).extracting(FieldProblem::toString).containsExactly(
        "spec.window: 10m is longer than 5m",
        "spec.decay.factor: \"0\" is no decimal above 0 and at most 1; expected for example \"0.8\"",
        "spec.decay.per: \"soon\" is no duration; expected for example 800ms, 60s or 1m30s",
        "spec.formula: exactly one of penalties, linear, stability is needed, and there are 2: keep one",
        "spec.formula.penalties[0]: good 0.95 must be above bad 0.999: a low SuccessRatio is the bad one",
        "spec.formula.penalties[1].good: \"0.12\" is no duration, and AckP95 is measured in time; expected for example 120ms",
        "spec.formula.penalties[2].signal: \"Mood\" is no signal; expected one of " + signals(),
        "spec.formula.penalties[3].points: 101 is not within 1 to 100",
        "spec.formula.penalties[3].signal: AckP95 stands twice: keep one",
        "spec.formula.penalties[3]: good 300ms must be below bad 200ms: a high AckP95 is the bad one",
        "spec.formula.penalties: the points must add up to 100, but add up to 201: SuccessRatio 50, AckP95 30, Mood 20, AckP95 101",
        "spec.formula.stability: errorEntropy 60 and responseStability 30 must be at least 1 each and add up to 100; R-11 has 60 and 40",
        "spec.grades: healthy 99, warning 99, critical 50 must descend, from at most 100 to at least 1; expected for example 90, 70, 50",
        "spec.hysteresis.worseAfter: 6m is longer than 5m",
        "spec.hysteresis.betterAfter: 2h is longer than 60m",
        "spec.grades.healthy: 99 and hysteresis.points 2 are together more than the best score, 100: nothing could become Healthy again; lower one of the two",
        "spec.actions.warning.readRate: \"half\" is not within 10% to 100%; expected for example 50%");
  }

  @Test
  void aDecayThatForgetsAtOnceIsToldWithTheWayOut() throws IOException {
    assertThat(ProfileCheck.problems(spec("spec: {decay: {factor: \"0.05\", per: 1s}, formula: {linear: {}}}"))).extracting(FieldProblem::toString).containsExactly(
        "spec.decay.factor: \"0.05\" per 1s forgets so fast that nothing could be counted; expected at least \"0.4\", or at least \"0.01\" with a per of at least 30s");
  }

  @Test
  void whatIsMissingAltogetherIsSaidToo() {
    assertThat(ProfileCheck.problems(null)).extracting(FieldProblem::toString).containsExactly("spec: is needed: a profile has at least a formula");
  }

  private static String signals() {
    return String.join(", ", Stream.of(io.plcfleet.scoring.SignalName.values()).map(Enum::name).toList());
  }

  private static ScoringProfileSpec spec(String yaml) throws JsonProcessingException {
    JsonNode spec = YAML.readTree(yaml).get("spec");
    return YAML.treeToValue(spec, ScoringProfileSpec.class);
  }
}
