package io.plcfleet.simulator;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a link misbehaves. A link has one fault at a time. */
public sealed interface Fault {

  /** Healthy. */
  record None() implements Fault {}

  /** Answers come late, on top of the base latency. */
  record Slow(Latency latency) implements Fault {}

  /** Each answer is lost with this probability; the connection stays open. */
  record Drop(double probability) implements Fault {
    public Drop {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("a probability is between 0 and 1, not " + probability);
      }
    }
  }

  /** Connections stay open or are accepted, nothing passes in either direction; what was held back passes when the link heals. */
  record Freeze() implements Fault {}

  /** Existing connections and new ones are reset (RST). */
  record Reset() implements Fault {}

  /** Existing connections and new ones are closed in good order (FIN). */
  record HangUp() implements Fault {}

  /** The port is closed: existing connections end, new ones are refused. */
  record Refuse() implements Fault {}

  /** Answers keep their length and lose their meaning. */
  record Garbage() implements Fault {}

  String KINDS = "none, slow (400ms or 400ms,50ms), drop (0.5), freeze, reset, hangup, refuse, garbage";

  /** The fault that a command names: the kind, and for slow and drop a value. */
  static Fault parse(String kind, @Nullable String value) {
    return switch (kind.toLowerCase(Locale.ROOT)) {
      case "none" -> new None();
      case "slow" -> new Slow(latency(needed(kind, value)));
      case "drop" -> new Drop(probability(needed(kind, value)));
      case "freeze" -> new Freeze();
      case "reset" -> new Reset();
      case "hangup" -> new HangUp();
      case "refuse" -> new Refuse();
      case "garbage" -> new Garbage();
      default -> throw new IllegalArgumentException("no fault is called \"" + kind + "\"; there are: " + KINDS);
    };
  }

  /** The words that {@link #parse} understands. */
  default String text() {
    return switch (this) {
      case Slow(var latency) -> "slow " + latency;
      case Drop(var probability) -> "drop " + probability;
      default -> getClass().getSimpleName().toLowerCase(Locale.ROOT);
    };
  }

  private static String needed(String kind, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(kind + " needs a value; the faults are: " + KINDS);
    }
    return value.strip();
  }

  private static double probability(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a probability looks like 0.5, not \"" + text + "\"", e);
    }
  }

  private static Latency latency(String text) {
    int comma = text.indexOf(',');
    return comma < 0
        ? Latency.about(duration(text))
        : new Latency(duration(text.substring(0, comma)), duration(text.substring(comma + 1)));
  }

  private static Duration duration(String text) {
    Matcher matcher = Pattern.compile("(\\d{1,6})(ms|s)").matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a duration looks like 400ms or 2s, not \"" + text + "\"");
    }
    long number = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
  }
}
