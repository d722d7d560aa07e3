package io.plcfleet.e2e.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said of the commands of the documents without running them. */
class DocumentedCommandsTest {
  private static final Path ROOT = DocumentedCommand.ROOT;
  private static final Pattern FENCE = Pattern.compile("(?ms)^```(.*?)$.*?^```$");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|E2E))`");
  private static final Pattern OPTION = Pattern.compile(" -D([\\w.]+)(?:=(\\S+))?");
  private static final Set<String> GOALS = Set.of("test", "verify", "package", "install", "spotless:apply");
  private static final Set<String> PROPERTIES = Set.of("test", "it.test", "skipTests", "skipITs", "skipE2E", "endurance.minutes", "plcfleet.write",
      "surefire.failIfNoSpecifiedTests", "failsafe.failIfNoSpecifiedTests");

  @Test
  void everyBlockSaysWhatItIs() throws IOException {
    for (Path document : DocumentedCommand.documents()) {
      assertThat(FENCE.matcher(Files.readString(ROOT.resolve(document))).results().map(fence -> fence.group(1)))
          .as("languages of the blocks of %s; \"text\" for what is neither typed nor applied", document).isSubsetOf(DocumentedCommand.LANGUAGES);
    }
  }

  @Test
  void thereAreCommandsOfAllKinds() throws IOException {
    assertThat(DocumentedCommand.all()).hasSizeGreaterThan(80).extracting(DocumentedCommand::program).contains("kubectl", "helm", "mvn", "java", "release/build");
  }

  @Test
  void nobodyForgetsACommand() throws IOException {
    assertThat(DocumentedCommand.all()).filteredOn(command -> !command.runsHere() && !command.isMaven())
        .as("run by DocumentedCommandsIT, or listed in RunElsewhere with what runs it or why nothing can")
        .allSatisfy(command -> assertThat(RunElsewhere.REASONS).containsKey(command.text()));
  }

  @Test
  void everyCommandOfMavenNamesModulesGoalsAndTestsThatExist() throws IOException {
    for (DocumentedCommand command : DocumentedCommand.all()) {
      if (command.isMaven()) assertThat(mistakes(command.text().split(" (?:\\||&&) ", 2)[0])).as("%s", command).isEmpty();
    }
  }

  private static List<String> mistakes(String maven) throws IOException {
    List<String> mistakes = new ArrayList<>();
    String modules = maven.replaceAll(".* -pl (\\S+).*", "$1");
    if (!modules.equals(maven)) Stream.of(modules.split(",", -1)).filter(m -> !Files.exists(ROOT.resolve(m).resolve("pom.xml"))).forEach(m -> mistakes.add("no module " + m));
    for (MatchResult option : OPTION.matcher(maven).results().toList()) {
      if (!PROPERTIES.contains(option.group(1))) mistakes.add("nobody reads the property " + option.group(1));
      String test = option.group(2);
      boolean named = option.group(1).endsWith("test") && !test.startsWith("NoUnitTest");
      if (named && tests(modules.equals(maven) ? "" : modules).noneMatch(test::equals)) mistakes.add("no test " + test);
    }
    String rest = OPTION.matcher(maven.replaceFirst("^mvn", "")).replaceAll("").replaceAll(" -pl \\S+| -am| -B| -ntp| -q| -o", "");
    Stream.of(rest.strip().split(" ", -1)).filter(goal -> !GOALS.contains(goal)).forEach(goal -> mistakes.add("no goal " + goal));
    return mistakes;
  }

  @Test
  void whatIsRunElsewhereIsInADocumentAndSoIsWhatRunsIt() throws IOException {
    List<String> commands = DocumentedCommand.all().stream().map(DocumentedCommand::text).toList();
    assertThat(RunElsewhere.REASONS.keySet()).as("listed, and in no document").isSubsetOf(commands);
    Set<String> tests = tests("").collect(Collectors.toSet());
    RunElsewhere.REASONS.forEach((command, reason) -> assertThat(TEST.matcher(reason).results().map(test -> test.group(1))).as(command).isSubsetOf(tests));
  }

  @Test
  void everyScriptIsThere() throws IOException {
    assertThat(DocumentedCommand.all()).filteredOn(command -> command.program().contains("/"))
        .allSatisfy(command -> assertThat(ROOT.resolve(command.program())).as("%s", command).isRegularFile().isExecutable());
  }

  /** Names of the test classes of a module, or of all. */
  private static Stream<String> tests(String module) throws IOException {
    List<String> names = new ArrayList<>();
    for (String each : module.isEmpty() ? List.of("crds", "scoring", "operator", "monitor-image", "testbed/simulators", "cli", "e2e", "bench") : List.of(module)) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(each).resolve("src/test/java"))) {
        files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java")).forEach(name -> names.add(name.replace(".java", "")));
      }
    }
    return names.stream();
  }
}
