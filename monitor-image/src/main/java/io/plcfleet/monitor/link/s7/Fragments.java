package io.plcfleet.monitor.link.s7;

import io.plcfleet.monitor.link.Malformed;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message that comes in several COTP data frames: the last one has the end mark. Most come in one, which is not copied. What was put
 * together has the envelope of its last frame before it, with a length field that says nothing.
 */
final class Fragments {
  private static final int ENVELOPE = S7Frames.ENVELOPE;
  private static final int DATA = 0x02F0;
  private static final int LAST = 0x80;
  private static final int LONGEST = 65536;

  private @Nullable ByteBuffer parts;

  /** The message that the frame at in's position ends, from its position to its limit; absent when more frames are to come. */
  @Nullable ByteBuffer add(ByteBuffer in, int length) throws Malformed {
    int p = in.position();
    int end = in.get(p + ENVELOPE - 1) & 0xFF;
    if (in.getShort(p + 4) != DATA || (end != LAST && end != 0)) throw new Malformed("no COTP data frame: 0x%04x%02x".formatted(in.getShort(p + 4), end));
    ByteBuffer before = parts;
    if (before == null && end == LAST) return in.slice(p, length);
    int had = before == null ? 0 : before.position() - ENVELOPE;
    if (had + length > LONGEST) throw new Malformed("an answer of more than " + LONGEST + " bytes");
    ByteBuffer all = ByteBuffer.allocate(had + length);
    all.put(0, in, p, ENVELOPE);
    if (before != null) all.put(ENVELOPE, before, ENVELOPE, had);
    all.put(ENVELOPE + had, in, p + ENVELOPE, length - ENVELOPE);
    parts = end == LAST ? null : all.position(all.limit());
    return end == LAST ? all : null;
  }

  boolean isEmpty() {
    return parts == null;
  }

  void forget() {
    parts = null;
  }
}
