package io.plcfleet.operator.rollout.analysis;

import io.plcfleet.profile.Bounds;
import io.plcfleet.scoring.SignalName;
import io.plcfleet.scoring.Signals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them. */
final class Show {
  private static final MathContext DIGITS = new MathContext(4);

  private Show() {}

  /** With four significant digits. */
  static String number(double value) {
    if (!Double.isFinite(value)) return Double.toString(value);
    BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** Of one signal: {@code 31 ms}, {@code 99.9 %}. */
  static String value(SignalName signal, double value) {
    return Signals.of(signal).show(value);
  }

  /** Of one signal, before and after. */
  static String change(SignalName signal, double before, double after) {
    return value(signal, before) + " to " + value(signal, after);
  }

  /** {@code +25 %}, or how much in the unit of the signal. */
  static String limit(SignalName signal, Limit limit) {
    return switch (limit) {
      case Limit.Share(double most) -> "+" + percent(most);
      case Limit.Amount(double most) -> (Bounds.lowIsBad(signal) ? "-" : "+")
          + (Bounds.areShares(signal) && value(signal, 1).endsWith("%") ? number(100 * most) + " percentage points" : value(signal, most));
    };
  }

  /** A share as a percentage, with at most one decimal. */
  static String percent(double share) {
    BigDecimal percent = BigDecimal.valueOf(100 * share).setScale(1, RoundingMode.HALF_UP);
    return (percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString()) + " %";
  }

  /** {@code 1 Plc}, {@code 3 Plcs}. */
  static String plcs(int count) {
    return count + (count == 1 ? " Plc" : " Plcs");
  }
}
