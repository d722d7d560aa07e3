package io.plcfleet.monitor.link.opcua;

/** No session comes about: the server refuses it, or we do. Without a stack trace, and never with a secret in it. */
@SuppressWarnings("serial")
final class Rejected extends Exception {
  Rejected(String message) {
    super(message, null, false, false);
  }
}
