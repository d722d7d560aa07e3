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
      Fault.checkProbability(probability);
    }
  }

  /** One answer is lost, whoever it was for; then the link is healthy. */
  record LoseOne() implements Fault {}

  /** A byte of an answer is another one, with this probability. */
  record Corrupt(double probability) implements Fault {
    public Corrupt {
      Fault.checkProbability(probability);
    }
  }

  /**
   * A weak network: answers come late, each lateness leaning on the last, and some are lost for good.
   *
   * @param correlation 0 each by itself, 1 always the same
   */
  record Weak(Latency latency, double correlation, double loss) implements Fault {
    public Weak {
      Fault.checkProbability(correlation);
      Fault.checkProbability(loss);
    }

    /** A network at the edge of use: 80 ms give or take 40 with a correlation of 25 %, and 0.8 % of the answers lost. */
    public static Weak network() {
      return new Weak(new Latency(Duration.ofMillis(80), Duration.ofMillis(40)), 0.25, 0.008);
    }
  }

  /** Somebody sits in between: answers take 100 ms to 1.2 s, and 3 % of them are changed. */
  record Hijack() implements Fault {
    static final Latency LATENCY = new Latency(Duration.ofMillis(650), Duration.ofMillis(550));
    static final double CORRUPTED = 0.03;
  }

  /** A router or firewall forgets each connection of that age: nothing passes any more, a close neither, and nobody is told. New ones work. */
  record Forget(Duration age) implements Fault {}

  /** The first answer of a connection becomes these bytes, in hexadecimal; those after it are lost. */
  record Reply(String hex) implements Fault {}

  /** Other words in answers: these bytes, in hexadecimal, become as many others wherever they stand. */
  record Reword(String from, String to) implements Fault {
    public Reword {
      if (from.isEmpty() || from.length() != to.length()) {
        throw new IllegalArgumentException("as many bytes take the place of others, not \"" + to + "\" that of \"" + from + "\"");
      }
    }
  }

  /** A connection ends when the next answer is on its way, in its place: by a RST, or by a FIN. */
  record EndInFlight(boolean reset) implements Fault {}

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

  String KINDS = "none, slow (400ms or 400ms,50ms), drop (0.5), freeze, reset, hangup, refuse, garbage, "
      + "loseone, corrupt (0.03), weak, hijack, forget (5s), reply (hexadecimal), reword (hexadecimal,hexadecimal), endinflight (reset or hangup)";

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
      case "loseone" -> new LoseOne();
      case "corrupt" -> new Corrupt(probability(needed(kind, value)));
      case "weak" -> Weak.network();
      case "hijack" -> new Hijack();
      case "forget" -> new Forget(duration(needed(kind, value)));
      case "reply" -> new Reply(needed(kind, value));
      case "reword" -> reword(needed(kind, value));
      case "endinflight" -> new EndInFlight(needed(kind, value).equals("reset"));
      default -> throw new IllegalArgumentException("no fault is called \"" + kind + "\"; there are: " + KINDS);
    };
  }

  /** The words that {@link #parse} understands. */
  default String text() {
    return switch (this) {
      case Slow(var latency) -> "slow " + latency;
      case Drop(var probability) -> "drop " + probability;
      case Corrupt(var probability) -> "corrupt " + probability;
      case Weak(var latency, _, _) -> "weak " + latency;
      case Forget(var age) -> "forget " + age.toMillis() + "ms";
      case Reply(var hex) -> "reply " + hex;
      case Reword(var from, var to) -> "reword " + from + "," + to;
      case EndInFlight(var reset) -> "endinflight " + (reset ? "reset" : "hangup");
      default -> getClass().getSimpleName().toLowerCase(Locale.ROOT);
    };
  }

  private static void checkProbability(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("a probability is between 0 and 1, not " + probability);
    }
  }

  private static String needed(String kind, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(kind + " needs a value; the faults are: " + KINDS);
    }
    return value.strip();
  }

  private static Reword reword(String text) {
    int comma = text.indexOf(',');
    if (comma < 0) throw new IllegalArgumentException("bytes and what takes their place look like 0a0b,0a0c, not \"" + text + "\"");
    return new Reword(text.substring(0, comma), text.substring(comma + 1));
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
