package io.plcfleet.monitor.config;

/** A file that cannot be used, with field, value and way out. Carries no secret: there is none in the file. */
@SuppressWarnings("serial")
public final class BadConfig extends Exception {
  public BadConfig(String message) {
    super(message, null, false, false);
  }

  /** What is wrong, in words. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
