package io.plcfleet.scoring.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.plcfleet.scoring.Assessment;
import io.plcfleet.scoring.ErrorClass;
import io.plcfleet.scoring.Formula;
import io.plcfleet.scoring.Linear;
import io.plcfleet.scoring.LinkAlert;
import io.plcfleet.scoring.Profile;
import io.plcfleet.scoring.Stability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One story: {@code TIME EVENT} or {@code TIME => what is expected then}. README.md beside the files lists the words.
 */
final class Scenario {
  private static final Pattern LINE = Pattern.compile("((?:\\d+(?:\\.\\d+)?(?:h|min|ms|s))+)\\s+(=>)?\\s*(.+)");
  private static final Pattern TIME_PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|min|ms|s)");
  private static final Pattern TAKE = Pattern.compile("reads take ([\\d., ms and]+?)( in turn)?(?:, (\\d+(?:\\.\\d+)?) ms more each second)?");
  private static final Pattern FAIL = Pattern.compile("(?:(\\d+) of (\\d+)|all) reads? (?:is|are|ends?) (lost|refused|with [A-Za-z, ]+?(?: in turn)?)");
  private static final Pattern FLAP = Pattern.compile("the connection breaks every (\\S+)");
  private static final Pattern CLOCK = Pattern.compile("the clock jumps (back|ahead) by (\\S+)");
  private static final Pattern SLEEP = Pattern.compile("our process sleeps (\\S+)");
  private static final Pattern GRADE = Pattern.compile("(\\w+) (\\w+)(?:, score (\\d+)(?: to (\\d+))?)?(?:; (.+))?");
  private static final Pattern ALERT = Pattern.compile("alert (\\w+) (?:fires at most (\\S+) after (?:the last event|the score falls below (\\d+)|(\\d\\S+))|does not fire)");

  private final Map<Pattern, Consumer<Matcher>> events = Map.of(
      TAKE, this::take,
      FAIL, this::fail,
      FLAP, m -> monitor().flapEveryMillis = millis(m.group(1)),
      CLOCK, m -> monitor().clockJumps(m.group(1).equals("back") ? -millis(m.group(2)) : millis(m.group(2))),
      SLEEP, m -> monitor().sleeps(millis(m.group(1))));
  private final List<String> lines;
  private final VirtualMonitor monitor;
  private long lastEvent;
  private int expectations;

  Scenario(List<String> file) {
    lines = file.stream().map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty()).toList();
    monitor = new VirtualMonitor(profile(), millis(setting("poll")), millis(setting("timeout")));
  }

  /** @return how long each alert that was asked for took at the worst, for people */
  List<String> play() {
    List<String> alerts = new ArrayList<>();
    for (String line : lines) {
      if (Stream.of("profile ", "poll ", "timeout ").anyMatch(line::startsWith)) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      check(parts.matches(), line);
      long at = millis(parts.group(1));
      assertThat(at).as("time goes on: " + line).isGreaterThanOrEqualTo(monitor.now());
      monitor.runTo(at);
      if (parts.group(2) == null) {
        event(parts.group(3), line);
        lastEvent = monitor.now();
      } else {
        expectations++;
        alerts.addAll(expect(parts.group(3), line));
      }
    }
    assertThat(expectations).as("a scenario that expects nothing proves nothing").isPositive();
    return alerts;
  }

  private void event(String text, String line) {
    for (Map.Entry<Pattern, Consumer<Matcher>> event : events.entrySet()) {
      Matcher m = event.getKey().matcher(text);
      if (m.matches()) {
        event.getValue().accept(m);
        return;
      }
    }
    fixed(text, line);
  }

  private void take(Matcher m) {
    List<Double> times = Stream.of(m.group(1).split(",| and ", -1)).map(t -> Double.parseDouble(t.replace("ms", "").strip())).toList();
    monitor.plc = monitor.plc.taking(times, m.group(3) == null ? 0 : Double.parseDouble(m.group(3)), monitor.now());
  }

  private void fail(Matcher m) {
    boolean all = m.group(1) == null;
    monitor.plc = monitor.plc.failing(all ? 1 : Integer.parseInt(m.group(1)), all ? 1 : Integer.parseInt(m.group(2)), failures(m.group(3)));
  }

  private void fixed(String text, String line) {
    switch (text) {
      case "no read is lost" -> monitor.plc = monitor.plc.failing(0, 1, List.of());
      case "the connection holds" -> monitor.flapEveryMillis = 0;
      case "turns are skipped" -> monitor.turnsSkipped = true;
      case "turns are missed" -> monitor.turnsMissed = true;
      case "turns come again" -> {
        monitor.turnsSkipped = false;
        monitor.turnsMissed = false;
      }
      case "a heartbeat is missed" -> monitor.heartbeat(false);
      case "a heartbeat is answered" -> monitor.heartbeat(true);
      case "the CPU stops" -> monitor.cpuStopped(true);
      case "the CPU runs" -> monitor.cpuStopped(false);
      case "the life sign stands still" -> monitor.lifeSignFrozen(true);
      case "the life sign changes" -> monitor.lifeSignFrozen(false);
      case "maintenance begins" -> monitor.maintenance(true);
      case "maintenance ends" -> monitor.maintenance(false);
      case "other tags are declared" -> monitor.otherTags();
      default -> check(false, line);
    }
  }

  private List<String> expect(String text, String line) {
    Matcher alert = ALERT.matcher(text);
    if (alert.matches()) {
      return expectAlert(alert, line);
    }
    Matcher m = GRADE.matcher(text);
    check(m.matches(), line);
    Assessment now = monitor.assessment();
    assertThat(now.grade() + " " + now.reason()).as("%s%nis %s%nlast change %s", line, now, monitor.lastChange())
        .isEqualTo(m.group(1) + " " + m.group(2));
    if (m.group(3) != null) {
      double from = Double.parseDouble(m.group(3));
      double to = m.group(4) == null ? from : Double.parseDouble(m.group(4));
      assertThat(now.score()).as("%s%nis %s", line, now).isBetween(from - 0.5, to + 0.5);
    }
    if (m.group(5) != null) {
      assertThat(now.action().text()).as(line).isEqualTo(m.group(5));
    }
    return List.of();
  }

  private List<String> expectAlert(Matcher m, String line) {
    LinkAlert alert = LinkAlert.valueOf(m.group(1));
    long since = m.group(3) != null ? monitor.scoreFellBelow(Double.parseDouble(m.group(3)), Objects.requireNonNull(alert.grade(), line))
        : m.group(4) != null ? millis(m.group(4)) : lastEvent;
    long fires = VirtualPrometheus.firesAtTheLatest(alert, monitor.seen(), since, monitor.now());
    if (m.group(2) == null) {
      assertThat(fires).as(line).isEqualTo(VirtualPrometheus.NEVER);
      return List.of();
    }
    assertThat(fires).as(line + "; seen " + monitor.seen()).isNotEqualTo(VirtualPrometheus.NEVER);
    assertThat(fires - since).as(line + "; seen " + monitor.seen()).isLessThanOrEqualTo(millis(m.group(2)));
    return List.of("%s: %.1f s at the worst; %s".formatted(alert, (fires - since) / 1000.0, m.group()));
  }

  private VirtualMonitor monitor() {
    return monitor;
  }

  private static List<ErrorClass> failures(String how) {
    return switch (how) {
      case "lost" -> List.of(ErrorClass.RequestTimeout);
      case "refused" -> List.of(ErrorClass.Refused);
      default -> Stream.of(how.replace("with ", "").replace(" in turn", "").split(", ", -1)).map(ErrorClass::valueOf).toList();
    };
  }

  private Profile profile() {
    Profile standard = Profile.standard();
    String name = setting("profile");
    if (name.equals("standard")) {
      return standard;
    }
    Formula formula = switch (name) {
      case "linear" -> Linear.standard();
      case "stability" -> Stability.standard();
      default -> throw new IllegalArgumentException("profile standard, linear or stability, not " + name);
    };
    return new Profile(standard.window(), formula.decay(), formula, standard.grades(), standard.hysteresis(), standard.actions());
  }

  private String setting(String name) {
    return lines.stream().filter(line -> line.startsWith(name + " ")).map(line -> line.substring(name.length() + 1).strip()).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the file says no " + name));
  }

  private static long millis(String time) {
    Matcher part = TIME_PART.matcher(time);
    double sum = 0;
    while (part.find()) {
      double unit = switch (part.group(2)) {
        case "h" -> 3_600_000;
        case "min" -> 60_000;
        case "s" -> 1000;
        default -> 1;
      };
      sum += Double.parseDouble(part.group(1)) * unit;
    }
    return Math.round(sum);
  }

  private static void check(boolean understood, String line) {
    if (!understood) {
      throw new IllegalArgumentException("what does this line mean? " + line);
    }
  }
}
