package io.plcfleet.monitor.diagnosis;

import io.plcfleet.scoring.ErrorClass;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A story of one link, told to a {@link Diagnostician}. A line is a time, or a span in which it happens with every poll, and what happens;
 * a line that begins with an arrow is what the diagnostician must say then. README.txt beside the stories has all words.
 */
final class Story {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Pattern LINE = Pattern.compile("(\\d+:[\\d.]+)(?:\\.\\.(\\d+:[\\d.]+))?\\s+(.*)");
  private static final Pattern ANSWERS = Pattern.compile("answers in (\\S+?)(?: to (\\S+?))?( and says busy)?");
  private static final Pattern FAILS = Pattern.compile("fails (\\w+)(?:, (\\d+) of (\\d+) neighbours answer)?");
  /** Of the golden ratio: spreads any number of response times evenly over their span. */
  private static final double SPREAD = 0.618033988749895;

  private final Diagnostician diagnostician;
  private final long interval;
  private long now;
  private int answers;

  Story(String firstLine) {
    interval = length(firstLine.replace("interval ", ""));
    diagnostician = new Diagnostician(interval);
  }

  /** What is said at the time of the newest line. */
  String said() {
    Diagnosis diagnosis = diagnostician.diagnose(now);
    if (diagnosis == null) return "nothing";
    String after = diagnosis.firstSignAfter() == Diagnosis.UNKNOWN ? "" : ", first sign after " + Words.time(diagnosis.firstSignAfter());
    return "%s %s since %s%s: %s".formatted(diagnosis.name(), diagnosis.confidence(), clock(diagnosis.since()), after, diagnosis.evidence());
  }

  void tell(String line) {
    Matcher match = LINE.matcher(line);
    if (!match.matches()) throw new IllegalArgumentException("no time: " + line);
    now = time(match.group(1));
    long end = match.group(2) == null ? now : time(match.group(2));
    happen(match.group(3));
    look();
    while (end - now >= interval) {
      now += interval;
      happen(match.group(3));
      look();
    }
  }

  private void happen(String what) {
    Matcher answer = ANSWERS.matcher(what);
    Matcher failure = FAILS.matcher(what);
    if (answer.matches()) {
      long from = length(answer.group(1));
      long to = answer.group(2) == null ? from : length(answer.group(2));
      if (answer.group(3) != null) diagnostician.busy(now);
      diagnostician.answered(now, from + (long) ((to - from) * (answers++ * SPREAD % 1)));
    } else if (failure.matches()) {
      boolean alone = failure.group(2) == null;
      diagnostician.failed(now, ErrorClass.valueOf(failure.group(1)), alone ? 0 : Integer.parseInt(failure.group(3)),
          alone ? 0 : Integer.parseInt(failure.group(2)));
    } else if (what.startsWith("connects in ")) {
      diagnostician.connected(length(what.substring("connects in ".length())));
    } else if (what.startsWith("says it is ")) {
      diagnostician.identity(now, what.substring("says it is ".length()));
    } else {
      simple(what);
    }
  }

  /** As often as a monitor looks, so that a diagnosis has its first time. */
  private void look() {
    diagnostician.name(now);
  }

  private void simple(String what) {
    switch (what) {
      case "answers a heartbeat" -> diagnostician.heard(now);
      case "says RUN" -> diagnostician.cpuRuns(now);
      case "says STOP" -> diagnostician.cpuStopped(now);
      case "does not say whether it runs" -> diagnostician.cpuUnknown();
      case "life sign changes" -> diagnostician.lifeSign(now, true, 10 * SECOND);
      case "life sign is the same" -> diagnostician.lifeSign(now, false, 10 * SECOND);
      case "the monitor stands still" -> diagnostician.interrupted();
      case "nothing happens" -> { }
      default -> throw new IllegalArgumentException("no such event: " + what);
    }
  }

  private static long time(String text) {
    List<String> parts = List.of(text.split(":"));
    return Math.round((60 * Integer.parseInt(parts.getFirst()) + Double.parseDouble(parts.getLast())) * SECOND);
  }

  private static long length(String text) {
    double number = Double.parseDouble(text.replaceAll("[a-z]", ""));
    return Math.round(number * (text.endsWith("ms") ? SECOND / 1000 : SECOND));
  }

  private static String clock(long nanos) {
    double seconds = nanos % (60 * SECOND) / 1e9;
    return String.format(Locale.ROOT, "%d:%s%s", nanos / (60 * SECOND), seconds < 10 ? "0" : "",
        seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(Math.round(seconds * 100) / 100.0));
  }
}
