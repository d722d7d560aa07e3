package io.plcfleet.monitor.poll;

import io.plcfleet.monitor.link.Inquiry;

/** What one PLC is asked next, by one read of its link. */
sealed interface Ask {
  record Read(GroupReads group) implements Ask {}

  /** The reference out of turn, to see whether anybody answers. */
  record Probe(GroupReads reference) implements Ask {}

  /** What is no tag. */
  record Question(Inquiry inquiry) implements Ask {}
}
