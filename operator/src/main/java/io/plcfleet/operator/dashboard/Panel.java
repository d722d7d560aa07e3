package io.plcfleet.operator.dashboard;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is asked, and how it is drawn. Each method gives a panel with one thing more.
 *
 * @param width of 24 columns
 * @param height in lines of 30 pixels
 */
record Panel(Kind kind, String title, String description, int width, int height, List<Query> queries, Look look) {

  /** Kinds of panels, by Grafana's names. */
  enum Kind {
    /** Numbers, large. */
    STAT("stat", true),
    GAUGE("gauge", true),
    /** A bar for each series. */
    BARS("bargauge", true),
    TABLE("table", true),
    LINES("timeseries", false),
    /** Rows of cells over time, darker where there is more. */
    HEAT("heatmap", false),
    /** A bar for each series, as long as it has a value. */
    TIMELINE("state-timeline", false);

    final String grafana;
    /** Whether it asks how things are at the end of the time on view: over all of it, a series that has ended would still be shown. */
    final boolean now;

    Kind(String grafana, boolean now) {
      this.grafana = grafana;
      this.now = now;
    }
  }

  private static final int WIDTH = 8;
  private static final int HEIGHT = 8;
  private static final Map<String, Object> NEWEST = Json.object("calcs", List.of("lastNotNull"), "fields", "", "values", false);

  private static Panel of(Kind kind, String title, String description, Object... options) {
    return new Panel(kind, title, description, WIDTH, HEIGHT, List.of(), Look.of(Json.object(options)));
  }

  static Panel stat(String title, String description) {
    return of(Kind.STAT, title, description, "reduceOptions", NEWEST, "colorMode", "value", "graphMode", "none", "textMode", "auto");
  }

  static Panel gauge(String title, String description) {
    return of(Kind.GAUGE, title, description, "reduceOptions", NEWEST, "showThresholdMarkers", true);
  }

  static Panel bars(String title, String description) {
    return of(Kind.BARS, title, description, "reduceOptions", NEWEST, "orientation", "horizontal", "displayMode", "basic");
  }

  static Panel table(String title, String description) {
    return of(Kind.TABLE, title, description, "showHeader", true);
  }

  static Panel lines(String title, String description) {
    Panel panel = of(Kind.LINES, title, description, "tooltip", Json.object("mode", "multi", "sort", "desc"));
    return panel.with(panel.look.custom("fillOpacity", 5));
  }

  static Panel heat(String title, String description) {
    return of(Kind.HEAT, title, description, "calculate", false, "color", Json.object("mode", "scheme", "scheme", "Oranges", "steps", 64),
        "yAxis", Json.object("axisPlacement", "left"));
  }

  static Panel timeline(String title, String description) {
    return of(Kind.TIMELINE, title, description, "showValue", "never", "mergeValues", true);
  }

  Panel ask(String legend, String promQl) {
    return new Panel(kind, title, description, width, height, Stream.concat(queries.stream(), Stream.of(new Query(legend, promQl))).toList(), look);
  }

  Panel size(int columns, int lines) {
    return new Panel(kind, title, description, columns, lines, queries, look);
  }

  /** In Grafana's words: none, s, percentunit, short. Of the axis, where the panel is a heat map. */
  Panel unit(String unit) {
    return with(kind == Kind.HEAT ? look.option("yAxis", Json.object("axisPlacement", "left", "unit", unit)) : look.standard("unit", unit));
  }

  Panel from(int min) {
    return with(look.standard("min", min));
  }

  Panel range(int min, int max) {
    return with(look.standard("min", min).standard("max", max));
  }

  /** From 0 to 100, with colours by the built-in bounds of grades. */
  Panel scores() {
    return with(look.standard("min", 0).standard("max", 100).standard("decimals", 0).scores());
  }

  /** Green at 0, red from 1 on. */
  Panel bad() {
    return with(look.thresholds(0, "green", 1, "red"));
  }

  /** Words and colours for the numbers of grades. */
  Panel grades() {
    return with(look.grades());
  }

  /** Words for the numbers from 0 on. */
  Panel words(String... words) {
    return with(look.words(words));
  }

  /** Series that are called like a grade get its colour. */
  Panel coloursOfGrades() {
    return with(look.coloursOfGrades());
  }

  Panel stacked() {
    return with(look.custom("stacking", Json.object("mode", "normal", "group", "A")).custom("fillOpacity", 60).custom("lineWidth", 0));
  }

  /** A series with a unit and an axis of its own, on the right. */
  Panel right(String legend, String unit) {
    return with(look.override(legend, "custom.axisPlacement", "right").override(legend, "unit", unit));
  }

  /** Shows the names of the series instead of their values. */
  Panel names() {
    return with(look.option("textMode", "name"));
  }

  /** A link from each value. */
  Panel link(String text, String address) {
    return with(look.standard("links", List.of(Json.object("title", text, "url", address))));
  }

  /** A link from each value of a column. */
  Panel link(String column, String text, String address) {
    return with(look.override(column, "links", List.of(Json.object("title", text, "url", address))));
  }

  /** Of a table: these columns in this order, each as {@code label=Heading}; what was asked for is the label {@code Value}. */
  Panel columns(String... columns) {
    return with(look.columns(columns));
  }

  private Panel with(Look other) {
    return new Panel(kind, title, description, width, height, queries, other);
  }
}
