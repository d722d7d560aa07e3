package io.plcfleet.monitor.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Cuts what arrives into frames, and keeps the start of one whose end has not come yet. */
final class Cutter {
  interface Length {
    /** Of the frame that begins at in's position, 0 when too few bytes are there to know. */
    int of(ByteBuffer in) throws Malformed;
  }

  interface Taker {
    /** A whole frame of that length begins at in's position. False: nobody wants what follows it. */
    boolean take(ByteBuffer in, int length) throws Malformed;
  }

  private final Length frame;
  private final Taker taker;
  private byte @Nullable [] unfinished;

  Cutter(Length frame, Taker taker) {
    this.frame = frame;
    this.taker = taker;
  }

  /** Reads what is there, by a buffer that others use too. False: the other side has ended. */
  boolean read(Wire from, ByteBuffer in) throws IOException, Malformed {
    in.clear();
    if (unfinished != null) in.put(unfinished);
    if (from.read(in) < 0) return false;
    in.flip();
    unfinished = null;
    while (in.hasRemaining()) {
      int start = in.position();
      int length = frame.of(in);
      if (length == 0 || length > in.remaining()) {
        unfinished = new byte[in.remaining()];
        in.get(unfinished);
        return true;
      }
      if (!taker.take(in, length)) return true;
      in.position(start + length);
    }
    return true;
  }

  /** Bytes of a frame that is not whole. */
  int unfinished() {
    return unfinished == null ? 0 : unfinished.length;
  }

  void forget() {
    unfinished = null;
  }
}
