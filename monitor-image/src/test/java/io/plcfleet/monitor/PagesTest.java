package io.plcfleet.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.MonitorReport.Scrapes;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the two ports let in. */
class PagesTest {
  private RunningMonitor monitor;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    monitor = new RunningMonitor(folder);
  }

  @AfterEach
  void end() {
    monitor.close();
  }

  @ParameterizedTest
  @CsvSource({
      "true, /metrics, a-token-for-tests, 200", "true, /metrics, wrong, 401", "true, /metrics/, a-token-for-tests, 404",
      "true, /status, a-token-for-tests, 404", "true, /, a-token-for-tests, 404", "true, /health/live, x, 404",
      "false, /status, a-token-for-tests, 200", "false, /status, wrong, 401", "false, /traces, a-token-for-tests, 200", "false, /traces, wrong, 401", "false, /metrics, a-token-for-tests, 404",
      "false, /health/live, x, 200", "false, /health/ready, x, 503", "false, /health, x, 404", "false, /health/live/x, x, 404"})
  void onlyExactPathsAndTheRightToken(boolean metricsPort, String path, String token, int status) {
    var answer = monitor.get(metricsPort, path, token);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain(RunningMonitor.TOKEN);
  }

  @ParameterizedTest
  @CsvSource({"POST", "PUT", "DELETE", "OPTIONS", "HEAD"})
  void onlyGet(String method) {
    assertThat(monitor.send(method, "/health/live").statusCode()).isEqualTo(405);
  }

  @Test
  void anExchangedTokenHoldsAtOnce() throws Exception {
    monitor.exchangeToken("another");
    assertThat(monitor.get(true, "/metrics", RunningMonitor.TOKEN).statusCode()).isEqualTo(401);
    assertThat(monitor.get(true, "/metrics", "another").statusCode()).isEqualTo(200);
  }

  /** So the operator knows whether anybody looks. */
  @Test
  void theReportTellsOfScrapesAndNotOfThoseThatWereRefused() throws Exception {
    assertThat(scrapes()).isEqualTo(new Scrapes(0, null));
    monitor.get(true, "/metrics", "wrong");
    assertThat(scrapes().times()).isZero();
    monitor.metrics();
    monitor.metrics();
    // They count when they are sent, which is after we have them.
    for (int i = 0; i < 1_000 && scrapes().times() < 2; i++) Thread.sleep(10);
    assertThat(scrapes().times()).isEqualTo(2);
    assertThat(scrapes().secondsAgo()).isNotNegative();
  }

  private Scrapes scrapes() {
    return Objects.requireNonNull(monitor.report().scrapes());
  }
}
