package io.plcfleet.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.scoring.Formula;
import io.plcfleet.scoring.Linear;
import io.plcfleet.scoring.Penalty;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Signal;
import io.plcfleet.scoring.SignalName;
import io.plcfleet.scoring.Signals;
import io.plcfleet.scoring.Stability;
import io.plcfleet.scoring.Term;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The parts of {@code docs/scoring.md} that the model says itself: the table of signals, and a worked example of each formula. */
class ScoringPageTest {
  private static final Path PAGE = Path.of("../docs/scoring.md");
  private static final String COMMAND =
      "mvn -pl crds -am test -Dtest=ScoringPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dplcfleet.write=true";

  @Test
  void signals() throws IOException {
    StringBuilder table = new StringBuilder("| signal | in sentences | bounds are | costs nothing | costs all | points | reason |\n|---|---|---|---|---|---|---|\n");
    for (Signal signal : Signals.all()) {
      Penalty own = signal.standard();
      boolean builtIn = Profile.standard().formula().terms().stream().anyMatch(term -> term.signal() == signal.name());
      String than = Bounds.lowIsBad(signal.name()) ? "from " : "up to ";
      String beyond = Bounds.lowIsBad(signal.name()) ? "up to " : "from ";
      table.append("| `%s` | %s | %s | %s%s | %s%s | %s | [`%s`](runbooks/%s.md) |%n".formatted(signal.name(), signal.label(), written(signal.name()),
          than, signal.show(own.good()), beyond, signal.show(own.bad()), builtIn ? number(own.points(), 0) : "-", signal.reason(), signal.reason()));
    }
    assertWritten("signals", table + "\nPoints: in the built-in profile; `-`: not in it, a profile of yours may name it.\n");
  }

  @Test
  void penalties() throws IOException {
    // By hand: 35 x 0.019 / 0.049 = 13.57; 15 x 44 / 80 = 8.25; 10 x 0.6 / 6 = 1; 100 - 22.82 = 77.2
    assertWritten("penalties", example(Profile.standard().formula(), Map.of(SignalName.SuccessRatio, 0.98, SignalName.AckP95, 0.164,
        SignalName.RttJitterRatio, 0.2, SignalName.PduDropRatio, 0.005, SignalName.HeartbeatMissRatio, 0.0, SignalName.ReconnectRate, 0.6)));
  }

  @Test
  void linear() throws IOException {
    // By hand: 100 - 100 x 0.98 = 2; 0.3 x 40 = 12; 2.5 x 3 = 7.5; 100 - 21.5 = 78.5
    assertWritten("linear", example(Linear.standard(), Map.of(SignalName.SuccessRatio, 0.98, SignalName.ReadP95, 0.040, SignalName.ErrorRate, 0.6)));
  }

  @Test
  void stability() throws IOException {
    // By hand: two classes equally often are 1 bit; sigma of 25 ms is 0.25, and 1 / 1.25 = 0.8 costs 0.2 x 40 = 8
    assertWritten("stability", example(Stability.standard(), Map.of(SignalName.ErrorEntropy, 1.0, SignalName.ResponseStability, 0.8)));
  }

  private static String example(Formula formula, Map<SignalName, Double> measured) {
    StringBuilder text = new StringBuilder("```text\n");
    double score = 100;
    for (Term term : formula.terms()) {
      double value = measured.getOrDefault(term.signal(), Double.NaN);
      double lost = term.lost(value);
      score -= lost;
      text.append(lost < 0.05 ? Signals.of(term.signal()).label() + " " + Signals.of(term.signal()).show(value) + " costs nothing"
          : term.explain(value, lost, 1)).append('\n');
    }
    return text + "score " + number(score, 1) + "\n```\n";
  }

  private static String written(SignalName signal) {
    return switch (signal.unit()) {
      case Seconds -> "durations, `120ms`";
      case Ratio -> Bounds.areShares(signal) ? "shares of 1 in quotes, `\"0.95\"`" : "decimals in quotes, `\"0.25\"`";
      case PerSecond -> "per second, `\"3\"`";
      case PerMinute -> "per minute, `\"6\"`";
      case Bits -> "bits, `\"1.5\"`";
      case Intervals -> "poll intervals, `\"2\"`";
    };
  }

  private static String number(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }

  private static void assertWritten(String part, String text) throws IOException {
    String page = Files.readString(PAGE);
    String begin = "<!-- " + part + ": written by ScoringPageTest -->\n";
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf("<!-- end -->", from);
    assertThat(from).as(begin).isGreaterThan(begin.length());
    if (Boolean.getBoolean("plcfleet.write")) Files.writeString(PAGE, page.substring(0, from) + text + page.substring(to));
    else assertThat(page.substring(from, to)).as("docs/scoring.md is stale; write it anew by:%n  %s%n", COMMAND).isEqualTo(text);
  }
}
