package io.plcfleet.monitor.link;

import java.io.IOException;
import java.util.List;

/** Our own system refuses a connection before anything was sent: what comes later is the network's or the device's word. */
@SuppressWarnings("serial")
final class NotSent extends IOException {
  /** Limits of our own that a connection meets later, too: ENOBUFS, ENOMEM. */
  static final List<String> LIMITS = List.of("No buffer space available", "Cannot allocate memory");

  NotSent(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
