package io.plcfleet.operator.dashboard;

import io.plcfleet.scoring.Grade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a panel is drawn, in Grafana's words.
 *
 * @param defaults of all fields
 * @param custom defaults of this kind of panel
 * @param options of the panel
 * @param overrides of the defaults, for fields by their names
 * @param transformations of the answers, before they are drawn
 */
record Look(Map<String, Object> defaults, Map<String, Object> custom, Map<String, Object> options, List<Object> overrides, List<Object> transformations) {
  private static final Map<Grade, String> COLOURS = Map.of(Grade.Unknown, "#8e8e8e", Grade.Healthy, "green", Grade.Warning, "yellow",
      Grade.Critical, "orange", Grade.PreFault, "red", Grade.Maintenance, "blue");

  static Look of(Map<String, Object> options) {
    return new Look(Json.object("unit", "none"), Json.object(), options, List.of(), List.of());
  }

  Look standard(String name, Object value) {
    return new Look(Json.with(defaults, name, value), custom, options, overrides, transformations);
  }

  Look custom(String name, Object value) {
    return new Look(defaults, Json.with(custom, name, value), options, overrides, transformations);
  }

  Look option(String name, Object value) {
    return new Look(defaults, custom, Json.with(options, name, value), overrides, transformations);
  }

  Look override(String field, String property, Object value) {
    Object override = Json.object("matcher", Json.object("id", "byName", "options", field), "properties", List.of(Json.object("id", property, "value", value)));
    return new Look(defaults, custom, options, append(overrides, override), transformations);
  }

  Look transform(String id, Map<String, Object> how) {
    return new Look(defaults, custom, options, overrides, append(transformations, Json.object("id", id, "options", how)));
  }

  /** Bounds, each with the colour from there on; the first is 0. */
  Look thresholds(Object... boundsAndColours) {
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < boundsAndColours.length; i += 2) steps.add(Json.object("color", boundsAndColours[i + 1], "value", boundsAndColours[i]));
    return standard("thresholds", Json.object("mode", "absolute", "steps", steps)).standard("color", Json.object("mode", "thresholds"));
  }

  /** The built-in bounds of grades. */
  Look scores() {
    return thresholds(0, colour(Grade.PreFault), 50, colour(Grade.Critical), 70, colour(Grade.Warning), 90, colour(Grade.Healthy));
  }

  /** Words and colours for the numbers of grades. */
  Look grades() {
    Map<String, Object> words = new LinkedHashMap<>();
    for (Grade grade : Grade.values()) words.put(String.valueOf(grade.number()), Json.object("text", grade.name(), "color", colour(grade), "index", grade.number()));
    return standard("mappings", List.of(Json.object("type", "value", "options", words)));
  }

  /** Series that are called like a grade get its colour. */
  Look coloursOfGrades() {
    Look coloured = this;
    for (Grade grade : Grade.values()) coloured = coloured.override(grade.name(), "color", Json.object("mode", "fixed", "fixedColor", colour(grade)));
    return coloured;
  }

  Look words(String... words) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i++) options.put(String.valueOf(i), Json.object("text", words[i], "index", i));
    return standard("mappings", List.of(Json.object("type", "value", "options", options)));
  }

  Look columns(String... columns) {
    Map<String, Object> order = new LinkedHashMap<>();
    Map<String, Object> headings = new LinkedHashMap<>();
    for (String column : columns) {
      String label = column.substring(0, column.indexOf('='));
      order.put(label, order.size());
      headings.put(label, column.substring(column.indexOf('=') + 1));
    }
    return transform("filterFieldsByName", Json.object("include", Json.object("names", List.copyOf(order.keySet()))))
        .transform("organize", Json.object("indexByName", order, "renameByName", headings, "excludeByName", Json.object()));
  }

  private static String colour(Grade grade) {
    return COLOURS.getOrDefault(grade, "text");
  }

  private static <T> List<T> append(List<T> list, T last) {
    return Stream.concat(list.stream(), Stream.of(last)).toList();
  }
}
