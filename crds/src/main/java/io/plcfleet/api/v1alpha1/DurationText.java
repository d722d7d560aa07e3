package io.plcfleet.api.v1alpha1;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as resources write them. */
public final class DurationText {
  private static final Pattern WHOLE = Pattern.compile(Schema.DURATION);
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)");

  private DurationText() {}

  /**
   * Reads {@code 800ms}, {@code 1m30s}, {@code 0.5s}.
   *
   * @throws IllegalArgumentException when the text is no such duration
   */
  public static Duration parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no duration; expected for example 800ms, 1s or 1m30s");
    }
    double millis = 0;
    for (Matcher part = PART.matcher(text); part.find(); ) {
      millis += Double.parseDouble(part.group(1)) * switch (part.group(2)) {
        case "ms" -> 1;
        case "s" -> 1_000;
        case "m" -> 60_000;
        default -> 3_600_000;
      };
    }
    return Duration.ofNanos(Math.round(millis * 1e6));
  }

  /** The shortest text of whole hours, minutes, seconds or milliseconds: {@code 90s}, {@code 1m}, {@code 1500ms}. */
  public static String of(long millis) {
    if (millis == 0 || millis % 1_000 != 0) return millis + "ms";
    if (millis % 60_000 != 0) return millis / 1_000 + "s";
    return millis % 3_600_000 == 0 ? millis / 3_600_000 + "h" : millis / 60_000 + "m";
  }
}
