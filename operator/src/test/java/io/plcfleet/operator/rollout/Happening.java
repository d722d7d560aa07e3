package io.plcfleet.operator.rollout;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can happen in a story. */
final class Happening {
  private interface Effect {
    void on(VirtualFleet fleet, Scenario.Clock clock, MatchResult words);
  }

  private record Phrase(Pattern pattern, Effect effect) {}

  private static final List<Phrase> PHRASES = List.of(
      phrase("the settings are edited", (fleet, clock, w) -> clock.begin()),
      phrase("the settings are edited again", (fleet, clock, w) -> fleet.wanted = "r3"),
      phrase("the edit is taken back", (fleet, clock, w) -> fleet.wanted = VirtualFleet.FROM),
      phrase("the profile is deleted", (fleet, clock, w) -> fleet.wanted = null),
      phrase("the profile is there again", (fleet, clock, w) -> fleet.wanted = VirtualFleet.TO),
      phrase("paused is set", (fleet, clock, w) -> fleet.verbs = verbs(fleet.verbs, true, fleet.verbs.promoteStep())),
      phrase("paused is removed", (fleet, clock, w) -> fleet.verbs = verbs(fleet.verbs, false, fleet.verbs.promoteStep())),
      phrase("promoteStep (\\d+) is set", (fleet, clock, w) -> fleet.verbs = verbs(fleet.verbs, fleet.verbs.paused(), Integer.valueOf(w.group(1)))),
      phrase("promoteFull is set", (fleet, clock, w) -> fleet.verbs = new Verbs(false, null, true, false, false)),
      phrase("abort is set", (fleet, clock, w) -> fleet.verbs = new Verbs(fleet.verbs.paused(), null, false, true, false)),
      phrase("retry is set", (fleet, clock, w) -> fleet.verbs = new Verbs(false, null, false, fleet.verbs.abort(), true)),
      phrase("grades would change: (\\d+)", (fleet, clock, w) -> fleet.gradeChanges = Integer.parseInt(w.group(1))),
      phrase("no grade is known yet", (fleet, clock, w) -> fleet.graded = false),
      phrase("nothing is measured yet", (fleet, clock, w) -> fleet.measured = false),
      phrase("(\\w+) passes", (fleet, clock, w) -> verdict(fleet, w.group(1), ConfigRolloutStatus.Verdict.Pass, false, "as before")),
      phrase("(\\w+) is worse: (.+)", (fleet, clock, w) -> verdict(fleet, w.group(1), ConfigRolloutStatus.Verdict.Fail, false, w.group(2))),
      phrase("(\\w+) is worse everywhere: (.+)", (fleet, clock, w) -> verdict(fleet, w.group(1), ConfigRolloutStatus.Verdict.Fail, true, w.group(2))),
      phrase("(\\w+) has no data", (fleet, clock, w) -> verdict(fleet, w.group(1), ConfigRolloutStatus.Verdict.NoData, false, "no value")),
      phrase("(\\w+) has too few samples", (fleet, clock, w) -> verdict(fleet, w.group(1), ConfigRolloutStatus.Verdict.Inconclusive, false, "12 of 30 samples")),
      phrase("(plc-\\d+) is added(?: to (cell-\\d+))?", (fleet, clock, w) -> fleet.add(w.group(1), "monitor-0", cell(w.group(2)), VirtualPlc.MEDIUM)),
      phrase("(plc-\\d+) is removed", (fleet, clock, w) -> fleet.plcs.remove(w.group(1))),
      phrase("(plc-\\d+) gets the label ([^=]+)=(\\S+)", (fleet, clock, w) -> fleet.plc(w.group(1)).labels = labels(fleet.plc(w.group(1)).labels, w)),
      phrase("loading takes (\\S+) from now on", (fleet, clock, w) -> fleet.loading = DurationText.parse(w.group(1))),
      phrase("(plc-\\d+) and (plc-\\d+) share a gateway", (fleet, clock, w) -> each(fleet, w, plc -> plc.gateway = "gateway of " + w.group(1))),
      phrase("maintenance of (plc-\\d+) begins", (fleet, clock, w) -> fleet.plc(w.group(1)).maintenance = true),
      phrase("maintenance of (plc-\\d+) ends", (fleet, clock, w) -> fleet.plc(w.group(1)).maintenance = false),
      phrase("the monitor of (plc-\\d+) falls silent", (fleet, clock, w) -> fleet.plc(w.group(1)).monitor.silent = true),
      phrase("the monitor of (plc-\\d+) reports again", (fleet, clock, w) -> fleet.plc(w.group(1)).monitor.silent = false),
      phrase("the monitor of (plc-\\d+) restarts", (fleet, clock, w) -> fleet.restart(fleet.plc(w.group(1)).monitor)),
      phrase("the operator is killed before it writes the records", (fleet, clock, w) -> fleet.killedBeforeRecords = true),
      phrase("the operator is away for (\\S+)", (fleet, clock, w) -> clock.awayFor(DurationText.parse(w.group(1)))),
      phrase("the clock jumps ahead by (\\S+)", (fleet, clock, w) -> clock.jump(DurationText.parse(w.group(1)))),
      phrase("the clock jumps back by (\\S+)", (fleet, clock, w) -> clock.jump(Duration.ZERO.minus(DurationText.parse(w.group(1))))));

  private Happening() {}

  /** Whether it is known what that means. */
  static boolean happens(VirtualFleet fleet, Scenario.Clock clock, String words) {
    for (Phrase phrase : PHRASES) {
      Matcher matcher = phrase.pattern().matcher(words);
      if (!matcher.matches()) continue;
      phrase.effect().on(fleet, clock, matcher.toMatchResult());
      return true;
    }
    return false;
  }

  private static Phrase phrase(String pattern, Effect effect) {
    return new Phrase(Pattern.compile(pattern), effect);
  }

  private static Verbs verbs(Verbs now, boolean paused, @Nullable Integer promoteStep) {
    return new Verbs(paused, promoteStep, now.promoteFull(), now.abort(), now.retry());
  }

  private static void verdict(VirtualFleet fleet, String name, ConfigRolloutStatus.Verdict result, boolean common, String message) {
    fleet.verdicts.put(name, new Verdict(name, result, true, common, null, null, null, 100, null, name + " " + message));
  }

  private static void each(VirtualFleet fleet, MatchResult words, Consumer<VirtualPlc> effect) {
    for (int i = 1; i <= words.groupCount(); i++) effect.accept(fleet.plc(words.group(i)));
  }

  private static Map<String, String> cell(@Nullable String cell) {
    return cell == null ? Map.of() : Map.of("plcfleet.io/cell", cell);
  }

  private static Map<String, String> labels(Map<String, String> before, MatchResult words) {
    Map<String, String> labels = new TreeMap<>(before);
    labels.put(words.group(2), words.group(3));
    return labels;
  }
}
