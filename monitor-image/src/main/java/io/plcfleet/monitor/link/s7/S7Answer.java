package io.plcfleet.monitor.link.s7;

import io.plcfleet.monitor.link.Malformed;
import io.plcfleet.monitor.link.Reading;
import io.plcfleet.monitor.link.TagStatus;
import io.plcfleet.monitor.link.plc4x.Values;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.plc4x.java.api.value.PlcValue;
import org.apache.plc4x.java.s7.readwrite.ControllerType;
import org.apache.plc4x.java.s7.readwrite.DataItem;
import org.apache.plc4x.java.s7.readwrite.tag.S7Tag;
import org.apache.plc4x.java.spi.generation.ParseException;
import org.apache.plc4x.java.spi.generation.ReadBufferByteBased;
import org.apache.plc4x.java.spi.values.PlcList;
import org.jspecify.annotations.Nullable;

/**
 * Answers to "read var" (function 4). The header is read by hand: PLC4X loses all items of an answer in which one failed, since some
 * servers give such an item a length without data. Layout: protocol id 0x32, kind, reserved 2, reference 2, parameter length 2,
 * data length 2, error class, error code, function, item count, items; each item return code, size kind, length 2, data, fill byte.
 */
final class S7Answer {
  private static final int HEADER = 14;
  private static final int ITEM = 4;
  private static final int ACK_DATA = 3;
  /** Kind of size that counts bytes. */
  private static final int OCTETS = 9;

  private S7Answer() {}

  static void take(S7Plan.Block block, int reference, ByteBuffer in, int length, Reading[] readings) throws Malformed {
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
      for (S7Plan.Spot spot : block.spots()) readings[spot.index()] = Reading.refused(status);
      return;
    }
    if (p + HEADER > end || in.get(p + 12) != 4 || (in.get(p + 13) & 0xFF) != block.spots().size()) {
      throw new Malformed("not as many items as asked for");
    }
    int at = p + HEADER;
    for (S7Plan.Spot spot : block.spots()) at = takeItem(spot, in, at, end, readings);
  }

  /** A good answer to a block with reference 0, all zeros. */
  static ByteBuffer zeros(S7Plan.Block block) {
    int items = block.spots().stream().mapToInt(spot -> ITEM + spot.bytes() + (spot.bytes() & 1)).sum();
    int length = S7Frames.ENVELOPE + HEADER + items;
    ByteBuffer answer = ByteBuffer.allocate(length).putShort((short) 0x0300).putShort((short) length).put((byte) 2).put((byte) 0xF0).put((byte) 0x80)
        .put((byte) 0x32).put((byte) ACK_DATA).putInt(0).putShort((short) 2).putShort((short) items).putShort((short) 0)
        .put((byte) 4).put((byte) block.spots().size());
    for (S7Plan.Spot spot : block.spots()) {
      answer.put((byte) 0xFF).put((byte) OCTETS).putShort((short) spot.bytes()).position(answer.position() + spot.bytes() + (spot.bytes() & 1));
    }
    return answer.rewind();
  }

  /** @return where the next item begins */
  private static int takeItem(S7Plan.Spot spot, ByteBuffer in, int at, int end, Reading[] readings) throws Malformed {
    if (at + ITEM > end) throw new Malformed("the frame ends before all items");
    int code = in.get(at) & 0xFF;
    if (code != 0xFF) {  // no data follows, whatever the length field says (snap7 says 4)
      readings[spot.index()] = Reading.refused(status(code));
      return at + ITEM;
    }
    int size = in.get(at + 1);
    int dataLength = in.getShort(at + 2) & 0xFFFF;
    int bytes = size == 3 || size == 4 || size == 5 ? (dataLength + 7) / 8 : dataLength;  // sizes of bits, bytes and integers count bits
    if (bytes != spot.bytes() || at + ITEM + bytes > end) throw new Malformed(bytes + " bytes for " + name(spot));
    byte[] data = new byte[bytes];
    in.get(at + ITEM, data);
    readings[spot.index()] = decode(spot, data);
    return at + ITEM + bytes + (bytes & 1);
  }

  private static Reading decode(S7Plan.Spot spot, byte[] data) {
    S7Tag tag = spot.tag();
    String type = tag.getDataType().getDataProtocolId();
    ReadBufferByteBased buffer = new ReadBufferByteBased(data);
    try {
      if (tag.getNumberOfElements() == 1) return reading(DataItem.staticParse(buffer, type, ControllerType.ANY, spot.stringLength()));
      List<PlcValue> values = new ArrayList<>(tag.getNumberOfElements());
      for (int i = 0; i < tag.getNumberOfElements(); i++) values.add(DataItem.staticParse(buffer, type, ControllerType.ANY, spot.stringLength()));
      return reading(new PlcList(values));
    } catch (ParseException | RuntimeException e) {  // PLC4X's parsers throw what they like
      return Reading.refused(TagStatus.NotDecodable);
    }
  }

  private static Reading reading(@Nullable PlcValue value) {
    return value == null ? Reading.refused(TagStatus.NotDecodable) : Reading.of(Values.of(value));
  }

  /** 0x81 0x04: function not permitted, which is how CPUs say that PUT/GET is switched off. */
  private static TagStatus refusal(int errorClass, int errorCode) {
    return errorClass == 0x81 && errorCode == 4 ? TagStatus.AccessDenied : TagStatus.DeviceFailure;
  }

  /** Return code of one item. */
  private static TagStatus status(int code) {
    return switch (code) {
      case 0x03 -> TagStatus.AccessDenied;
      case 0x05, 0x06, 0x07, 0x0A -> TagStatus.AddressError;  // outside the block; type unknown, type unfit; no such block, or optimised
      default -> TagStatus.DeviceFailure;
    };
  }

  private static String name(S7Plan.Spot spot) {
    return spot.tag().getAddressString();
  }
}
