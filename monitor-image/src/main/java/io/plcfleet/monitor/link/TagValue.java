package io.plcfleet.monitor.link;

import java.util.List;

/** A value that a PLC answered. */
public sealed interface TagValue {
  record Bit(boolean value) implements TagValue {}

  /** @param value a Long, a Double, or a BigInteger where 64 bits without sign need it */
  record Numeric(Number value) implements TagValue {}

  /** A text, or a date or time as text. */
  record Text(String value) implements TagValue {}

  record Many(List<TagValue> values) implements TagValue {}
}
