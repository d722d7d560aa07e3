package io.plcfleet.e2e.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A dashboard as a drawing, for people: its panels in their places, with what Prometheus has for them. It is not what Grafana draws; it
 * shows whether a panel is of use, not how it looks.
 */
final class BoardPicture {
  private static final int COLUMN = 60;
  private static final int LINE = 34;
  private static final List<String> COLOURS = List.of("#3274d9", "#56a64b", "#e0b400", "#e02f44", "#8f3bb8", "#ff780a", "#37872d", "#1f60c4", "#c4162a", "#7c2ea3");

  private final PrometheusProcess prometheus;
  private final Instant start;
  private final Map<String, String> chosen;
  private final StringBuilder svg = new StringBuilder();

  /** @param chosen of the variables */
  BoardPicture(PrometheusProcess prometheus, Instant start, Map<String, String> chosen) {
    this.prometheus = prometheus;
    this.start = start;
    this.chosen = chosen;
  }

  void write(GrafanaBoard board, Path file) throws IOException, InterruptedException {
    int height = 2 * LINE;
    for (JsonNode panel : board.json().get("panels")) {
      panel(panel);
      height = Math.max(height, (panel.at("/gridPos/y").asInt() + panel.at("/gridPos/h").asInt() + 2) * LINE);
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, "<svg xmlns='http://www.w3.org/2000/svg' width='" + 24 * COLUMN + "' height='" + height + "' font-family='sans-serif' font-size='12'>"
        + "<rect width='100%' height='100%' fill='white'/>" + text(8, 22, 18, "#111", board.title() + " " + chosen) + svg + "</svg>\n");
  }

  private void panel(JsonNode panel) throws IOException, InterruptedException {
    JsonNode at = panel.get("gridPos");
    Box box = new Box(at.get("x").asInt() * COLUMN + 3, (at.get("y").asInt() + 1) * LINE + 3, at.get("w").asInt() * COLUMN - 6, at.get("h").asInt() * LINE - 6);
    boolean row = panel.get("type").asText().equals("row");
    if (!row) svg.append(rectangle(box, "none", "#bbb"));
    svg.append(text(box.x + 6, box.y + 16, row ? 15 : 12, row ? "#555" : "#111", panel.get("title").asText()));
    if (row) return;
    List<Drawn> series = new ArrayList<>();
    for (JsonNode target : panel.get("targets")) {
      GrafanaBoard.Asked asked = new GrafanaBoard.Asked("", target.get("expr").asText(), target.get("instant").asBoolean());
      for (JsonNode one : new GrafanaBoard(panel).ask(prometheus, asked, chosen, start)) series.add(new Drawn(legend(target.get("legendFormat").asText(), one.get("metric")), one));
    }
    Box inside = new Box(box.x + 6, box.y + 24, box.width - 12, box.height - 30);
    switch (panel.get("type").asText()) {
      case "timeseries" -> lines(inside, series);
      case "heatmap", "state-timeline" -> cells(inside, series);
      default -> list(inside, series);
    }
  }

  private record Box(int x, int y, int width, int height) {}

  private record Drawn(String legend, JsonNode answer) {
    List<double[]> points() {
      return StreamSupport.stream(answer.path("values").spliterator(), false).map(p -> new double[] {p.get(0).asDouble(), Double.parseDouble(p.get(1).asText())})
          .filter(p -> Double.isFinite(p[1])).toList();
    }
  }

  private static String legend(String format, JsonNode labels) {
    String legend = format;
    for (var label : labels.properties()) legend = legend.replace("{{" + label.getKey() + "}}", label.getValue().asText());
    return legend.replaceAll("\\{\\{\\w+}}", "");
  }

  private void lines(Box box, List<Drawn> series) {
    double most = series.stream().flatMap(s -> s.points().stream()).mapToDouble(p -> p[1]).max().orElse(0);
    double scale = most <= 0 ? 1 : most;
    svg.append(text(box.x, box.y + 8, 9, "#777", number(most)));
    for (int i = 0; i < series.size(); i++) {
      StringBuilder path = new StringBuilder();
      for (double[] point : series.get(i).points()) {
        path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(box, point[0]), box.y + (box.height - 14) * (1 - Math.max(0, point[1]) / scale)));
      }
      String colour = COLOURS.get(i % COLOURS.size());
      svg.append("<polyline fill='none' stroke-width='1.5' stroke='" + colour + "' points='" + path + "'/>");
      if (i < 12) svg.append(text(box.x + (i % 3) * box.width / 3, box.y + box.height - (i / 3) * 11, 10, colour, series.get(i).legend));
    }
  }

  private void cells(Box box, List<Drawn> series) {
    int height = Math.min(22, box.height / Math.max(1, series.size()));
    double most = series.stream().flatMap(s -> s.points().stream()).mapToDouble(p -> p[1]).max().orElse(1);
    for (int i = 0; i < series.size(); i++) {
      int y = box.y + i * height;
      for (double[] point : series.get(i).points()) {
        svg.append(String.format(Locale.ROOT, "<rect x='%.1f' y='%d' width='4' height='%d' fill='#ff780a' fill-opacity='%.2f'/>", x(box, point[0]), y, height - 2, most <= 0 ? 0 : point[1] / most));
      }
      svg.append(text(box.x, y + height - 6, 10, "#111", series.get(i).legend));
    }
  }

  private void list(Box box, List<Drawn> series) {
    for (int i = 0; i < series.size() && i * 14 < box.height; i++) {
      JsonNode labels = series.get(i).answer.get("metric");
      List<String> words = new ArrayList<>();
      labels.properties().forEach(label -> words.add(label.getValue().asText()));
      String value = number(Double.parseDouble(series.get(i).answer.at("/value/1").asText()));
      svg.append(text(box.x, box.y + 12 + i * 14, 11, "#111", series.get(i).legend + "  " + value + "  " + String.join("  ", words)));
    }
  }

  private double x(Box box, double second) {
    double whole = Math.max(1, Instant.now().getEpochSecond() - start.getEpochSecond());
    return box.x + box.width * (second - start.getEpochSecond()) / whole;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String rectangle(Box box, String fill, String stroke) {
    return "<rect x='" + box.x + "' y='" + box.y + "' width='" + box.width + "' height='" + box.height + "' fill='" + fill + "' stroke='" + stroke + "'/>";
  }

  private static String text(int x, int y, int size, String colour, String words) {
    String safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<text x='" + x + "' y='" + y + "' font-size='" + size + "' fill='" + colour + "'>" + safe + "</text>";
  }
}
