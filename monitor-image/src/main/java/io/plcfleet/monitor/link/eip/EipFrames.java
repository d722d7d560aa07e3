package io.plcfleet.monitor.link.eip;

import io.plcfleet.monitor.link.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The encapsulation of EtherNet/IP, CIP volume 2, chapter 2: a header of 24 bytes, little endian. Only what a reader sends is here. */
final class EipFrames {
  static final int HEADER = 24;
  private static final int REGISTER = 0x65;
  private static final int UNREGISTER = 0x66;
  private static final int REQUEST = 0x6F;
  private static final int LONGEST = 65511;
  private static final int MESSAGE_ITEM = 0xB2;
  /** In a request or answer: interface, timeout, count of items, an empty address, kind and length of the message. */
  private static final int ITEMS = 16;
  private static final int INVALID_SESSION = 0x64;

  private EipFrames() {}

  private static byte[] frame(int command, int session, long number, byte[] data) {
    return ByteBuffer.allocate(HEADER + data.length).order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) command).putShort((short) data.length).putInt(session).putInt(0).putLong(number).putInt(0).put(data).array();
  }

  static byte[] register() {
    return frame(REGISTER, 0, 0, new byte[] {1, 0, 0, 0});  // version 1, no options
  }

  static byte[] unregister(int session) {
    return frame(UNREGISTER, session, 0, new byte[0]);
  }

  /** @param number that the answer carries again */
  static byte[] request(int session, long number, byte[] message) {
    return frame(REQUEST, session, number, ByteBuffer.allocate(ITEMS + message.length).order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0).putShort((short) 0).putShort((short) 2).putInt(0).putShort((short) MESSAGE_ITEM).putShort((short) message.length).put(message).array());
  }

  /** Length of the frame at in's position; 0 when too few bytes are there to know. */
  static int length(ByteBuffer in) throws Malformed {
    if (in.remaining() < 4) return 0;
    int command = u16(in, 0);
    int length = u16(in, 2);
    if ((command != REGISTER && command != REQUEST) || length > LONGEST) throw new Malformed("not an EtherNet/IP message");
    return HEADER + length;
  }

  static boolean isRegistration(ByteBuffer in) {
    return u16(in, 0) == REGISTER;
  }

  static int session(ByteBuffer in) {
    return i32(in, 4);
  }

  static int status(ByteBuffer in) {
    return i32(in, 8);
  }

  static long number(ByteBuffer in) {
    return Long.reverseBytes(in.getLong(in.position() + 12));
  }

  static boolean endsSession(int status) {
    return status == INVALID_SESSION;
  }

  /** The message of an answer, little endian. */
  static ByteBuffer message(ByteBuffer in, int length) throws Malformed {
    if (length < HEADER + ITEMS || u16(in, HEADER + 6) != 2 || u16(in, HEADER + 10) != 0 || u16(in, HEADER + 12) != MESSAGE_ITEM
        || u16(in, HEADER + 14) != length - HEADER - ITEMS) {
      throw new Malformed("an answer without a message");
    }
    return in.slice(in.position() + HEADER + ITEMS, length - HEADER - ITEMS).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int u16(ByteBuffer in, int at) {
    return Short.reverseBytes(in.getShort(in.position() + at)) & 0xFFFF;
  }

  private static int i32(ByteBuffer in, int at) {
    return Integer.reverseBytes(in.getInt(in.position() + at));
  }
}
