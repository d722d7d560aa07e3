package io.plcfleet.monitor.link.ads;

import io.plcfleet.monitor.link.TagStatus;

/** What is known of a variable. */
sealed interface Finding {
  /** Nothing yet. */
  Finding UNKNOWN = new Unknown();

  record Unknown() implements Finding {}

  /** It cannot be read. */
  record Refused(TagStatus status) implements Finding {}

  /** It is of that type. */
  record Found(Symbol symbol) implements Finding {}
}
