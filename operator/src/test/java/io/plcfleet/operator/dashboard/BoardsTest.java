package io.plcfleet.operator.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plcfleet.operator.PromQl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  private static final Pattern METRIC = Pattern.compile("\\b(?:plc(?:fleet)?_[a-z0-9_]+|env_version|ALERTS)\\b");
  /** A variable of Grafana's or of the dashboard. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-zA-Z_]+)");
  private static final Pattern CHOICE = Pattern.compile("[?&]var-([a-z_]+)=");
  /** A hundredth of what an object may have, with the longest names. */
  private static final int LARGEST = 100 * 1024;

  /** @param board on which it is */
  private record Asked(Board board, Panel panel, String promQl) {
    @Override
    public String toString() {
      return panel.title() + ": " + promQl;
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void noTwoPanelsOfABoardHaveTheSameTitle(Board board) {
    assertThat(board.rows().stream().flatMap(row -> row.panels().stream())).extracting(Panel::title).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void asksForMetricsOfTheContractOnly(Asked asked) {
    if (asked.promQl.contains("ALERTS")) assertThat(asked.promQl).as("alerts are Prometheus' own series").doesNotContain("plc_", "plcfleet_");
    else PromQl.assertOfTheContract("panel \"" + asked.panel.title() + "\"", asked.promQl);
  }

  /** Else it would show the PLCs of every fleet that Prometheus knows. */
  @ParameterizedTest
  @MethodSource("queries")
  void asksForItsOwnFleet(Asked asked) {
    List<MatchResult> metrics = METRIC.matcher(asked.promQl).results().toList();
    assertThat(metrics).isNotEmpty().allMatch(metric -> asked.promQl.startsWith("{$fleet", metric.end()), "is followed by {$fleet");
  }

  @ParameterizedTest
  @MethodSource("boards")
  void usesNoVariableThatIsNotThere(Board board) throws IOException {
    Set<String> there = board.variables().stream().map(Variable::name).collect(Collectors.toCollection(HashSet::new));
    there.addAll(Set.of("datasource", "__rate_interval", "__url_time_range", "__value", "__field", "__all"));
    Set<String> used = VARIABLE.matcher(json("plant", "line-a", board).toString()).results().map(match -> match.group(1)).collect(Collectors.toSet());
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
  void linksLeadToBoardsAndChoicesThatAreThere(Board board) throws IOException {
    Set<String> choices = OnePlc.BOARD.variables().stream().map(Variable::name).collect(Collectors.toCollection(HashSet::new));
    choices.add("datasource");
    for (JsonNode link : json("plant", "line-a", board).findValues("url")) {
      if (link.asText().isEmpty()) continue;  // of the list of dashboards
      assertThat(link.asText()).startsWith("/d/" + json("plant", "line-a", OnePlc.BOARD).get("uid").asText() + "?");
      assertThat(choices).containsAll(CHOICE.matcher(link.asText()).results().map(match -> match.group(1)).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void everythingIsAskedOfTheChosenSource(Board board) throws IOException {
    JsonNode json = json("plant", "line-a", board);
    assertThat(json.has("id")).as("an id belongs to one Grafana").isFalse();
    assertThat(json.findValues("datasource")).hasSizeGreaterThan(5).allMatch(source -> source.path("uid").asText().equals("${datasource}"));
    assertThat(json.at("/templating/list/0/type").asText()).isEqualTo("datasource");
  }

  @ParameterizedTest
  @MethodSource("boards")
  void panelsAreOnTheSheetAndNotOnEachOther(Board board) throws IOException {
    Set<String> taken = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : json("plant", "line-a", board).get("panels")) {
      JsonNode at = panel.get("gridPos");
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      assertThat(at.get("x").asInt() + at.get("w").asInt()).as(panel.get("title").asText()).isLessThanOrEqualTo(24);
      assertThat(panel.path("targets")).extracting(target -> target.get("refId").asText()).doesNotHaveDuplicates();
      IntStream.range(0, at.get("w").asInt() * at.get("h").asInt()).forEach(i -> assertThat(
          taken.add((at.get("x").asInt() + i % at.get("w").asInt()) + "/" + (at.get("y").asInt() + i / at.get("w").asInt()))).as(panel.get("title").asText()).isTrue());
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void isSmallHoweverLongTheNamesAre(Board board) {
    String longest = "x".repeat(63);
    assertThat(new GrafanaJson(longest, longest).of(board).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST);
  }

  @Test
  void eachBoardOfEachFleetHasAPlaceOfItsOwn() throws IOException {
    Set<String> uids = new HashSet<>();
    for (Board board : Boards.ALL) {
      for (String fleet : List.of("line-a", "line-b")) assertThat(uids.add(json("plant", fleet, board).get("uid").asText())).isTrue();
    }
    assertThat(uids).allMatch(uid -> uid.length() <= 40, "as long as Grafana allows");
    assertThat(json("plant", "line-a", OnePlc.BOARD)).as("made again").isEqualTo(json("plant", "line-a", OnePlc.BOARD));
  }

  private static JsonNode json(String namespace, String fleet, Board board) throws IOException {
    return JSON.readTree(new GrafanaJson(namespace, fleet).of(board));
  }

  private static Stream<Board> boards() {
    return Boards.ALL.stream();
  }

  private static Stream<Asked> queries() {
    return Boards.ALL.stream().flatMap(board -> Stream.concat(
        board.rows().stream().flatMap(row -> row.panels().stream()).flatMap(panel -> panel.queries().stream().map(query -> new Asked(board, panel, query.promQl()))),
        board.events().stream().map(event -> new Asked(board, Panel.lines(event.name(), ""), event.promQl()))));
  }
}
