package io.plcfleet.monitor.link;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** Good frames with bytes changed or the end cut off, the same in each run. */
public final class Damage {
  private static final int TIMES = 20_000;

  /** Takes a frame apart; any exception but Malformed is a mistake of ours. */
  public interface Decoder {
    void decode(ByteBuffer frame) throws Malformed;
  }

  private Damage() {}

  public static void survives(Decoder decoder, String... frames) {
    Random random = new Random(1);
    for (int i = 0; i < TIMES; i++) {
      byte[] frame = HexFormat.of().parseHex(frames[random.nextInt(frames.length)]);
      for (int n = random.nextInt(3); n >= 0; n--) frame[random.nextInt(frame.length)] = (byte) random.nextInt();
      if (random.nextInt(4) == 0) frame = Arrays.copyOf(frame, random.nextInt(frame.length));
      try {
        decoder.decode(ByteBuffer.wrap(frame));
      } catch (Malformed expected) {
        // that is what it is for
      } catch (RuntimeException e) {
        throw new AssertionError("frame " + HexFormat.of().formatHex(frame), e);
      }
    }
  }
}
