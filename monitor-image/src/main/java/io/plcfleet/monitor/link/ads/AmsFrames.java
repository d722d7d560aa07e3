package io.plcfleet.monitor.link.ads;

import io.plcfleet.contract.Endpoint;
import io.plcfleet.monitor.link.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** AMS over TCP, Beckhoff Information System, "AMS/TCP packet": a length, a header of 32 bytes, data; little endian. Bytes by hand. */
final class AmsFrames {
  /** What a reader asks. Read-only: the commands that write, control and subscribe have no name here, so nobody can send them. */
  enum Command {
    DeviceInfo(1), State(4),
    /** Carries a name or a list to the device and an answer back: what for, says a {@link AdsRequests.Question}. */
    ReadWrite(9);

    private final int number;

    Command(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  /** Length and AMS header. */
  static final int HEADER = 38;
  private static final int AFTER_LENGTH = 6;
  private static final int AMS_HEADER = 32;
  private static final int LONGEST = 65_000;
  private static final int IS_COMMAND = 4;
  private static final int IS_ANSWER = 1;
  /** Of AMS ports, those from 0x8000 on are nobody's. */
  private static final int SOURCE_PORT = 0x9000;

  private AmsFrames() {}

  /** The part of a header that tells who asks whom. */
  static byte[] envelope(Endpoint.Ads between) {
    return ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN)
        .put(Endpoint.Ads.bytes(between.amsNetId())).putShort((short) between.amsPort())
        .put(Endpoint.Ads.bytes(between.sourceAmsNetId())).putShort((short) SOURCE_PORT).array();
  }

  /** @param number that the answer carries again */
  static void request(ByteBuffer out, byte[] envelope, Command command, int number, byte[] data) {
    out.putShort((short) 0).putInt(Integer.reverseBytes(AMS_HEADER + data.length)).put(envelope)
        .putShort(Short.reverseBytes((short) command.number())).putShort(Short.reverseBytes((short) IS_COMMAND))
        .putInt(Integer.reverseBytes(data.length)).putInt(0).putInt(Integer.reverseBytes(number)).put(data);
  }

  /** Length of the frame at in's position; 0 when too few bytes are there to know. */
  static int length(ByteBuffer in) throws Malformed {
    if (in.remaining() >= 2 && u16(in, 0) != 0) throw new Malformed("not an AMS message");
    if (in.remaining() < AFTER_LENGTH) return 0;
    int length = i32(in, 2);
    if (length < AMS_HEADER || length > LONGEST || (in.remaining() >= HEADER && i32(in, 26) != length - AMS_HEADER)) {
      throw new Malformed("an AMS message whose length cannot be");
    }
    return AFTER_LENGTH + length;
  }

  /** Routers ask their partners things, too. */
  static boolean isAnswer(ByteBuffer in) {
    return (u16(in, 24) & IS_ANSWER) != 0;
  }

  static int command(ByteBuffer in) {
    return u16(in, 22);
  }

  static int number(ByteBuffer in) {
    return i32(in, 34);
  }

  /** The router's error, or else the device's; 0 when all is well. */
  static int code(ByteBuffer in, int length) throws Malformed {
    int code = i32(in, 30);
    if (code != 0) return code;
    if (length < HEADER + 4) throw new Malformed("an answer without a result");
    return i32(in, HEADER);
  }

  /** What follows the result, little endian; empty where there is none. */
  static ByteBuffer data(ByteBuffer in, int length) {
    int head = Math.min(HEADER + 4, length);
    return in.slice(in.position() + head, length - head).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int u16(ByteBuffer in, int at) {
    return Short.reverseBytes(in.getShort(in.position() + at)) & 0xFFFF;
  }

  private static int i32(ByteBuffer in, int at) {
    return Integer.reverseBytes(in.getInt(in.position() + at));
  }
}
