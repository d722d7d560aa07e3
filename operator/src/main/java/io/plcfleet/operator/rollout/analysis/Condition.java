package io.plcfleet.operator.rollout.analysis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a number must be, as {@code < 0.05}. */
record Condition(String sign, double bound) {
  private static final Pattern TEXT = Pattern.compile("(<=|>=|==|!=|<|>) ?(-?[0-9]+(?:\\.[0-9]+)?)");

  /** @throws IllegalArgumentException that says what is expected */
  static Condition of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) throw new IllegalArgumentException("\"" + text + "\" is no condition; expected for example < 0.05");
    return new Condition(matcher.group(1), Double.parseDouble(matcher.group(2)));
  }

  boolean holds(double value) {
    return switch (sign) {
      case "<" -> value < bound;
      case "<=" -> value <= bound;
      case ">" -> value > bound;
      case ">=" -> value >= bound;
      case "==" -> value == bound;
      default -> value != bound;
    };
  }

  String text() {
    return sign + " " + Show.number(bound);
  }
}
