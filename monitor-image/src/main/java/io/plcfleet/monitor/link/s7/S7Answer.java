package io.plcfleet.monitor.link.s7;

import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Readings;
import io.plcfleet.monitor.link.TagStatus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers to "read var" (function 4). The header is read by hand: PLC4X loses all items of an answer in which one failed, since some
 * servers give such an item a length without data. Layout: protocol id 0x32, kind, reserved 2, reference 2, parameter length 2,
 * data length 2, error class, error code, function, item count, items; each item return code, size kind, length 2, data, fill byte.
 */
final class S7Answer {
  private static final int HEADER = 14;
  private static final int ITEM = 4;
  private static final int ACK_DATA = 3;
  private static final int OK = 0xFF;
  /** Class of error: the CPU has nothing left for this request. */
  private static final int NO_RESOURCES = 0x83;
  /** Kind of size that counts bytes. */
  private static final int OCTETS = 9;

  private S7Answer() {}

  /**
   * Reads the values of a block into readings.
   *
   * @return joint items that were refused, of which one tag may be the cause; they have no readings yet
   */
  static List<Item> take(S7Plan.Block block, int reference, ByteBuffer in, int length, Readings readings) throws Malformed {
    int p = in.position() + S7Frames.ENVELOPE;
    int end = in.position() + length;
    if (p + 12 > end || in.get(p - 2) != (byte) 0xF0 || in.get(p - 1) != (byte) 0x80 || in.get(p) != 0x32 || in.get(p + 1) != ACK_DATA) {
      throw new Malformed("answer to another question");
    }
    int got = in.getShort(p + 4) & 0xFFFF;
    if (got != reference) throw new Malformed("reference " + got + " instead of " + reference);
    int errorClass = in.get(p + 10) & 0xFF;
    int errorCode = in.get(p + 11) & 0xFF;
    if (errorClass != 0 || errorCode != 0) {
      TagStatus status = refusal(errorClass, errorCode);
      for (Item item : block.items()) item.refuse(status, readings);
      return List.of();
    }
    if (p + HEADER > end || in.get(p + 12) != 4 || (in.get(p + 13) & 0xFF) != block.items().size()) {
      throw new Malformed("not as many items as asked for");
    }
    int at = p + HEADER;
    List<Item> refused = List.of();
    for (Item item : block.items()) {
      if (at + ITEM > end) throw new Malformed("the frame ends before all items");
      int code = in.get(at) & 0xFF;
      if (code == OK) {
        at = takeData(item, in, at, end, readings);
        continue;
      }
      at += ITEM;  // no data follows, whatever the length field says (snap7 says 4)
      if (item.isJoint()) {
        refused = refused.isEmpty() ? new ArrayList<>() : refused;
        refused.add(item);
      } else {
        item.refuse(status(code), readings);
      }
    }
    return refused;
  }

  /** A good answer to a block with reference 0, all zeros. */
  static ByteBuffer zeros(S7Plan.Block block) {
    int items = block.items().stream().mapToInt(item -> ITEM + item.bytes() + (item.bytes() & 1)).sum();
    int length = S7Frames.ENVELOPE + HEADER + items;
    ByteBuffer answer = ByteBuffer.allocate(length).putShort((short) 0x0300).putShort((short) length).put((byte) 2).put((byte) 0xF0).put((byte) 0x80)
        .put((byte) 0x32).put((byte) ACK_DATA).putInt(0).putShort((short) 2).putShort((short) items).putShort((short) 0)
        .put((byte) 4).put((byte) block.items().size());
    for (Item item : block.items()) {
      answer.put((byte) OK).put((byte) OCTETS).putShort((short) item.bytes()).position(answer.position() + item.bytes() + (item.bytes() & 1));
    }
    return answer.rewind();
  }

  /** @return where the next item begins */
  private static int takeData(Item item, ByteBuffer in, int at, int end, Readings readings) throws Malformed {
    int size = in.get(at + 1);
    int dataLength = in.getShort(at + 2) & 0xFFFF;
    int bytes = size == 3 || size == 4 || size == 5 ? (dataLength + 7) / 8 : dataLength;  // sizes of bits, bytes and integers count bits
    if (bytes != item.bytes() || at + ITEM + bytes > end) {
      throw new Malformed(bytes + " bytes for an item of " + item.bytes());
    }
    byte[] data = new byte[bytes];
    in.get(at + ITEM, data);
    item.take(data, readings);
    return at + ITEM + bytes + (bytes & 1);
  }

  /** 0x81 0x04: function not permitted, which is how CPUs say that PUT/GET is switched off; 0xD2 0x41: not at this level of protection. */
  private static TagStatus refusal(int errorClass, int errorCode) {
    return switch (errorClass << 8 | errorCode) {
      case 0x8104, 0xD241 -> TagStatus.AccessDenied;
      default -> errorClass == NO_RESOURCES ? TagStatus.DeviceBusy : TagStatus.DeviceFailure;
    };
  }

  /** Return code of one item. */
  private static TagStatus status(int code) {
    return switch (code) {
      case 0x03 -> TagStatus.AccessDenied;
      case 0x05, 0x06, 0x07, 0x0A -> TagStatus.AddressError;  // outside the block; type unknown, type unfit; no such block, or optimised
      default -> TagStatus.DeviceFailure;
    };
  }
}
