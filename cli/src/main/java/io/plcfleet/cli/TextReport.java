package io.plcfleet.cli;

import io.plcfleet.cli.Timeline.Change;
import io.plcfleet.cli.Timeline.Firing;
import io.plcfleet.cli.Timeline.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Timelines for people. */
final class TextReport {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();

  private TextReport() {}

  /** @param every time between two lines of the scores; null: nothing of single PLCs */
  static String of(List<Timeline> timelines, @Nullable Duration every) {
    TextReport report = new TextReport();
    if (every == null || timelines.stream().map(Timeline::plc).distinct().count() > 1) {
      Summary.lines(timelines).forEach(report::line);
      report.line("");
    }
    if (every != null) timelines.stream().collect(Collectors.groupingBy(Timeline::plc, TreeMap::new, Collectors.toList()))
        .forEach((plc, ofPlc) -> report.plc(plc, ofPlc, every));
    return report.text.toString();
  }

  private void plc(String plc, List<Timeline> profiles, Duration every) {
    List<Moment> moments = profiles.getFirst().moments();
    if (moments.isEmpty()) { // the recording ends, or was cut, before the first judgement
      line(plc + ": nothing was judged");
      line("");
      return;
    }
    line("%s, %s to %s".formatted(plc, DAY.format(moments.getFirst().at()), DAY.format(moments.getLast().at())));
    scores(profiles, every);
    for (Timeline timeline : profiles) {
      line("");
      line("profile " + timeline.profile());
      changes(timeline.changes());
      alerts(timeline.alerts());
    }
    line("");
  }

  private void scores(List<Timeline> profiles, Duration every) {
    line("");
    line("  time      " + profiles.stream().map(t -> "%-32s".formatted(t.profile())).collect(Collectors.joining()).stripTrailing());
    List<Moment> moments = profiles.getFirst().moments();
    Instant due = moments.getFirst().at();
    for (int i = 0; i < moments.size(); i++) {
      if (moments.get(i).at().isBefore(due) && i < moments.size() - 1) continue;
      int at = i;
      line("  " + TIME.format(moments.get(i).at()) + "  " + profiles.stream().map(t -> "%-32s".formatted(moment(t.moments().get(at)))).collect(Collectors.joining())
          .stripTrailing());
      due = moments.get(i).at().plus(every);
    }
  }

  private void changes(List<Change> changes) {
    if (changes.isEmpty()) line("  the grade never changes");
    for (Change change : changes) {
      line("  %s  %s -> %s, %s".formatted(TIME.format(change.at()), change.from(), change.to(), change.reason())
          + (Double.isNaN(change.score()) ? "" : ", score " + Math.round(change.score())));
      change.explanation().forEach(sentence -> line("            " + sentence));
    }
  }

  private void alerts(List<Firing> alerts) {
    if (alerts.isEmpty()) line("  no alert fires");
    for (Firing alert : alerts) {
      line("  %s  alert %s fires".formatted(TIME.format(alert.from()), alert.alert())
          + (alert.until() == null ? ", to the end" : " until " + TIME.format(alert.until())));
    }
  }

  private static String moment(Moment moment) {
    return "%4s  %s".formatted(Double.isNaN(moment.score()) ? "-" : Math.round(moment.score()), moment.grade());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
