package io.plcfleet.e2e;

import io.plcfleet.scoring.Penalty;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Reason;
import io.plcfleet.scoring.Signal;
import io.plcfleet.scoring.SignalName;
import io.plcfleet.scoring.Signals;
import io.plcfleet.scoring.Term;
import java.util.Arrays;
import java.util.stream.Collectors;

/** {@code docs/reasons.md}: the sections that are the words of the model. Everything else on the page stays as it is. */
final class ReasonsPage {
  private ReasonsPage() {}

  static String text(String page) {
    return section(section(page, "Reasons of a grade", reasons()), "Signals", signals());
  }

  private static String section(String page, String heading, String body) {
    String title = "\n## " + heading + "\n";
    int begin = page.indexOf(title);
    if (begin < 0) {
      throw new IllegalArgumentException("docs/reasons.md needs the heading \"## " + heading + "\"");
    }
    int end = page.indexOf("\n## ", begin + 1);
    return page.substring(0, begin) + title + "\n" + body + (end < 0 ? "" : page.substring(end));
  }

  private static String reasons() {
    return """
        `status.reason`, the label `reason` of `plc_reason`, the reason of the [Events](operations.md#events) of a Plc, and the first word of \
        the alerts of grades. `status.explanation` says it in numbers, `status.action` what to do, and `status.runbook` names the \
        [page](runbooks/README.md) that says more.

        | word | what | what to do |
        |---|---|---|
        """ + Arrays.stream(Reason.values())
        .map(reason -> "| `%s` | [%s](%s) | %s |\n".formatted(reason, reason.meaning(), reason.runbook(), reason.action()))
        .collect(Collectors.joining());
  }

  private static String signals() {
    return """
        What a profile can weigh, with the points and bounds that each brings along, and the reason it stands for. Points in bold are \
        those of the built-in profile `standard`.

        | signal | in sentences | unit | points | good | bad | reason |
        |---|---|---|---|---|---|---|
        """ + Arrays.stream(SignalName.values()).map(name -> row(Signals.of(name))).collect(Collectors.joining());
  }

  private static String row(Signal signal) {
    Penalty own = signal.standard();
    boolean builtIn = Profile.standard().formula().terms().stream().map(Term::signal).anyMatch(signal.name()::equals);
    String points = builtIn ? "**%d**".formatted(Math.round(own.points())) : "%d".formatted(Math.round(own.points()));
    return "| `%s` | %s | %s | %s | %s | %s | `%s` |\n".formatted(signal.name(), signal.label(), signal.name().unit().words(), points,
        signal.show(own.good()), signal.show(own.bad()), signal.reason());
  }
}
