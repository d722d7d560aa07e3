package io.plcfleet.operator.links;

/** Versions of firmware: parts with dots between, with or without a v in front. */
final class Firmware {
  private Firmware() {}

  /** Whether a version is the given one, or begins with it up to a dot: {@code v4.4} begins {@code V4.4.2}, not {@code v4.40}. */
  static boolean begins(String firmware, String version) {
    return (bare(firmware) + ".").startsWith(bare(version) + ".");
  }

  /** Without the v in front. */
  static String bare(String version) {
    return version.startsWith("v") || version.startsWith("V") ? version.substring(1) : version;
  }
}
