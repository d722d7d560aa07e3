package io.plcfleet.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.Condition;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Comparison;
import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.FinishedStep;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a story expects of a rollout: facts, with commas between them. The first is its phase, with or without the reason. */
final class Expectation {
  private interface Fact {
    void check(VirtualFleet fleet, MatchResult words);
  }

  private record Phrase(Pattern pattern, Fact fact) {}

  private static final List<Phrase> PHRASES = List.of(
      phrase("step (\\d+) of (\\d+)", (fleet, w) -> assertThat(fleet.progress().number() + " of " + fleet.progress().steps().size())
          .as("step").isEqualTo(w.group(1) + " of " + w.group(2))),
      phrase("(\\d+) Plcs? (?:has|have) the change", (fleet, w) -> assertThat(fleet.on(VirtualFleet.TO)).as("Plcs that have the change").isEqualTo(Long.parseLong(w.group(1)))),
      phrase("(plc-\\d+) has the change", (fleet, w) -> assertThat(fleet.plc(w.group(1)).record).as(w.group(1)).isEqualTo(VirtualFleet.TO)),
      phrase("(plc-\\d+) does not have the change", (fleet, w) -> assertThat(fleet.plc(w.group(1)).record).as(w.group(1)).isEqualTo(VirtualFleet.FROM)),
      phrase("no cell has two", (fleet, w) -> assertThat(cells(fleet)).as("Plcs with the change in each cell").allSatisfy((cell, count) -> assertThat(count).isLessThan(2))),
      phrase("step (\\d+) ended (\\w+) with (\\d+) Plcs?(?: and (\\w+))?", (fleet, w) -> ended(fleet, w)),
      phrase("(\\d+) steps? (?:is|are) over", (fleet, w) -> assertThat(over(fleet)).as("steps that are over").hasSize(Integer.parseInt(w.group(1)))),
      phrase("stuck", (fleet, w) -> assertThat(condition(fleet, RolloutStatus.STUCK)).isEqualTo(Condition.Status.TRUE)),
      phrase("not stuck", (fleet, w) -> assertThat(condition(fleet, RolloutStatus.STUCK)).isEqualTo(Condition.Status.FALSE)),
      phrase("(Ready|Reconciling|Stalled)", (fleet, w) -> assertThat(condition(fleet, w.group(1))).as(w.group(1)).isEqualTo(Condition.Status.TRUE)),
      phrase("another attempt is wanted", (fleet, w) -> assertThat(turn(fleet).retry()).as("another attempt").isTrue()),
      phrase("a baseline is taken", (fleet, w) -> assertThat(turn(fleet).baseline()).as("a baseline").isTrue()),
      phrase("scores are computed beside", (fleet, w) -> assertThat(turn(fleet).shadow()).as("scores beside").isTrue()),
      phrase("no scores are computed beside", (fleet, w) -> assertThat(turn(fleet).shadow()).as("scores beside").isFalse()),
      phrase("it asks", (fleet, w) -> assertThat(turn(fleet).decision()).isInstanceOf(Decision.Ask.class)),
      phrase("note (\\w+)", (fleet, w) -> assertThat(notes(fleet)).as("notes").anyMatch(n -> n.startsWith(w.group(1) + ":"))),
      phrase("no deadline", (fleet, w) -> assertThat(status(fleet).deadlineAt()).as("deadline").isNull()),
      phrase("deadline at (\\S+)", (fleet, w) -> assertThat(status(fleet).deadlineAt()).as("deadline").isEqualTo(w.group(1))),
      phrase("\"(.+)\"", (fleet, w) -> assertThat(status(fleet).message()).contains(w.group(1))));

  private Expectation() {}

  static void check(VirtualFleet fleet, String expected) {
    List<String> facts = Pattern.compile("(?:\"[^\"]*\"|[^,\"])+").matcher(expected).results().map(r -> r.group().strip()).toList();
    List<String> first = List.of(facts.getFirst().split(" "));
    assertThat(fleet.phase()).as("phase, " + status(fleet).message()).hasToString(first.getFirst());
    if (first.size() > 1) assertThat(status(fleet).reason()).as("reason, " + status(fleet).message()).isEqualTo(first.get(1));
    facts.stream().skip(1).forEach(fact -> fact(fleet, fact));
  }

  private static void fact(VirtualFleet fleet, String words) {
    for (Phrase phrase : PHRASES) {
      Matcher matcher = phrase.pattern().matcher(words);
      if (!matcher.matches()) continue;
      phrase.fact().check(fleet, matcher.toMatchResult());
      return;
    }
    throw new AssertionError("what does this mean? " + words);
  }

  private static Phrase phrase(String pattern, Fact fact) {
    return new Phrase(Pattern.compile(pattern), fact);
  }

  private static Map<String, Long> cells(VirtualFleet fleet) {
    return fleet.plcs.values().stream().filter(p -> p.record.equals(VirtualFleet.TO)).collect(Collectors.groupingBy(VirtualPlc::cell, TreeMap::new, Collectors.counting()));
  }

  private static Condition.Status condition(VirtualFleet fleet, String type) {
    return Objects.requireNonNull(status(fleet).conditions()).stream().filter(c -> c.type().equals(type)).findFirst().orElseThrow().status();
  }

  /** A verdict is that of all comparisons of the step; without one it was not compared. */
  private static void ended(VirtualFleet fleet, MatchResult words) {
    int number = Integer.parseInt(words.group(1));
    FinishedStep step = over(fleet).stream().filter(s -> s.step() == number).findFirst().orElseThrow(() -> new AssertionError("step " + number + " is not over"));
    assertThat(step.reason()).as("how step " + number + " ended").isEqualTo(words.group(2));
    assertThat(step.cohort().wanted()).as("Plcs of step " + number).isEqualTo(Integer.parseInt(words.group(3)));
    List<String> verdicts = Objects.requireNonNullElse(step.comparisons(), List.<Comparison>of()).stream().map(c -> c.verdict().name()).distinct().toList();
    assertThat(verdicts).as("verdicts of step " + number).isEqualTo(words.group(4) == null ? List.of() : List.of(words.group(4)));
  }

  private static List<FinishedStep> over(VirtualFleet fleet) {
    return Objects.requireNonNullElse(status(fleet).finishedSteps(), List.of());
  }

  private static List<String> notes(VirtualFleet fleet) {
    return Objects.requireNonNullElse(status(fleet).notes(), List.of());
  }

  private static ConfigRolloutStatus status(VirtualFleet fleet) {
    return Objects.requireNonNull(fleet.status);
  }

  private static Turn turn(VirtualFleet fleet) {
    return Objects.requireNonNull(fleet.last);
  }
}
