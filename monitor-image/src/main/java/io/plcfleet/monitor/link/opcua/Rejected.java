package io.plcfleet.monitor.link.opcua;

import io.plcfleet.monitor.link.Outcome;

/** No session comes about: the server refuses it, or we refuse the server. Without a stack trace, and never with a secret in it. */
@SuppressWarnings("serial")
class Rejected extends Exception {
  Rejected(String message) {
    super(message, null, false, false);
  }

  Outcome.Failure outcome(long afterNanos) {
    return new Outcome.HandshakeRejected(String.valueOf(getMessage()), afterNanos);
  }
}
