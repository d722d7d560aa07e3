package io.plcfleet.scoring;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as they stand in sentences, the same in every country. */
final class Sentence {
  private Sentence() {}

  /** At most so many decimals, without trailing zeros: 99.9, 95. */
  static String rounded(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal number = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Exactly so many decimals: 0.40. */
  static String fixed(double value, int decimals) {
    return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString() : Double.toString(value);
  }

  /** Seconds as milliseconds; whole ones from 10 ms on, since nobody acts on the rest. */
  static String millis(double seconds) {
    double millis = seconds * 1000;
    return rounded(millis, millis < 10 ? 1 : 0) + " ms";
  }

  /** Points: whole ones, and a decimal below one, so that nothing "costs 0 points". */
  static String points(double points) {
    return rounded(points, points < 1 ? 1 : 0);
  }
}
