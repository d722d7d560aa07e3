package io.plcfleet.operator.rollout.analysis;

import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.scoring.SignalName;

/** How much worse something may get. */
sealed interface Limit {
  /** In the unit of what is compared. */
  record Amount(double most) implements Limit {}

  /** Of what it was. */
  record Share(double most) implements Limit {}

  /**
   * Reads {@code 25%}, {@code 5ms} or {@code 0.02}; for times a number is seconds.
   *
   * @throws IllegalArgumentException that says what is expected
   */
  static Limit of(SignalName signal, String text) {
    boolean times = signal.unit() == SignalName.Unit.Seconds;
    try {
      if (text.endsWith("%")) return new Share(positive(text.substring(0, text.length() - 1)) / 100);
      if (times && !Character.isDigit(text.charAt(text.length() - 1))) return new Amount(DurationText.parse(text).toNanos() / 1e9);
      return new Amount(positive(text));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no limit of " + signal + "; expected for example "
          + (times ? "25% or 20ms" : "25% or \"0.02\" (" + signal.unit().words() + ")"), e);
    }
  }

  private static double positive(String text) {
    double number = Double.parseDouble(text);
    if (!(number >= 0) || Double.isInfinite(number)) throw new NumberFormatException(text);
    return number;
  }

  /** In the unit of what is compared, for something that was so much. */
  default double amount(double before) {
    return switch (this) {
      case Amount amount -> amount.most();
      case Share share -> share.most() * before;
    };
  }

  /** Smaller changes are chance, whatever is declared: 5 ms of time, half a percentage point, a single event in five minutes. */
  static double noise(SignalName.Unit unit) {
    return switch (unit) {
      case Seconds, Ratio -> 0.005;
      case PerMinute -> 0.2;
      case PerSecond -> 0.01;
      case Bits -> 0.1;
      case Intervals -> 0.5;
    };
  }
}
