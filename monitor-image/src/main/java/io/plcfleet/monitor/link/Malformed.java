package io.plcfleet.monitor.link;

/** The bytes are not what the protocol allows here. Without a stack trace: a broken device may send such bytes all day. */
@SuppressWarnings("serial")
public final class Malformed extends Exception {
  public Malformed(String message) {
    super(message, null, false, false);
  }
}
