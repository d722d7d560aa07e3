package io.plcfleet.monitor.link.plc4x;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Bytes as they may lie on the wire. */
public final class Bytes {
  private static final byte[] EDGES = {0, (byte) 0xFF, (byte) 0x80, 0x7F, 1};

  private Bytes() {}

  /** First those at the edges of all types, then any. */
  public static byte[] some(int number, int length, SplittableRandom random) {
    byte[] bytes = new byte[length];
    if (number < EDGES.length * EDGES.length) {
      Arrays.fill(bytes, EDGES[number / EDGES.length]);
      bytes[0] = EDGES[number % EDGES.length];
    } else {
      random.nextBytes(bytes);
    }
    return bytes;
  }
}
