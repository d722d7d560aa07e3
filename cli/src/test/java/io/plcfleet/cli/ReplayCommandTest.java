package io.plcfleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plcfleet.recording.RecordingText;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  private static final long S = 1_000_000_000;
  private static final long MS = 1_000_000;
  private static final String STRICT = """
      apiVersion: plcfleet.io/v1alpha1
      kind: ScoringProfile
      metadata: {name: strict}
      spec:
        formula:
          penalties:
          - {signal: AckP95, points: 60, good: 20ms, bad: 200ms}
          - {signal: SuccessRatio, points: 40, good: "0.999", bad: "0.95"}
      """;

  @TempDir @SuppressWarnings("NullAway.Init")  // JUnit fills it in
  Path folder;
  private Path recording;
  private Path strict;

  /** A minute of 5 ms, two of 110 ms, then the port is closed. */
  @BeforeEach
  void record() throws IOException {
    StringBuilder text = new StringBuilder(RecordingText.HEADING + "\n");
    RecordingText link = new RecordingText(text, "press-01", Instant.parse("2026-11-22T19:00:00Z"));
    link.interval(0, S);
    for (int second = 1; second <= 180; second++) {
      long takes = (second <= 60 ? 5 : 110) * MS;
      link.answered(second * S, takes, takes);
      link.judged(second * S, Findings.NONE);
    }
    for (int second = 181; second <= 200; second++) {
      link.missed(second * S);
      link.error(second * S, ErrorClass.Refused);
      link.judged(second * S, new Findings(second >= 183, false, false, false));
    }
    recording = Files.writeString(folder.resolve("recording"), text);
    strict = Files.writeString(folder.resolve("strict.yaml"), STRICT);
  }

  @Test
  void tellsScoresChangesAndAlertsOfTwoProfiles() {
    Run run = Run.of("replay", "--recording", recording.toString(), "--profile", "standard", "--compare", strict.toString(), "--every", "60s");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("""
        press-01, 2026-11-22 19:00:01 UTC to 2026-11-22 19:03:20 UTC

          time      standard                        strict
        """);
    assertThat(run.out()).contains("""
        profile standard
          19:00:04  Unknown -> Healthy, LinkHealthy, score 100
        """).containsPattern("""
        profile strict
          19:00:04  Unknown -> Healthy, LinkHealthy, score 100
          19:01:1\\d  Healthy -> Warning, AckLatencyHigh, score 70
                    ACK P95 110 ms costs 30 of 60 points \\(good <= 20 ms, bad >= 200 ms\\)
        """)
        .containsPattern("19:03:03  Healthy -> PreFault, Unreachable, score 0\n            unreachable: ")
        .containsPattern("  19:03:0[3-8]  alert PlcUnreachable fires, to the end");
  }

  /** press-02 answers in 50 ms all the time: well by one profile, and not by the other. */
  @Test
  void saysWhatAllPlcsComeTo() throws IOException {
    StringBuilder text = new StringBuilder(Files.readString(recording));
    RecordingText link = new RecordingText(text, "press-02", Instant.parse("2026-11-22T19:00:00Z"));
    link.interval(0, S);
    for (int second = 1; second <= 400; second++) {
      link.answered(second * S, 50 * MS, 50 * MS);
      link.judged(second * S, Findings.NONE);
    }
    Files.writeString(recording, text);
    Run run = Run.of("replay", "--recording", recording.toString(), "--profile", "standard", "--compare", strict.toString(), "--summary");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("""
        2 PLCs, by their worst grade, and the alerts that fire

          profile               Healthy  Warning Critical PreFault   not graded   alerts
          standard                    1        0        0        1            0   PlcUnreachable 1
          strict                      1        0        0        1            0   PlcUnreachable 1

          0 of 2 have another worst grade by strict

        """);
    Files.writeString(strict, STRICT.replace("20ms", "5ms").replace("200ms", "100ms"));
    Run stricter = Run.of("replay", "--recording", recording.toString(), "--profile", "standard", "--compare", strict.toString(), "--summary");
    assertThat(stricter.out()).contains("""
          strict                      0        1        0        1            0   PlcUnreachable 1, PlcPreFault 1, PlcScoreWarning 1

          1 of 2 have another worst grade by strict
            press-02: Healthy -> Warning
        """);
    assertThat(Run.of("replay", "--recording", recording.toString(), "--profile", "standard").out())
        .as("before the details").startsWith("2 PLCs, by their worst grade").contains("press-01, 2026-11-22").contains("press-02, 2026-11-22");
  }

  /** As when the edit of a profile is tried. */
  @Test
  void twoProfilesOfOneNameAreToldByTheirFiles() throws IOException {
    Path edited = Files.writeString(folder.resolve("edited.yaml"), STRICT.replace("20ms", "50ms"));
    Run run = Run.of("replay", "--recording", recording.toString(), "--profile", strict.toString(), "--compare", edited.toString());
    assertThat(run.out()).contains("profile strict of strict.yaml\n").contains("profile strict of edited.yaml\n");
  }

  /** As of a PLC that has just been taken up, or of a file that was cut. */
  @Test
  void saysOfWhichPlcNothingWasJudged() throws IOException {
    StringBuilder text = new StringBuilder(Files.readString(recording));
    new RecordingText(text, "oven-02", Instant.parse("2026-11-22T19:03:20Z")).answered(S, MS, MS);
    Files.writeString(recording, text);
    Run run = Run.of("replay", "--recording", recording.toString(), "--profile", "standard", "--compare", strict.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("\n\noven-02: nothing was judged\n\npress-01, 2026");
    assertThat(Run.of("replay", "--recording", recording.toString(), "--profile", "standard", "-o", "json").code()).isZero();
  }

  @Test
  void tellsProgramsTheSame() throws IOException {
    Run run = Run.of("replay", "--recording", recording.toString(), "--profile", strict.toString(), "-o", "json");
    JsonNode timeline = new ObjectMapper().readTree(run.out()).get(0);
    assertThat(timeline.get("profile").asText()).isEqualTo("strict");
    assertThat(timeline.get("moments")).hasSize(200);
    assertThat(timeline.get("changes").findValuesAsText("to")).containsExactly("Healthy", "Warning", "PreFault");
    assertThat(timeline.get("alerts").get(0).get("alert").asText()).isEqualTo("PlcUnreachable");
  }

  @Test
  void saysAllThatIsWrongWithAProfile() throws IOException {
    Files.writeString(strict, STRICT.replace("points: 60", "points: 50").replace("20ms", "300ms"));
    Run run = Run.of("replay", "--recording", recording.toString(), "--profile", strict.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("strict.yaml cannot be used:")
        .contains("  spec.formula.penalties[0]: good 300ms must be below bad 200ms: a high AckP95 is the bad one")
        .contains("  spec.formula.penalties: the points must add up to 100, but add up to 90");
  }

  @Test
  void saysWhatCannotBeRead() throws IOException {
    assertThat(Run.of("replay", "--recording", "none", "--profile", "standard").err()).contains("none does not exist");
    assertThat(Run.of("replay", "--recording", strict.toString(), "--profile", "standard").err()).contains("is no recording: its first line is not");
    assertThat(Run.of("replay", "--recording", recording.toString(), "--profile", "none.yaml").err())
        .contains("none.yaml does not exist; the built-in profile is called standard");
    assertThat(Run.of("replay", "--recording", recording.toString(), "--profile", "standard", "--plc", "press-9").err()).contains("there is press-01");
    Files.writeString(recording, Files.readString(recording) + "2026-11-22T19:04:00Z press-01 slept\n");
    assertThat(Run.of("replay", "--recording", recording.toString(), "--profile", "standard").err()).contains("nobody knows the event \"slept\"");
  }

  @Test
  void wantsOneSource() {
    Run run = Run.of("replay", "--profile", "standard");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--recording").contains("--from-prometheus");
  }
}
