package io.plcfleet.operator.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.RolloutPolicy;
import io.plcfleet.operator.outcome.Checked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A story of a rollout: a fleet, what happens when, and what must come of it. The README beside the stories lists the words. */
final class Scenario {
  private static final Pattern TIMED = Pattern.compile("(?:(\\d+):)?(\\d+):(\\d\\d) +(.+)");
  private static final Pattern FLEET = Pattern.compile("fleet (\\d+) Plcs?(?:, (\\d+) in a cell)?(?:, (\\d+) at a monitor)?");
  private static final Pattern CRITICALITY = Pattern.compile("(Low|High): (.+)");

  private final List<String> lines;
  private final Map<String, String> settings = new TreeMap<>();

  Scenario(List<String> lines) {
    this.lines = lines;
  }

  /** Plays it to its end, and fails where it goes another way. */
  VirtualFleet play() {
    VirtualFleet fleet = new VirtualFleet(policy("{}"), Instant.parse("2026-11-23T08:00:00Z"));
    Duration tick = Duration.ofSeconds(1);
    int told = 0;
    int at = 0;
    while (at < lines.size() && !TIMED.matcher(lines.get(at)).matches()) head(fleet, words(lines.get(at++)));
    if (settings.containsKey("tick")) tick = DurationText.parse(settings.getOrDefault("tick", "1s"));
    Clock clock = new Clock(fleet, tick);
    for (; at < lines.size(); at++) {
      String line = words(lines.get(at));
      if (line.isEmpty()) continue;
      Matcher timed = TIMED.matcher(line);
      if (!timed.matches()) throw new AssertionError("what does this line mean? " + lines.get(at));
      clock.to(seconds(timed));
      try {
        told += line(fleet, clock, timed.group(4));
      } catch (AssertionError e) {
        throw new AssertionError("\nline " + (at + 1) + ": " + line + "\n" + e.getMessage() + "\nwhat happened before:\n" + fleet.told(), e);
      }
    }
    if (told == 0) throw new AssertionError("expects nothing");
    return fleet;
  }

  private static String words(String line) {
    return line.replaceAll("(^| )#.*", "").strip();
  }

  private static int seconds(Matcher timed) {
    int hours = timed.group(1) == null ? 0 : Integer.parseInt(timed.group(1));
    return (hours * 60 + Integer.parseInt(timed.group(2))) * 60 + Integer.parseInt(timed.group(3));
  }

  private static int line(VirtualFleet fleet, Clock clock, String what) {
    if (what.startsWith("=> ")) {
      clock.turn();
      Expectation.check(fleet, what.substring(3));
      return 1;
    }
    if (!Happening.happens(fleet, clock, what)) throw new AssertionError("what does this mean? " + what);
    return 0;
  }

  private void head(VirtualFleet fleet, String line) {
    Matcher size = FLEET.matcher(line);
    Matcher criticality = CRITICALITY.matcher(line);
    if (line.isEmpty()) return;
    else if (size.matches()) fill(fleet, size);
    else if (criticality.matches()) weigh(fleet, criticality);
    else if (line.startsWith("rollout {")) fleet.policy = policy(line.substring("rollout ".length()));
    else if (line.startsWith("starts ")) fleet.now = Instant.parse(line.substring("starts ".length()));
    else if (line.startsWith("tick ")) settings.put("tick", line.substring("tick ".length()));
    else if (line.startsWith("loads within ")) fleet.loading = DurationText.parse(line.substring("loads within ".length()));
    else if (line.equals("another image")) image(fleet);
    else if (line.equals("scores alike")) fleet.scoring = false;
    else throw new AssertionError("what does this line mean? " + line);
  }

  private static void image(VirtualFleet fleet) {
    fleet.image = true;
    fleet.scoring = false;
  }

  private static void fill(VirtualFleet fleet, Matcher size) {
    int plcs = Integer.parseInt(size.group(1));
    int digits = Math.max(2, String.valueOf(plcs).length());
    int inCell = size.group(2) == null ? 0 : Integer.parseInt(size.group(2));
    int atMonitor = size.group(3) == null ? Integer.MAX_VALUE : Integer.parseInt(size.group(3));
    for (int i = 0; i < plcs; i++) {
      String name = String.format(Locale.ROOT, "plc-%0" + digits + "d", i + 1);
      fleet.add(name, "monitor-" + i / atMonitor, inCell == 0 ? Map.of() : Map.of("plcfleet.io/cell", "cell-" + (i / inCell + 1)), VirtualPlc.MEDIUM);
    }
  }

  private static void weigh(VirtualFleet fleet, Matcher criticality) {
    int weight = criticality.group(1).equals("Low") ? VirtualPlc.LOW : VirtualPlc.HIGH;
    for (String name : criticality.group(2).split(", *", -1)) fleet.plc(name).weight = weight;
  }

  static Policy policy(String yaml) {
    try {
      return switch (PolicyCheck.check(new YAMLMapper().readValue(yaml, RolloutPolicy.class))) {
        case Checked.Valid<Policy>(Policy policy) -> policy;
        case Checked.Invalid<Policy>(var problems) -> throw new AssertionError(problems.toString());
      };
    } catch (JsonProcessingException e) {
      throw new AssertionError(yaml, e);
    }
  }

  /** Virtual time: the operator looks at each tick. */
  static final class Clock {
    private final VirtualFleet fleet;
    private final Duration tick;
    private Instant start;
    private boolean begun;

    Clock(VirtualFleet fleet, Duration tick) {
      this.fleet = fleet;
      this.tick = tick;
      start = fleet.now;
    }

    void begin() {
      begun = true;
      turn();
    }

    void to(int seconds) {
      Instant target = start.plusSeconds(seconds);
      while (fleet.now.plus(tick).isBefore(target)) {
        fleet.now = fleet.now.plus(tick);
        turn();
      }
      fleet.now = target;
    }

    /** Time passes, and nobody looks. */
    void awayFor(Duration time) {
      fleet.now = fleet.now.plus(time);
    }

    void jump(Duration by) {
      start = start.plus(by);
      fleet.now = fleet.now.plus(by);
    }

    void turn() {
      if (begun) fleet.turn();
    }
  }
}
