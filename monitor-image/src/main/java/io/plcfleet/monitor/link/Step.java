package io.plcfleet.monitor.link;

import java.io.IOException;

/** A piece of work on a connection, which can end it. */
public interface Step {
  void run() throws IOException, Malformed;
}
