package io.plcfleet.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.contract.DiagnosisClass;
import io.plcfleet.operator.alerting.Alerts;
import io.plcfleet.operator.status.ConditionReason;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.Reason;
import io.plcfleet.scoring.SignalName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents against what they speak of: nothing is missing, nothing is stale, no link leads nowhere. */
class DocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DOCS = ROOT.resolve("docs");
  private static final Path RUNBOOKS = DOCS.resolve("runbooks");
  private static final String WRITE = "mvn -pl e2e -am test -Dtest=DocumentsTest -Dsurefire.failIfNoSpecifiedTests=false -Dplcfleet.write=true";
  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|E2E))`");

  @Test
  void theMetricsPageIsWhatTheContractSays() throws IOException {
    assertWritten(DOCS.resolve("metrics.md"), MetricsPage.text());
  }

  @Test
  void theFieldsPageIsWhatTheResourceTypesSay() throws IOException {
    assertWritten(DOCS.resolve("fields.md"), FieldsPage.text(ROOT.resolve("crds/generated")));
  }

  /** The words of the model; the other sections are written by people. */
  @Test
  void theReasonsPageSaysWhatTheModelSays() throws IOException {
    Path page = DOCS.resolve("reasons.md");
    assertWritten(page, ReasonsPage.text(Files.readString(page)));
  }

  @Test
  void theOutcomesPageIsWhatTheClassesSay() throws IOException {
    assertWritten(DOCS.resolve("outcomes.md"), OutcomesPage.text());
  }

  @Test
  void theDiagnosesPageIsWhatTheClassesSay() throws IOException {
    assertWritten(DOCS.resolve("diagnoses.md"), DiagnosesPage.text());
  }

  @ParameterizedTest
  @EnumSource
  void theRunbookOfADiagnosisSaysWhatTheProgramSays(DiagnosisClass diagnosis) throws IOException {
    assertThat(Files.readString(RUNBOOKS.resolve(diagnosis.name() + ".md"))).containsIgnoringCase(diagnosis.meaning()).contains(diagnosis.action());
  }

  @Test
  void theReasonsPageHasEveryWordAndNoOther() throws IOException {
    assertThat(words("Grades")).containsExactlyInAnyOrderElementsOf(names(Grade.values()));
    assertThat(words("Reasons of a grade")).containsExactlyInAnyOrderElementsOf(names(Reason.values()));
    assertThat(words("Signals")).containsExactlyInAnyOrderElementsOf(names(SignalName.values()));
    assertThat(words("Reasons of conditions")).containsExactlyInAnyOrderElementsOf(names(ConditionReason.values()));
  }

  @Test
  void everyAlertAndEveryReasonHasARunbookAndNothingElseHas() throws IOException {
    Set<String> wanted = new TreeSet<>(Alerts.allNames());
    wanted.addAll(names(Reason.values()));
    wanted.addAll(names(DiagnosisClass.values()));
    Set<String> there = pages(RUNBOOKS).stream().map(page -> page.getFileName().toString().replace(".md", "")).filter(name -> !name.equals("README"))
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(there).as("pages in docs/runbooks, against the alerts and the constants of Reason and DiagnosisClass").isEqualTo(wanted);
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void aRunbookAnswersTheSameQuestionsAsAllOthers(Path runbook) throws IOException {
    assertThat(headings(Files.readString(runbook))).containsExactly(runbook.getFileName().toString().replace(".md", ""),
        "What it means", "Evidence", "Likely causes", "What to do", "When it clears");
  }

  @ParameterizedTest
  @EnumSource
  void theRunbookOfAReasonSaysWhatTheProgramSays(Reason reason) throws IOException {
    assertThat(Files.readString(DOCS.resolve(reason.runbook()))).containsIgnoringCase(reason.meaning()).contains(reason.action());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void noLinkLeadsNowhere(Path document) throws IOException {
    List<String> broken = new ArrayList<>();
    for (Matcher link = LINK.matcher(Files.readString(document)); link.find(); ) {
      Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
      if (!Files.exists(target) || (link.group(2) != null && !anchors(target).contains(link.group(2)))) broken.add(link.group());
    }
    assertThat(broken).as("links of " + document + " that lead nowhere").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyTestThatIsNamedExists(Path document) throws IOException {
    Set<String> named = TEST.matcher(Files.readString(document)).results().map(m -> m.group(1)).collect(Collectors.toCollection(TreeSet::new));
    Set<String> there = files("*/src/test/java", ".java").map(file -> file.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
    assertThat(there).as("tests named in " + document).containsAll(named);
  }

  @Test
  void everyPageIsInTheIndex() throws IOException {
    String index = Files.readString(DOCS.resolve("README.md")) + Files.readString(RUNBOOKS.resolve("README.md")).replace("](", "](runbooks/");
    List<String> forgotten = new ArrayList<>();
    for (Path page : pages(DOCS)) {
      String path = DOCS.relativize(page).toString();
      if (!path.endsWith("README.md") && !index.contains("(" + path + ")")) forgotten.add(path);
    }
    assertThat(forgotten).as("pages that neither docs/README.md nor docs/runbooks/README.md links to").isEmpty();
  }

  @Test
  void everyRoomIsInTheListOfRooms() throws IOException {
    String rooms = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
    assertThat(files("*/src/main/java", "package-info.java").map(file -> file.toString().replaceAll(".*/io/plcfleet/|/package-info.java$", "")))
        .as("packages, against CONTRIBUTING.md").allMatch(room -> rooms.contains("| `" + room + "` |"));
  }

  private static void assertWritten(Path page, String text) throws IOException {
    if (Boolean.getBoolean("plcfleet.write")) Files.writeString(page, text);
    assertThat(Files.exists(page) ? Files.readString(page) : "").as("%s is stale; write it anew by:%n  %s%n", ROOT.relativize(page), WRITE).isEqualTo(text);
  }

  /** First cells of the table under a heading of the reasons page. */
  private static List<String> words(String heading) throws IOException {
    String page = Files.readString(DOCS.resolve("reasons.md"));
    int begin = page.indexOf("\n## " + heading + "\n");
    assertThat(begin).as("heading \"## " + heading + "\" in docs/reasons.md").isNotNegative();
    int end = page.indexOf("\n## ", begin + 1);
    return FIRST_CELL.matcher(page.substring(begin, end < 0 ? page.length() : end)).results().map(m -> m.group(1)).toList();
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }

  private static List<Path> runbooks() throws IOException {
    return pages(RUNBOOKS).stream().filter(page -> !page.endsWith("README.md")).toList();
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(pages(DOCS));
    for (String each : List.of("README.md", "CONTRIBUTING.md", "examples/README.md", "testbed/README.md")) documents.add(ROOT.resolve(each));
    return documents;
  }

  private static List<Path> pages(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  /** Files of all modules below folders such as src/main/java of each. */
  private static Stream<Path> files(String folder, String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module : List.of("crds", "scoring", "operator", "monitor-image", "testbed/simulators", "cli", "e2e", "bench")) {
      Path root = ROOT.resolve(folder.replace("*", module));
      if (!Files.isDirectory(root)) continue;
      try (Stream<Path> files = Files.walk(root)) {
        files.filter(file -> file.toString().endsWith(ending)).forEach(found::add);
      }
    }
    return found.stream();
  }

  private static List<String> headings(String text) {
    return HEADING.matcher(text).results().map(m -> m.group(1).strip()).toList();
  }

  /** As GitHub makes them from headings. */
  private static Set<String> anchors(Path document) throws IOException {
    return HEADING.matcher(Files.readString(document)).results().map((MatchResult m) -> m.group(1).strip().toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{Alnum} _-]", "").replace(' ', '-')).collect(Collectors.toSet());
  }
}
