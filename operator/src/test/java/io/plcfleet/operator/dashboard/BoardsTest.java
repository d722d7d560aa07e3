package io.plcfleet.operator.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plcfleet.operator.PromQl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoardsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration OFTEN = Duration.ofSeconds(5);
  private static final Made ONE_PLC = new Made(Subject.fleet("plant", "line-a", OFTEN), OnePlc.BOARD);
  private static final Pattern METRIC = Pattern.compile("\\b(?:plc(?:fleet)?_[a-z0-9_]+|env_version|ALERTS)\\b");
  /** A variable of Grafana's or of the dashboard. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-zA-Z_]+)");
  private static final Pattern CHOICE = Pattern.compile("[?&]var-([a-z_]+)=");
  /** A hundredth of what an object may have, with the longest names. */
  private static final int LARGEST = 100 * 1024;

  private static final Path CHART = Path.of("../charts/plc-fleet-operator/files/operator-dashboard.json");

  /** A dashboard of a fleet, or of the operator. */
  private record Made(Subject subject, Board board) {
    @Override
    public String toString() {
      return subject.name() + " " + board.name();
    }
  }

  /** @param made on which it is */
  private record Asked(Made made, Panel panel, String promQl) {
    @Override
    public String toString() {
      return panel.title() + ": " + promQl;
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void noTwoPanelsOfABoardHaveTheSameTitle(Made made) {
    assertThat(made.board.rows().stream().flatMap(row -> row.panels().stream())).extracting(Panel::title).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void asksForMetricsOfTheContractOnly(Asked asked) {
    if (asked.promQl.contains("ALERTS")) assertThat(asked.promQl).as("alerts are Prometheus' own series").doesNotContain("plc_", "plcfleet_");
    else PromQl.assertOfTheContract("panel \"" + asked.panel.title() + "\"", asked.promQl);
  }

  /** Else it would show the PLCs of every fleet that Prometheus knows, or the work of every operator. */
  @ParameterizedTest
  @MethodSource("queries")
  void asksForItsOwnSubject(Asked asked) {
    List<MatchResult> metrics = METRIC.matcher(asked.promQl).results().filter(metric -> !metric.group().equals("plcfleet_fleet_selected")).toList();
    String mark = asked.made.subject.equals(Subject.OPERATOR) ? "{$operator" : "{$fleet";
    assertThat(metrics).allMatch(metric -> asked.promQl.startsWith(mark, metric.end()), "is followed by " + mark);
    assertThat(METRIC.matcher(asked.promQl).find()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void usesNoVariableThatIsNotThere(Made made) throws IOException {
    Set<String> there = made.board.variables().stream().map(Variable::name).collect(Collectors.toCollection(HashSet::new));
    there.addAll(Set.of("datasource", "__rate_interval", "__url_time_range", "__value", "__field", "__all"));
    Set<String> used = VARIABLE.matcher(json(made).toString()).results().map(match -> match.group(1)).collect(Collectors.toSet());
    assertThat(there).containsAll(used);
  }

  /** A variable is filled from those before it. */
  @Test
  void aChoiceNarrowsThoseAfterIt() {
    List<Variable> variables = OnePlc.BOARD.variables();
    assertThat(variables).extracting(Variable::name).containsExactly("site", "address", "cpu_model", "connection_type", "plc");
    for (int i = 0; i < variables.size(); i++) {
      assertThat(VARIABLE.matcher(variables.get(i).values()).results().map(match -> match.group(1)).filter(name -> !name.equals("fleet")))
          .containsExactlyElementsOf(variables.subList(0, i).stream().map(Variable::name).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void linksLeadToBoardsAndChoicesThatAreThere(Made made) throws IOException {
    Set<String> choices = OnePlc.BOARD.variables().stream().map(Variable::name).collect(Collectors.toCollection(HashSet::new));
    choices.add("datasource");
    String plcBoard = "/d/" + made.subject.uid(OnePlc.BOARD) + "?";
    for (JsonNode link : json(made).findValues("url")) {
      if (link.asText().isEmpty()) continue;  // of the list of dashboards
      assertThat(link.asText()).startsWith(plcBoard);
      assertThat(choices).containsAll(CHOICE.matcher(link.asText()).results().map(match -> match.group(1)).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void everythingIsAskedOfTheChosenSource(Made made) throws IOException {
    JsonNode json = json(made);
    assertThat(json.has("id")).as("an id belongs to one Grafana").isFalse();
    assertThat(json.findValues("datasource")).hasSizeGreaterThan(5).allMatch(source -> source.path("uid").asText().equals("${datasource}"));
    assertThat(json.at("/templating/list/0/type").asText()).isEqualTo("datasource");
  }

  @ParameterizedTest
  @MethodSource("boards")
  void panelsAreOnTheSheetAndNotOnEachOther(Made made) throws IOException {
    Set<String> taken = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : json(made).get("panels")) {
      JsonNode at = panel.get("gridPos");
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      assertThat(at.get("x").asInt() + at.get("w").asInt()).as(panel.get("title").asText()).isLessThanOrEqualTo(24);
      assertThat(panel.path("targets")).extracting(target -> target.get("refId").asText()).doesNotHaveDuplicates();
      IntStream.range(0, at.get("w").asInt() * at.get("h").asInt()).forEach(i -> assertThat(
          taken.add((at.get("x").asInt() + i % at.get("w").asInt()) + "/" + (at.get("y").asInt() + i / at.get("w").asInt()))).as(panel.get("title").asText()).isTrue());
    }
  }

  /** By it Grafana makes the span of rates four samples long at least; else it goes by what the data source says, which is for all fleets. */
  @ParameterizedTest
  @MethodSource("boards")
  void panelsKnowHowOftenThereAreSamples(Made made) throws IOException {
    String expected = made.subject.equals(Subject.OPERATOR) ? "SCRAPE_INTERVAL" : "5s";
    assertThat(json(made).get("panels")).filteredOn(panel -> panel.has("targets")).isNotEmpty().allSatisfy(panel -> assertThat(panel.path("interval").asText()).isEqualTo(expected));
  }

  @ParameterizedTest
  @MethodSource("boards")
  void isSmallHoweverLongTheNamesAre(Made made) {
    String longest = "x".repeat(63);
    Subject subject = made.subject.equals(Subject.OPERATOR) ? made.subject : Subject.fleet(longest, longest, OFTEN);
    assertThat(new GrafanaJson(subject).of(made.board).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST);
  }

  @Test
  void eachBoardOfEachFleetHasAPlaceOfItsOwn() throws IOException {
    Set<String> uids = new HashSet<>();
    for (Made made : boards().toList()) assertThat(uids.add(json(made).get("uid").asText())).isTrue();
    assertThat(uids).allMatch(uid -> uid.length() <= 40, "as long as Grafana allows");
    assertThat(json(ONE_PLC)).as("made again").isEqualTo(json(ONE_PLC));
  }

  /** The chart ships what nobody could write in it: it has no fleet to write it for. */
  @Test
  void theChartHasTheBoardOfTheOperator() throws IOException {
    String text = new GrafanaJson(Subject.OPERATOR).of(WholeOperator.BOARD) + "\n";
    if (Boolean.getBoolean("plcfleet.write")) Files.writeString(CHART, text);
    assertThat(CHART).as("stale; write it anew by:%n  mvn -pl operator -am test -Dtest=BoardsTest -Dsurefire.failIfNoSpecifiedTests=false -Dplcfleet.write=true%n")
        .hasContent(text);
  }

  private static JsonNode json(Made made) throws IOException {
    return JSON.readTree(new GrafanaJson(made.subject).of(made.board));
  }

  private static Stream<Made> boards() {
    Stream<Made> ofFleets = Stream.of("line-a", "line-b").flatMap(fleet -> Boards.ALL.stream().map(board -> new Made(Subject.fleet("plant", fleet, OFTEN), board)));
    return Stream.concat(ofFleets, Boards.OF_OPERATOR.stream().map(board -> new Made(Subject.OPERATOR, board)));
  }

  private static Stream<Asked> queries() {
    return boards().filter(made -> !made.subject.name().endsWith("line-b")).flatMap(made -> Stream.concat(
        made.board.rows().stream().flatMap(row -> row.panels().stream()).flatMap(panel -> panel.queries().stream().map(query -> new Asked(made, panel, query.promQl()))),
        made.board.events().stream().map(event -> new Asked(made, Panel.lines(event.name(), ""), event.promQl()))));
  }
}
