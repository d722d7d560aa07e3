package io.plcfleet.monitor.diagnosis;

import io.plcfleet.scoring.ErrorClass;
import java.util.Locale;

/** Numbers and failures as they stand in evidence, the same in every country. */
final class Words {
  private Words() {}

  /** A length of time in the unit in which people think of it: 4.2 ms, 350 ms, 3.1 s, 75 s, 12 min. */
  static String time(long nanos) {
    double millis = nanos / 1e6;
    if (millis < 10) return String.format(Locale.ROOT, "%.1f ms", millis);
    if (millis < 1000) return String.format(Locale.ROOT, "%.0f ms", millis);
    if (millis < 60_000) return String.format(Locale.ROOT, "%.1f s", millis / 1000);
    return millis < 600_000 ? String.format(Locale.ROOT, "%.0f s", millis / 1000) : String.format(Locale.ROOT, "%.0f min", millis / 60_000);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
  }

  /** A failure in two or three words. */
  static String of(ErrorClass error) {
    return switch (error) {
      case DnsFailure -> "no address for the name";
      case Refused -> "connection refused";
      case ConnectTimeout -> "connection request unanswered";
      case Unroutable -> "no route";
      case HandshakeTimeout -> "greeting unanswered";
      case HandshakeRejected -> "greeting refused";
      case ConnectionReset -> "connection reset";
      case ClosedByPeer -> "connection closed by the other side";
      case RequestTimeout -> "request unanswered";
      case ProtocolError -> "not the protocol";
      case TargetUnreachable -> "gateway cannot reach the unit";
      case AddressError -> "no such address";
      case AccessDenied -> "not permitted";
      case DeviceBusy -> "busy";
      case DeviceFailure -> "failure of the device";
      case ConfigError -> "cannot be read as declared";
      case AddressForbidden -> "address not permitted";
      case LocalFailure -> "the monitor was hindered";
    };
  }
}
