package io.plcfleet.profile;

import io.plcfleet.api.v1alpha1.DurationText;
import io.plcfleet.api.v1alpha1.Schema;
import io.plcfleet.scoring.SignalName;
import io.plcfleet.scoring.Signals;
import java.util.regex.Pattern;

/** How the bounds of a signal are written, and which way they go. A new signal does not compile until it is in here. */
public final class Bounds {
  private static final Pattern DURATION = Pattern.compile(Schema.DURATION);
  private static final Pattern DECIMAL = Pattern.compile(Schema.DECIMAL);

  private Bounds() {}

  /** True for {@code 120ms}, false for {@code "0.25"}. */
  public static boolean areDurations(SignalName signal) {
    return switch (signal.unit()) {
      case Seconds -> true;
      case Ratio, PerSecond, PerMinute, Bits, Intervals -> false;
    };
  }

  /** Whether no value is above 1: who writes 95 means 0.95. */
  public static boolean areShares(SignalName signal) {
    return switch (signal) {
      case SuccessRatio, PduDropRatio, HeartbeatMissRatio, ResponseStability -> true;
      case ReadP95, AckP95, RttJitterRatio, PduDropRate, ReconnectRate, ErrorRate, ErrorEntropy, TagStaleness -> false;
    };
  }

  /** Whether a low value is the bad one, as for a success ratio. */
  public static boolean lowIsBad(SignalName signal) {
    return Signals.of(signal).standard().bad() < Signals.of(signal).standard().good();
  }

  static boolean readable(SignalName signal, String text) {
    return (areDurations(signal) ? DURATION : DECIMAL).matcher(text).matches();
  }

  /** In the unit of the signal. */
  static double parse(SignalName signal, String text) {
    return areDurations(signal) ? DurationText.parse(text).toNanos() / 1e9 : Double.parseDouble(text);
  }
}
