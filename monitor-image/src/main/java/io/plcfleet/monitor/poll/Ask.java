package io.plcfleet.monitor.poll;

import io.plcfleet.monitor.link.Inquiry;

/** What one PLC is asked next, by one read of its link. */
sealed interface Ask {
  /** As which it is counted. */
  default Traffic.Request kind() {
    return switch (this) {
      case Read _ -> Traffic.Request.Read;
      case Probe _ -> Traffic.Request.Heartbeat;
      case Question _ -> Traffic.Request.Question;
    };
  }

  record Read(GroupReads group) implements Ask {}

  /** The reference out of turn, to see whether anybody answers. */
  record Probe(GroupReads reference) implements Ask {}

  /** What is no tag. */
  record Question(Inquiry inquiry) implements Ask {}
}
