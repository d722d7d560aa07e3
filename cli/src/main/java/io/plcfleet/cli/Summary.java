package io.plcfleet.cli;

import io.plcfleet.cli.Timeline.Firing;
import io.plcfleet.cli.Timeline.Moment;
import io.plcfleet.scoring.Grade;
import io.plcfleet.scoring.LinkAlert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What many PLCs come to: by profile how many were ever so bad, which alerts would have fired, and where two profiles disagree. */
final class Summary {
  private static final List<Grade> GRADES = List.of(Grade.Healthy, Grade.Warning, Grade.Critical, Grade.PreFault);
  private static final int NAMED = 20;

  private Summary() {}

  static List<String> lines(List<Timeline> timelines) {
    Map<String, List<Timeline>> byProfile = timelines.stream().collect(Collectors.groupingBy(Timeline::profile, LinkedHashMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    lines.add(timelines.stream().map(Timeline::plc).distinct().count() + " PLCs, by their worst grade, and the alerts that fire");
    lines.add("");
    lines.add("  %-20s".formatted("profile") + GRADES.stream().map(g -> "%9s".formatted(g)).collect(Collectors.joining()) + "   not graded   alerts");
    byProfile.forEach((profile, plcs) -> lines.add(line(profile, plcs)));
    lines.addAll(differences(byProfile));
    return lines;
  }

  private static String line(String profile, List<Timeline> plcs) {
    Map<Grade, Long> worst = plcs.stream().collect(Collectors.groupingBy(Summary::worst, Collectors.counting()));
    Map<LinkAlert, Long> alerts = plcs.stream().flatMap(t -> t.alerts().stream())
        .collect(Collectors.groupingBy(Firing::alert, () -> new EnumMap<>(LinkAlert.class), Collectors.counting()));
    return "  %-20s".formatted(profile) + GRADES.stream().map(g -> "%9d".formatted(worst.getOrDefault(g, 0L))).collect(Collectors.joining())
        + "%13d".formatted(worst.getOrDefault(Grade.Unknown, 0L)) + "   "
        + (alerts.isEmpty() ? "none" : alerts.entrySet().stream().map(a -> a.getKey() + " " + a.getValue()).collect(Collectors.joining(", ")));
  }

  /** Of the last profile against the first. */
  private static List<String> differences(Map<String, List<Timeline>> byProfile) {
    if (byProfile.size() < 2) return List.of();
    List<List<Timeline>> both = List.copyOf(byProfile.values());
    Map<String, Grade> first = new TreeMap<>();
    both.getFirst().forEach(t -> first.put(t.plc(), worst(t)));
    List<Timeline> other = both.getLast().stream().filter(t -> worst(t) != first.get(t.plc())).sorted(Comparator.comparing(Timeline::plc)).toList();
    List<String> lines = new ArrayList<>(List.of("", "  %d of %d have another worst grade by %s".formatted(other.size(), first.size(), both.getLast().getFirst().profile())));
    other.stream().limit(NAMED).forEach(t -> lines.add("    %s: %s -> %s".formatted(t.plc(), first.get(t.plc()), worst(t))));
    if (other.size() > NAMED) lines.add("    and %d more".formatted(other.size() - NAMED));
    return lines;
  }

  /** Unknown when it never had one. */
  static Grade worst(Timeline timeline) {
    Stream<Grade> grades = timeline.moments().stream().map(Moment::grade).filter(GRADES::contains);
    return grades.max(Comparator.comparingInt(Grade::number)).orElse(Grade.Unknown);
  }
}
