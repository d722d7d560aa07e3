package io.plcfleet.operator.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plcfleet.operator.dashboard.Panel.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A dashboard as Grafana reads it, from version 10 on. */
final class GrafanaJson {
  /** The last one of this form; Grafana 12 and later write it, earlier ones take it. */
  private static final int SCHEMA_VERSION = 42;
  private static final int COLUMNS = 24;
  private static final Map<String, Object> SOURCE = Json.object("type", "prometheus", "uid", "${datasource}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Subject subject;
  private final List<Object> panels = new ArrayList<>();
  private int x;
  private int y;
  private int lineHeight;

  GrafanaJson(Subject subject) {
    this.subject = subject;
  }

  String of(Board board) {
    board.rows().forEach(this::row);
    Map<String, Object> dashboard = Json.object(
        "uid", subject.uid(board),
        "title", subject.title() + (board.title().isEmpty() ? "" : ": " + board.title()),
        "description", board.description(),
        "tags", List.of("plcfleet", subject.tag()),
        "schemaVersion", SCHEMA_VERSION,
        "editable", true,
        "graphTooltip", 1,
        "refresh", "30s",
        "time", Json.object("from", "now-1h", "to", "now"),
        "links", List.of(Json.object("type", "dashboards", "title", "This fleet", "tags", List.of(subject.tag()), "asDropdown", false, "icon", "external link",
            "includeVars", true, "keepTime", true, "targetBlank", false, "tooltip", "", "url", "")),
        "annotations", Json.object("list", board.events().stream().map(this::event).toList()),
        "templating", Json.object("list", variables(board)),
        "panels", panels);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(filled(dashboard));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of ours is not JSON", e);
    }
  }

  /** With what the marked words stand for, in all texts. */
  private Object filled(Object tree) {
    return switch (tree) {
      case String text -> subject.filled(text);
      case List<?> list -> list.stream().map(this::filled).toList();
      case Map<?, ?> object -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        object.forEach((name, value) -> copy.put(name, filled(value)));
        yield copy;
      }
      default -> tree;
    };
  }

  private Object event(Event event) {
    return Json.object("name", event.name(), "datasource", SOURCE, "enable", true, "iconColor", event.colour(), "expr", event.promQl(), "step", "60s",
        "titleFormat", event.title());
  }

  private List<Object> variables(Board board) {
    List<Object> all = new ArrayList<>();
    all.add(Json.object("name", "datasource", "label", "Data source", "type", "datasource", "query", "prometheus"));
    for (Variable variable : board.variables()) all.add(variable(variable));
    return all;
  }

  /** A PLC without the label has none of its values: all of them is a pattern that fits nothing as well. */
  private Object variable(Variable variable) {
    Map<String, Object> json = Json.object(
        "name", variable.name(), "label", variable.label(), "type", "query", "datasource", SOURCE,
        "query", Json.object("qryType", 1, "query", variable.values(), "refId", "PrometheusVariableQueryEditor-VariableQuery"),
        "refresh", 2, "sort", 1, "multi", variable.several(), "includeAll", variable.several());
    if (!variable.several()) return json;
    json.put("allValue", ".*");
    json.put("current", Json.object("text", List.of("All"), "value", List.of("$__all")));
    return json;
  }

  private void row(Row row) {
    newLine();
    panels.add(Json.object("id", panels.size() + 1, "type", "row", "title", row.title(), "collapsed", false, "gridPos", place(COLUMNS, 1), "panels", List.of()));
    newLine();
    for (Panel panel : row.panels()) {
      if (x + panel.width() > COLUMNS) newLine();
      panels.add(panel(panel));
    }
  }

  private void newLine() {
    x = 0;
    y += lineHeight;
    lineHeight = 0;
  }

  private Map<String, Object> place(int width, int height) {
    Map<String, Object> place = Json.object("x", x, "y", y, "w", width, "h", height);
    x += width;
    lineHeight = Math.max(lineHeight, height);
    return place;
  }

  private Object panel(Panel panel) {
    Look look = panel.look();
    Map<String, Object> defaults = new LinkedHashMap<>(look.defaults());
    if (!look.custom().isEmpty()) defaults.put("custom", look.custom());
    Map<String, Object> json = Json.object(
        "id", panels.size() + 1, "type", panel.kind().grafana, "title", panel.title(), "description", panel.description(), "datasource", SOURCE,
        "gridPos", place(panel.width(), panel.height()), "fieldConfig", Json.object("defaults", defaults, "overrides", look.overrides()),
        "options", look.options(), "interval", subject.interval(), "targets", targets(panel));
    if (!look.transformations().isEmpty()) json.put("transformations", look.transformations());
    return json;
  }

  private static List<Object> targets(Panel panel) {
    List<Object> targets = new ArrayList<>();
    for (Query query : panel.queries()) {
      targets.add(Json.object("refId", String.valueOf((char) ('A' + targets.size())), "datasource", SOURCE, "expr", query.promQl(),
          "legendFormat", query.legend().isEmpty() ? panel.title() : query.legend(), "instant", panel.kind().now, "range", !panel.kind().now,
          "format", format(panel, query)));
    }
    return targets;
  }

  private static String format(Panel panel, Query query) {
    if (panel.kind() == Kind.TABLE) return "table";
    return panel.kind() == Kind.HEAT && query.legend().equals("{{le}}") ? "heatmap" : "time_series";
  }
}
