package io.plcfleet.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.api.v1alpha1.ConfigRolloutStatus.Phase;
import io.plcfleet.operator.rollout.VirtualFleet.Transition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The drawing of the phases in docs/rollouts.md is what the stories go through: no arrow is missing, and none leads where nobody goes. */
final class PhasesTest {
  private static final Path PAGE = Path.of("../docs/rollouts.md");
  private static final Pattern DRAWING = Pattern.compile("```mermaid\nstateDiagram-v2\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ARROW = Pattern.compile("^ *(\\S+) --> (\\w+)(?: *:.*)?$", Pattern.MULTILINE);

  @Test
  void theDrawingShowsWhatTheStoriesGoThrough() throws IOException {
    Set<Transition> seen = new HashSet<>();
    for (Path file : ScenariosTest.files()) seen.addAll(new Scenario(Files.readAllLines(file)).play().seen);
    assertThat(words(arrows())).as("arrows of " + PAGE).isEqualTo(words(seen.stream().filter(t -> t.from() != t.to()).collect(Collectors.toSet())));
  }

  /** All arrows, and staying where one is. */
  static Set<Transition> drawn() {
    Set<Transition> all = arrows();
    Arrays.stream(Phase.values()).forEach(phase -> all.add(new Transition(phase, phase)));
    return all;
  }

  static Set<Transition> arrows() {
    try {
      String drawing = DRAWING.matcher(Files.readString(PAGE)).results().findFirst().orElseThrow().group(1);
      return ARROW.matcher(drawing).results().filter(a -> !a.group(2).equals("[*]"))
          .map(a -> new Transition(a.group(1).equals("[*]") ? null : Phase.valueOf(a.group(1)), Phase.valueOf(a.group(2)))).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> words(Set<Transition> transitions) {
    return transitions.stream().map(t -> (t.from() == null ? "[*]" : t.from().name()) + " --> " + t.to()).collect(Collectors.toCollection(TreeSet::new));
  }
}
