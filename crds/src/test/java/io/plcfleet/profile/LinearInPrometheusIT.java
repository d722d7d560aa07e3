package io.plcfleet.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Findings;
import io.plcfleet.scoring.Linear;
import io.plcfleet.scoring.LinkHistory;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Scorer;
import io.plcfleet.testing.ApiServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The formula {@code linear} against the same formula as a recording rule, worked out by a real Prometheus on the same reads:
 * {@code 100 * avg_over_time(ok[5m]) - 0.3 * P95 of the read time in ms - 2.5 * errors}. One read a second for 20 minutes, at half past
 * each second; both are asked at whole seconds.
 *
 * <p>Our window of events forgets in steps of 10 s. Where a step ends, both windows hold the same 300 reads, and the scores agree within
 * half a point: our percentile is a read that was, that of Prometheus lies between two. Between the steps ours holds up to ten seconds
 * more; there Prometheus is asked for as many seconds as ours holds then, and the scores agree as well.
 */
class LinearInPrometheusIT {
  private static final Path PROMTOOL = ApiServer.testbed().resolve("bin/promtool");
  private static final Profile LINEAR = new Profile(Duration.ofMinutes(5), Linear.standard().decay(), Linear.standard(),
      new Profile.Thresholds(75, 60, 40), Profile.standard().hysteresis(), Profile.standard().actions());
  private static final long SECOND = 1_000_000_000;
  private static final int SECONDS = 1200;
  private static final int STEP = 10;
  private static final int WINDOW = 300;
  private static final double TIMEOUT_SECONDS = 0.05;
  /** Has no divisor in common with a step: every place between two steps has its turn. */
  private static final int BETWEEN = STEP - 3;
  private static final String RULE = "100 * avg_over_time(read_ok[5m]) - 0.3 * 1000 * quantile_over_time(0.95, read_seconds[5m])"
      + " - 2.5 * sum_over_time(read_failed[5m])";

  @Test
  void bothAgreeWithinHalfAPoint(@TempDir Path folder) throws Exception {
    Random random = new Random(5);  // the same reads in every run
    LinkHistory history = new LinkHistory(LINEAR, SECOND);
    Scorer scorer = new Scorer(LINEAR);
    StringBuilder ok = new StringBuilder();
    StringBuilder failed = new StringBuilder();
    StringBuilder read = new StringBuilder();
    StringBuilder scores = new StringBuilder();
    history.forward(0);
    for (int second = 0; second < SECONDS; second++) {
      scorer.assess(history, Findings.NONE, second * SECOND);
      scores.append(Double.isNaN(scorer.score()) ? "_" : String.format(Locale.ROOT, "%.6f", scorer.score())).append(" _ ");
      boolean bad = second > 300 && random.nextInt(second < 800 ? 60 : 150) == 0;
      double takes = bad ? TIMEOUT_SECONDS : 0.004 + 0.03 * random.nextDouble() * (second < 600 ? 1 : 0.5);
      long nanos = Math.round(takes * 1e9);
      if (bad) history.failed(second * SECOND + SECOND / 2, nanos, ErrorClass.RequestTimeout);
      else history.answered(second * SECOND + SECOND / 2, nanos, nanos);
      ok.append(bad ? "_ 0 " : "_ 1 ");
      failed.append(bad ? "_ 1 " : "_ 0 ");
      read.append(String.format(Locale.ROOT, "_ %.6f ", takes));
    }

    Files.writeString(folder.resolve("rules.yaml"), "groups:\n- name: linear\n  interval: 500ms\n  rules:\n  - {record: linear_score, expr: '" + RULE + "'}\n");
    StringBuilder test = new StringBuilder("rule_files: [rules.yaml]\nevaluation_interval: 500ms\ntests:\n- interval: 500ms\n  input_series:\n");
    test.append("  - {series: read_ok, values: '").append(ok).append("'}\n  - {series: read_failed, values: '").append(failed)
        .append("'}\n  - {series: read_seconds, values: '").append(read).append("'}\n  - {series: our_score, values: '").append(scores)
        .append("'}\n  promql_expr_test:\n");
    int asked = 0;
    for (int second = 310; second < SECONDS; second += STEP) {
      // True or false of each time by itself: an empty answer would look like agreement.
      test.append("  - {expr: 'abs(linear_score - our_score) <= bool 0.5', eval_time: ").append(second).append("s, exp_samples: [{labels: '{}', value: 1}]}\n");
      asked++;
    }
    for (int second = 310; second < SECONDS; second += BETWEEN) {
      int holds = WINDOW + second % STEP;
      // Errors count per window, so those of a longer one are fewer in five minutes. Read times leave it to the millisecond.
      test.append("  - {expr: 'abs(100 * avg_over_time(read_ok[").append(holds).append("s]) - 0.3 * 1000 * quantile_over_time(0.95, read_seconds[5m]) - 2.5 * ")
          .append(WINDOW).append(" / ").append(holds).append(" * sum_over_time(read_failed[").append(holds).append("s]) - our_score) <= bool 0.5', eval_time: ")
          .append(second).append("s, exp_samples: [{labels: '{}', value: 1}]}\n");
      asked++;
    }
    assertThat(asked).isGreaterThan(200);
    // The reads are worth comparing: the score moves by more than 20 points.
    test.append("  - {expr: 'max_over_time(linear_score[14m]) - min_over_time(linear_score[14m]) > bool 20', eval_time: 1190s, exp_samples: [{labels: '{}', value: 1}]}\n");
    Files.writeString(folder.resolve("test.yaml"), test);
    promtool(folder, "test", "rules", "test.yaml");
  }

  private static void promtool(Path folder, String... words) throws IOException, InterruptedException {
    assertThat(PROMTOOL).as("promtool is missing; build it by\n  testbed/build prometheus\nor leave the integration tests out by\n  mvn verify -DskipITs\n").isExecutable();
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.command().addFirst(PROMTOOL.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output.substring(0, Math.min(output.length(), 3000))).isZero();
  }
}
