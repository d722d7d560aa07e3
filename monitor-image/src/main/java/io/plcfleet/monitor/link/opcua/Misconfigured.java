package io.plcfleet.monitor.link.opcua;

import io.plcfleet.monitor.link.Outcome;

/** No session comes about for what we are given ourselves: credentials, securityPolicy. No server is to blame. */
@SuppressWarnings("serial")
final class Misconfigured extends Rejected {
  /** @param message field or file, what is wrong with it, the way out */
  Misconfigured(String message) {
    super(message);
  }

  @Override
  Outcome.Failure outcome(long afterNanos) {
    return new Outcome.ConfigError(String.valueOf(getMessage()), afterNanos);
  }
}
