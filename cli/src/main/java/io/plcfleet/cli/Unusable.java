package io.plcfleet.cli;

/** What was given cannot be used; the message says why, for people. */
final class Unusable extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unusable(String message) {
    super(message);
  }
}
