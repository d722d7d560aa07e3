package io.plcfleet.monitor.link;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mistakes of ours on one connection: the first one is logged, or a device that provokes it would fill the log. */
final class Mistakes {
  private static final Logger LOG = LoggerFactory.getLogger(TcpLink.class);

  private boolean told;

  /** @return as what the connection ends */
  Outcome.Failure ended(Dial connection, Throwable mistake, long afterNanos) {
    if (!told) LOG.error("A mistake of ours on the connection to {}; further ones of it are not logged", connection, mistake);
    told = true;
    if (mistake instanceof OutOfMemoryError) return new Outcome.LocalFailure(String.valueOf(mistake.getMessage()), afterNanos);
    return new Outcome.ProtocolError("a mistake of the monitor, see its log: " + mistake, afterNanos);
  }
}
