package io.plcfleet.monitor.link;

/** An address that is no address of its protocol: value, and what would be one. */
@SuppressWarnings("serial")
public final class BadTag extends Exception {
  public BadTag(String message) {
    super(message, null, false, false);
  }
}
